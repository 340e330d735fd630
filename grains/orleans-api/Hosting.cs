using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans
{
    /// <summary>The gateways that a client is connected to have become other ones.</summary>
    public delegate void GatewayCountChangedHandler(object sender, GatewayCountChangedEventArgs args);

    /// <summary>A client is connected to no silo any more.</summary>
    public delegate void ConnectionToClusterLostHandler(object sender, EventArgs args);

    /// <summary>How many gateways a client is connected to.</summary>
    public class GatewayCountChangedEventArgs : EventArgs
    {
        /// <summary>So many.</summary>
        public int NumberOfConnectedGateways { get; }
    }
}

namespace Orleans.Hosting
{
    using System.Net;

    /// <summary>Builds a silo.</summary>
    public interface ISiloBuilder
    {
        /// <summary>What it is made of.</summary>
        IServiceCollection Services { get; }
    }

    /// <summary>Builds a client.</summary>
    public interface IClientBuilder
    {
        /// <summary>What it is made of.</summary>
        IServiceCollection Services { get; }
    }

    /// <summary>What a client does when its connections change.</summary>
    public static class ClientBuilderExtensions
    {
        /// <summary>Asks whether to try again when no silo answers at the start.</summary>
        public static IClientBuilder UseConnectionRetryFilter(this IClientBuilder builder, Func<Exception, CancellationToken, Task<bool>> connectionRetryFilter) => throw Declarations.Only();

        /// <summary>Tells when gateways come or go.</summary>
        public static IClientBuilder AddGatewayCountChangedHandler(this IClientBuilder builder, GatewayCountChangedHandler handler) => throw Declarations.Only();

        /// <summary>Tells when none is left.</summary>
        public static IClientBuilder AddClusterConnectionLostHandler(this IClientBuilder builder, ConnectionToClusterLostHandler handler) => throw Declarations.Only();

        /// <summary>The silo is on this machine.</summary>
        public static IClientBuilder UseLocalhostClustering(this IClientBuilder builder, int gatewayPort = 30000, string serviceId = "dev", string clusterId = "dev") => throw Declarations.Only();

        /// <summary>Sets options.</summary>
        public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, Action<TOptions> configureOptions)
            where TOptions : class => throw Declarations.Only();
    }

    /// <summary>Sets up a silo.</summary>
    public static class SiloBuilderExtensions
    {
        /// <summary>The silo is the only one, on this machine.</summary>
        public static ISiloBuilder UseLocalhostClustering(
            this ISiloBuilder builder, int siloPort = 11111, int gatewayPort = 30000, IPEndPoint? primarySiloEndpoint = null, string serviceId = "dev", string clusterId = "dev") => throw Declarations.Only();

        /// <summary>Grains keep their states in memory.</summary>
        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name) => throw Declarations.Only();

        /// <summary>Sets options.</summary>
        public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions)
            where TOptions : class => throw Declarations.Only();
    }
}

namespace Microsoft.Extensions.Hosting
{
    using Orleans;
    using Orleans.Hosting;

    /// <summary>Adds Orleans to a host.</summary>
    public static class OrleansHostBuilderExtensions
    {
        /// <summary>A silo.</summary>
        public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate) => throw Declarations.Only();

        /// <summary>A client.</summary>
        public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder, Action<IClientBuilder> configureDelegate) => throw Declarations.Only();
    }
}
