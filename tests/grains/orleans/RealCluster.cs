using System.Net;
using CreditRisk.Cluster;
using CreditRisk.Cluster.Node;
using CreditRisk.Cluster.Tables;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>Silos and clients as programs are made of them: hosts of their own, with sockets, that find each other through PostgreSQL.</summary>
internal sealed class RealCluster
{
    public const string Storage = GrainStorage.Name;

    // A silo that starts asks the others whether they answer, and asks again after so long.
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);

    private readonly List<IHost> _hosts = [];
    private readonly List<IHost> _running = [];

    public RealCluster() => ClusterTables.Ensure(Store);

    public PostgresStoreOptions Store { get; } = new() { ConnectionString = PostgresServer.ConnectionString, Schema = PostgresServer.NewSchema() };

    /// <summary>A silo that is not started.</summary>
    public IHost Silo(Action<ISiloBuilder>? configure = null)
    {
        return Kept(builder => builder.UseOrleans(silo =>
        {
            silo.UsePostgresClustering(Store).AddPostgresGrainStorage(Storage, Store).ConfigureEndpoints(IPAddress.Loopback, FreePort.Next(), FreePort.Next());
            silo.Services.Configure<ClusterOptions>(Named);
            silo.Services.Configure<ClusterMembershipOptions>(membership => membership.ProbeTimeout = Probe);
            // Orleans' own would end the process of the tests.
            silo.Services.AddSingleton<IFatalErrorHandler>(new NodeFailure());
            configure?.Invoke(silo);
        }));
    }

    /// <summary>A silo that runs.</summary>
    public Task<IHost> StartSiloAsync(Action<ISiloBuilder>? configure = null) => StartedAsync(Silo(configure));

    /// <summary>A client that is not started.</summary>
    public IHost Client(Action<IClientBuilder>? configure = null) => Kept(builder => builder.UseOrleansClient(client =>
    {
        client.UsePostgresClustering(Store).UseConnectionRetryFilter((_, _) => Task.FromResult(false));
        client.Services.Configure<ClusterOptions>(Named);
        configure?.Invoke(client);
    }));

    /// <summary>A client that has found a gateway; it tries once.</summary>
    public Task<IHost> StartClientAsync(Action<IClientBuilder>? configure = null) => StartedAsync(Client(configure));

    /// <summary>Waits until a silo knows of so many that are active.</summary>
    public static async Task KnowsActiveAsync(IHost silo, int count)
    {
        var membership = silo.Services.GetRequiredService<IClusterMembershipService>();
        await foreach (var snapshot in membership.MembershipUpdates)
        {
            if (snapshot.Members.Values.Count(member => member.Status == SiloStatus.Active) == count)
            {
                return;
            }
        }
    }

    /// <summary>Stops all.</summary>
    public async Task StopAsync()
    {
        foreach (var host in _running)
        {
            await host.StopAsync();
        }

        _hosts.ForEach(host => host.Dispose());
    }

    private static void Named(ClusterOptions options)
    {
        options.ClusterId = "test";
        options.ServiceId = "test";
    }

    private async Task<IHost> StartedAsync(IHost host)
    {
        await host.StartAsync();
        lock (_running)
        {
            _running.Add(host);
        }

        return host;
    }

    private IHost Kept(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        configure(builder);
        var host = builder.Build();
        lock (_hosts)
        {
            _hosts.Add(host);
        }

        return host;
    }
}
