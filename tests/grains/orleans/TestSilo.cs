using CreditRisk.Actor;
using CreditRisk.Cluster;
using CreditRisk.Cluster.Contracts;
using CreditRisk.Cluster.Host;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Storage.Commit;
using CreditRisk.Tests.Grains.Actor;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.TestingHost;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>A cluster of one silo on the store of a harness.</summary>
internal static class TestSilo
{
    /// <summary>Records are sent from within the silo.</summary>
    public static ValueTask<IAccountHost> StartAsync(HostHarness harness, HostOptions options) => StartAsync(harness, options, isSenderOutside: false);

    /// <summary>Records are sent by a client: they go over the wire.</summary>
    public static ValueTask<IAccountHost> StartOverWireAsync(HostHarness harness, HostOptions options) => StartAsync(harness, options, isSenderOutside: true);

    private static async ValueTask<IAccountHost> StartAsync(HostHarness harness, HostOptions options, bool isSenderOutside)
    {
        var accounts = new AccountServices(
            harness.Rules, harness.Reader, harness.Committer, 1, TimeProvider.System, archives: new ArchiveRule(options.LeastArchivedParts), readyAccounts: options.ReadyAccountsPerLoop);
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = isSenderOutside;
        builder.ConfigureSilo((_, silo) => silo.Services.AddSingleton(new GrainServices(accounts, Sent.Decode)));
        var cluster = builder.Build();
        harness.Keep(cluster);
        harness.Keep(accounts);
        await cluster.DeployAsync();
        var grains = cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>();
        harness.Forgetting = account => cluster.DeactivateAsync(grains.GetGrain<ICustomerGrain>(account));
        return new ClusterHost(isSenderOutside ? cluster.Client : grains, accounts, Bounds(options), TimeProvider.System);
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
