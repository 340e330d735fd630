using Microsoft.Extensions.Hosting;

namespace CreditRisk.Cluster.Node;

/// <summary>Of a host that is a part of a program: signals are the program's. By default the framework would take them, and the process would not end.</summary>
public sealed class EmbeddedLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
