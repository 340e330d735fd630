using CreditRisk.Actor;
using CreditRisk.Cluster.Node;
using CreditRisk.Cluster.Tables;
using CreditRisk.Silo.Runtime;
using CreditRisk.Tests.Acceptance;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace CreditRisk.Bench.Cluster;

/// <summary>A silo in this process, on a store and a committer as the in-process host has them. It does not sweep: the benchmark's events live in a time of their own.</summary>
/// <param name="Engine">The pipeline.</param>
/// <param name="Grains">The cluster.</param>
internal sealed record Silo(Engine Engine, IGrainFactory Grains)
{
    // As many calls at a time as keep all cores busy.
    private const int BareCallers = 200;

    /// <summary>Starts it.</summary>
    /// <param name="settings">What the engine is made of.</param>
    /// <param name="findsOthers">Whether there are others on the same schema; else it keeps what it must keep in memory.</param>
    public static async Task<Silo> StartAsync(EngineSettings settings, bool findsOthers)
    {
        if (findsOthers)
        {
            ClusterTables.Ensure(settings.Postgres!);
        }

        var rules = RuleFiles.Shipped.Load();
        var cluster = new ClusterSettings { Clustering = findsOthers ? Clustering.Postgres : Clustering.Localhost, SiloPort = FreePort.Next(), GatewayPort = FreePort.Next() };
        ClusterNode? node = null;
        var engine = await Engine.StartAsync(rules, settings, async core =>
        {
            var accounts = new AccountServices(rules, core.Store, core.Committer, core.Writer, TimeProvider.System);
            var parts = new NodeParts(accounts, findsOthers ? settings.Postgres : null, TimeSpan.FromHours(1), TimeProvider.System, NullLoggerFactory.Instance);
            node = await ClusterNode.StartSiloAsync(cluster, parts, CancellationToken.None);
            node.Open();
            return node;
        });
        return new Silo(engine, node!.Grains);
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
}
