using CreditRisk.Actor;
using CreditRisk.Cluster;
using CreditRisk.Cluster.Contracts;
using CreditRisk.Cluster.Host;
using CreditRisk.Cluster.Sweep;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Storage.Commit;
using CreditRisk.Tests.Grains.Actor;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.TestingHost;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>Clusters on the store of a harness.</summary>
internal static class TestSilo
{
    /// <summary>Starts one silo, and a host in its process.</summary>
    public static ValueTask<IAccountHost> StartAsync(HostHarness harness, HostOptions options) => StartAsync(harness, options, _ => { });

    /// <summary>Starts one silo, and a host in its process, and tells the test of its grains.</summary>
    public static ValueTask<IAccountHost> StartAsync(HostHarness harness, HostOptions options, Action<IGrainFactory> started) => StartAsync(harness, options, false, started);

    /// <summary>Starts two silos, and a host that is a client of them: all that it says goes over the wire.</summary>
    public static ValueTask<IAccountHost> StartThroughClientAsync(HostHarness harness, HostOptions options) => StartAsync(harness, options, true, _ => { });

    private static async ValueTask<IAccountHost> StartAsync(HostHarness harness, HostOptions options, bool isClient, Action<IGrainFactory> started)
    {
        var accounts = new AccountServices(harness.Rules, harness.Reader, harness.Committer, 1, TimeProvider.System, archives: new ArchiveRule(options.LeastArchivedParts), readyAccounts: options.ReadyAccountsPerLoop);
        var builder = new InProcessTestClusterBuilder((short)(isClient ? 2 : 1));
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = isClient;
        builder.ConfigureSilo((_, silo) => silo.Services
            .AddSingleton(new GrainServices(accounts, Sent.Decode))
            .AddSingleton(new SweepServices((_, _, _) => Task.FromResult(0), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeProvider.System)));
        var cluster = builder.Build();
        harness.Keep(cluster);
        harness.Keep(accounts);
        await cluster.DeployAsync();
        var grains = isClient ? cluster.Client : cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>();
        started(grains);
        harness.Forgetting = account => cluster.DeactivateAsync(grains.GetGrain<ICustomerGrain>(account));
        return new ClusterHost(grains, accounts, Bounds(options), TimeProvider.System);
    }

    private static ClusterHostOptions Bounds(HostOptions options) => new()
    {
        UndurableRecords = options.Loops * options.UndurableRecordsPerLoop,
        RecordsPerCall = Math.Min(options.RecordsPerTurn, 10_000),
        CallsInFlight = options.QueuedRecordsPerLoop,
        AccountsPerSweep = options.AccountsPerSweep,
        Retries = new RetrySchedule(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20)),
    };
}
