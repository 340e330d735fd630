using System.Net;
using System.Net.Sockets;
using CreditRisk.Actor;
using CreditRisk.Cluster;
using CreditRisk.Cluster.Host;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace CreditRisk.Bench.Cluster;

/// <summary>A cluster of one silo in this process, with its store and committer.</summary>
internal sealed class Silo : IAsyncDisposable
{
    // As many calls at a time as keep all cores busy.
    private const int BareCallers = 200;

    private readonly IHost _silo;
    private readonly AccountServices _accounts;
    private readonly PostgresStore _store;

    private Silo(IHost silo, AccountServices accounts, PostgresStore store)
    {
        (_silo, _accounts, _store) = (silo, accounts, store);
        Grains = silo.Services.GetRequiredService<IGrainFactory>();
        Host = new ClusterHost(Grains, accounts, new ClusterHostOptions(), TimeProvider.System);
    }

    /// <summary>Takes records to the accounts.</summary>
    public IAccountHost Host { get; }

    private IGrainFactory Grains { get; }

    /// <summary>Starts it.</summary>
    public static async Task<Silo> StartAsync(PostgresStoreOptions postgres)
    {
        var store = PostgresStore.Open(postgres);
        var committer = new GroupCommitter(store.Writers, new GroupCommitterOptions(), TimeProvider.System);
        var accounts = new AccountServices(RuleFiles.Shipped.Load(), store, committer, Environment.ProcessId, TimeProvider.System);
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        // Standard output is for answers.
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(new GrainServices(accounts, new DecoderLimits()));
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()));
        var host = builder.Build();
        await host.StartAsync();
        return new Silo(host, accounts, store);
    }

    /// <summary>Calls each of so many bare grains so often; the first call activates it.</summary>
    public async Task CallBareAsync(int count, int rounds)
    {
        var next = -1;
        var grains = Enumerable.Range(0, count).Select(number => Grains.GetGrain<IBareGrain>($"{number}")).ToArray();
        await Task.WhenAll(Enumerable.Range(0, BareCallers).Select(_ => Task.Run(async () =>
        {
            for (var call = Interlocked.Increment(ref next); call < rounds * count; call = Interlocked.Increment(ref next))
            {
                await grains[call % count].Call();
            }
        })));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _silo.StopAsync();
        _silo.Dispose();
        await _accounts.DisposeAsync();
        await _accounts.Committer.DisposeAsync();
        _store.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
