namespace CreditRisk.Tests.Simulation;

/// <summary>
/// What goes wrong in a simulation, and how often. Each seed has some of it and not the rest: what goes wrong all the time hides what goes wrong rarely.
/// </summary>
internal sealed class Faults(Random random)
{
    private bool _isOver;

    // Of records.
    public double Repeats { get; } = Some(random, 0.2);

    public double Reused { get; } = Some(random, 0.05);

    public double Poison { get; } = Some(random, 0.1);

    public double Disorder { get; } = Some(random, 0.3);

    public double WrongDates { get; } = Some(random, 0.2);

    /// <summary>Of so many records the store takes none for what is in it; none for never.</summary>
    public int? OneIndigestibleOf { get; } = random.Next(3) == 0 ? random.Next(5, 50) : null;

    public double OffsetGap { get; } = Some(random, 0.2);

    // Of the store.
    public TimeSpan StoreLatency { get; } = TimeSpan.FromSeconds(random.Next(2) == 0 ? 0.01 : 5);

    public double CommitRefused => Now(_commitRefused);

    public double CommitLostBefore => Now(_commitLostBefore);

    public double CommitLostAfter => Now(_commitLostAfter);

    public double ReadRefused => Now(_readRefused);

    // Of the brokers.
    public TimeSpan BrokerLatency { get; } = TimeSpan.FromSeconds(random.Next(2) == 0 ? 0.01 : 5);

    public double ConsumeFails => Now(_consumeFails);

    public double OffsetsLostBefore => Now(_offsetsLostBefore);

    public double OffsetsLostAfter => Now(_offsetsLostAfter);

    public double QuestionsLost => Now(_questionsLost);

    public double PublishFails => Now(_publishFails);

    public double PublisherFull => Now(_publisherFull);

    /// <summary>How often, in steps, something befalls a process or the network; none for never.</summary>
    public int? StepsBetweenBlows { get; } = random.Next(8) == 0 ? null : (int)Math.Pow(10, 2 + (random.NextDouble() * 1.5));

    /// <summary>What does.</summary>
    public IReadOnlyList<Blow> Blows { get; } = [.. Enum.GetValues<Blow>().Where(_ => random.Next(2) == 0)];

    /// <summary>How wrong clocks are, at most.</summary>
    public TimeSpan ClockError { get; } = random.Next(3) == 0 ? TimeSpan.FromHours(30) : TimeSpan.Zero;

    private readonly double _commitRefused = Some(random, 0.3);
    private readonly double _commitLostBefore = Some(random, 0.2);
    private readonly double _commitLostAfter = Some(random, 0.2);
    private readonly double _readRefused = Some(random, 0.1);
    private readonly double _consumeFails = Some(random, 0.1);
    private readonly double _offsetsLostBefore = Some(random, 0.3);
    private readonly double _offsetsLostAfter = Some(random, 0.3);
    private readonly double _questionsLost = Some(random, 0.5);
    private readonly double _publishFails = Some(random, 0.1);
    private readonly double _publisherFull = Some(random, 0.5);

    /// <summary>From now on nothing goes wrong.</summary>
    public void End() => _isOver = true;

    private static double Some(Random random, double most) => random.Next(2) == 0 ? 0 : random.NextDouble() * most;

    private double Now(double probability) => _isOver ? 0 : probability;
}

/// <summary>What befalls a process or the network from outside.</summary>
internal enum Blow
{
    /// <summary>A process is killed.</summary>
    Crash,

    /// <summary>A process is asked to stop, and makes durable what it took.</summary>
    Stop,

    /// <summary>The coordinator takes a member for dead that lives.</summary>
    Kick,

    /// <summary>Partitions move to other members, which are asked for them.</summary>
    Rebalance,

    /// <summary>The store is away for a while.</summary>
    StoreAway,

    /// <summary>The brokers are away for a while.</summary>
    BrokerAway,
}

/// <summary>How a simulation can be broken on purpose, to see that it is noticed.</summary>
public enum Sabotage
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The source commits what it has read, not what is durable.</summary>
    OffsetsTooEarly,

    /// <summary>The producer says that it has published, and has not.</summary>
    EventsNotPublished,

    /// <summary>The store writes a row whatever version it has.</summary>
    VersionsIgnored,
}
