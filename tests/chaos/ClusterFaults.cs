using CreditRisk.Silo.Commands;
using CreditRisk.Tests.Acceptance;
using Shouldly;

namespace CreditRisk.Tests.Chaos;

/// <summary>What is done to the silos of a cluster.</summary>
internal static class ClusterFaults
{
    // To join, or to end in good order, takes seconds; who has not by then never will.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("kill a silo", (on, random) => Fault.Done(() => Any(on, random).Send(Signals.Kill))),
        new("kill all silos but one", (on, random) => Fault.Done(() => on.Instances.Except([Any(on, random)]).ToList().ForEach(one => one.Send(Signals.Kill)))),
        new("kill all silos", (on, _) => Fault.Done(() => on.Instances.ToList().ForEach(one => one.Send(Signals.Kill)))),
        new("stop a silo for a moment", async (on, random) =>
        {
            var silo = Any(on, random);
            silo.Send(Signals.Stop);
            await Fault.For(random, 100, 1500);
            silo.Send(Signals.Continue);
        }),
        new("stop a silo until it is taken for dead", StopUntilDeadAsync),
        new("drain a silo, and start it again", DrainAsync),
        new("add a silo, and drain it", AddAndDrainAsync),
    ];

    private static SupervisedProcess Any(Installation on, Random random) => on.Instances[random.Next(on.Instances.Count)];

    // It goes on with what it was writing, for accounts that are elsewhere by then.
    private static async Task StopUntilDeadAsync(Installation on, Random random)
    {
        var silo = Any(on, random);
        var deaths = await DeathsAsync(on);
        silo.Send(Signals.Stop);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (await DeathsAsync(on) is var now && !(now > deaths))
        {
            deaths ??= now;
            await looks.WaitForNextTickAsync(patience.Token);
        }

        await Fault.For(random, 0, 2000);
        silo.Send(Signals.Continue);
    }

    // The number by which Orleans says that a silo is dead.
    private static async Task<long?> DeathsAsync(Installation on) => (long?)await on.AskAsync("SELECT count(*) FROM cluster_silos WHERE status = 6");

    private static async Task DrainAsync(Installation on, Random random)
    {
        var silo = Any(on, random);
        await silo.Active.WaitAsync(Patience, TimeProvider.System);
        (await silo.TerminateAsync().WaitAsync(Patience, TimeProvider.System)).ShouldBe(ExitCodes.Ok, "the silo did not end in good order");
    }

    private static async Task AddAndDrainAsync(Installation on, Random random)
    {
        var added = on.Add("one more silo");
        await added.Active.WaitAsync(Patience, TimeProvider.System);
        await Fault.For(random, 500, 3000);
        await on.RemoveAsync(added).WaitAsync(Patience, TimeProvider.System);
        added.LastExit.ShouldBe(ExitCodes.Ok, "the added silo did not end in good order");
    }
}
