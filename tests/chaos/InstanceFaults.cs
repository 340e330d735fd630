using CreditRisk.Tests.Acceptance;

namespace CreditRisk.Tests.Chaos;

/// <summary>What is done to two instances.</summary>
internal static class InstanceFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("kill the active instance", (on, _) => Fault.Done(() => Active(on).Send(Signals.Kill))),
        new("kill the standby", (on, _) => Fault.Done(() => Standby(on).Send(Signals.Kill))),
        new("kill both instances", (on, _) => Fault.Done(() => on.Instances.ToList().ForEach(one => one.Send(Signals.Kill)))),
        new("stop the active instance beyond its session", (on, random) => Stopped(on, Active(on), random)),
        new("stop the active instance, and take its lease", StopAndTakeLeaseAsync),
    ];

    private static SupervisedProcess Active(Installation on) => on.Instances.FirstOrDefault(one => one.IsActive) ?? on.Instances[0];

    private static SupervisedProcess Standby(Installation on) => on.Instances.LastOrDefault(one => !one.IsActive) ?? on.Instances[1];

    private static async Task Stopped(Installation on, SupervisedProcess instance, Random random)
    {
        instance.Send(Signals.Stop);
        await Fault.For(random, (int)Installation.Session.TotalMilliseconds, (int)Installation.Session.TotalMilliseconds * 2);
        instance.Send(Signals.Continue);
    }

    // It goes on as if it were the active one, while another is.
    private static async Task StopAndTakeLeaseAsync(Installation on, Random random)
    {
        var active = Active(on);
        active.Send(Signals.Stop);
        _ = await on.AskAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND granted");
        await Fault.For(random, 500, 4000);
        active.Send(Signals.Continue);
    }
}
