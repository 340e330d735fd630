using System.Net;
using System.Net.Sockets;
using CreditRisk.Actor;
using CreditRisk.Cluster.Node;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace CreditRisk.Bench.Cluster;

/// <summary>A cluster of one silo in this process, on a store and a committer as the in-process host has them.</summary>
internal sealed class Silo : IAsyncDisposable
{
    // As many calls at a time as keep all cores busy.
    private const int BareCallers = 200;

    private readonly Engine _engine;
    private readonly IGrainFactory _grains;

    private Silo(Engine engine, IGrainFactory grains) => (_engine, _grains) = (engine, grains);

    /// <summary>Takes records to the accounts.</summary>
    public IAccountHost Host => _engine.Host;

    /// <summary>Starts it.</summary>
    public static async Task<Silo> StartAsync(EngineSettings settings)
    {
        var rules = RuleFiles.Shipped.Load();
        var cluster = new ClusterSettings { Clustering = Clustering.Localhost, SiloPort = FreePort(), GatewayPort = FreePort() };
        ClusterNode? node = null;
        var engine = await Engine.StartAsync(rules, settings, async core =>
        {
            var accounts = new AccountServices(rules, core.Store, core.Committer, core.Writer, TimeProvider.System);
            var parts = new NodeParts(accounts, new DecoderLimits(), null, TimeSpan.FromHours(1), TimeProvider.System, NullLoggerFactory.Instance);
            return node = await ClusterNode.StartSiloAsync(cluster, parts, CancellationToken.None);
        });
        return new Silo(engine, node!.Grains);
    }

    /// <summary>Calls each of so many bare grains so often; the first call activates it.</summary>
    public async Task CallBareAsync(int count, int rounds)
    {
        var next = -1;
        var grains = Enumerable.Range(0, count).Select(number => _grains.GetGrain<IBareGrain>($"{number}")).ToArray();
        await Task.WhenAll(Enumerable.Range(0, BareCallers).Select(_ => Task.Run(async () =>
        {
            for (var call = Interlocked.Increment(ref next); call < rounds * count; call = Interlocked.Increment(ref next))
            {
                await grains[call % count].Call();
            }
        })));
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
