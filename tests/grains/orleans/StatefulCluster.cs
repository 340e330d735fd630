using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>Two silos whose grains keep their state in a storage that outlives them.</summary>
internal sealed class StatefulCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private StatefulCluster(InProcessTestCluster cluster) => _cluster = cluster;

    public SharedStorage Storage { get; } = new();

    /// <summary>Begins at ten past an hour: a test must not cross the full one.</summary>
    public MovedClock Clock { get; } = new();

    /// <summary>Grains, as a client has them.</summary>
    public IGrainFactory Grains => _cluster.Client;

    /// <summary>Grains, as each silo has them.</summary>
    public IReadOnlyList<IGrainFactory> BySilo => [.. _cluster.Silos.Select(silo => _cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IGrainFactory>())];

    public static async Task<StatefulCluster> StartAsync()
    {
        StatefulCluster? made = null;
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            made!.Storage.AddTo(silo);
            silo.Services.AddSingleton<TimeProvider>(made.Clock);
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                // Long enough for a silo that starts on a busy machine, which is probed too.
                membership.ProbeTimeout = TimeSpan.FromSeconds(2);
                membership.NumMissedProbesLimit = 1;
                membership.NumVotesForDeathDeclaration = 1;
            });
        });
        made = new StatefulCluster(builder.Build());
        await made._cluster.DeployAsync();
        return made;
    }

    /// <summary>Kills the silo that holds a grain, as a crash does.</summary>
    public async Task KillHolderOf(IAddressable grain)
    {
        var holder = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain) ?? throw new InvalidOperationException("the grain is nowhere");
        await _cluster.KillSiloAsync(_cluster.Silos.Single(silo => silo.SiloAddress.Equals(holder)));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}

/// <summary>The machine's clock, set back to ten past an hour when the test begins. Never set on: silos that live ahead of the machine's clock do not find each other.</summary>
internal sealed class MovedClock : TimeProvider
{
    private readonly TimeSpan _back = BackToTenPast(System.GetUtcNow());

    /// <summary>How far it is moved.</summary>
    public TimeSpan Moved { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - _back + Moved;

    private static TimeSpan BackToTenPast(DateTimeOffset real)
    {
        var back = TimeSpan.FromTicks(real.Ticks % TimeSpan.TicksPerHour) - TimeSpan.FromMinutes(10);
        return back >= TimeSpan.Zero ? back : back + TimeSpan.FromHours(1);
    }
}
