using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CreditRisk.Cluster.Node;

/// <summary>What silos and clients have in common.</summary>
internal static class NodeSetup
{
    /// <summary>A host that reads no files and no variables of the framework's own, logs to our log and leaves signals to the program.</summary>
    public static HostBuilder NewHost(NodeParts parts)
    {
        var builder = new HostBuilder();
        builder.ConfigureServices(services =>
        {
            services.AddSingleton(parts.Logging);
            services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        });
        return builder;
    }
}
