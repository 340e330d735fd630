using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace CreditRisk.Cluster.Tls;

/// <summary>
/// Has the members of a cluster talk through TLS only, each with a certificate of one authority: who has none gets no connection. All members of a cluster do, or none.
/// </summary>
public static class ClusterTls
{
    /// <summary>A silo's connections with other silos and with clients.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="files">Its certificate, key and authority. They are read at each new connection, so that renewed ones are taken up without a restart.</param>
    /// <param name="clock">Measures how long a handshake takes.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="ArgumentException">A file is missing or wrong.</exception>
    public static ISiloBuilder UseTls(this ISiloBuilder silo, TlsFiles files, TimeProvider clock)
    {
        var identity = new CurrentIdentity(files);
        return silo.Configure<SiloConnectionOptions>(options =>
        {
            options.ConfigureSiloInboundConnection(connection => connection.Use(Handshake(connection, identity, clock).Accepted));
            options.ConfigureGatewayInboundConnection(connection => connection.Use(Handshake(connection, identity, clock).Accepted));
            options.ConfigureSiloOutboundConnection(connection => connection.Use(Handshake(connection, identity, clock).Opened));
        });
    }

    /// <summary>A client's connections with silos.</summary>
    /// <param name="client">The client.</param>
    /// <param name="files">Its certificate, key and authority. They are read at each new connection, so that renewed ones are taken up without a restart.</param>
    /// <param name="clock">Measures how long a handshake takes.</param>
    /// <returns>The client.</returns>
    /// <exception cref="ArgumentException">A file is missing or wrong.</exception>
    public static IClientBuilder UseTls(this IClientBuilder client, TlsFiles files, TimeProvider clock)
    {
        var identity = new CurrentIdentity(files);
        return client.Configure<ClientConnectionOptions>(options => options.ConfigureConnection(connection => connection.Use(Handshake(connection, identity, clock).Opened)));
    }

    private static TlsHandshake Handshake(IConnectionBuilder connection, CurrentIdentity identity, TimeProvider clock) =>
        new(identity, clock, connection.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<TlsHandshake>());
}
