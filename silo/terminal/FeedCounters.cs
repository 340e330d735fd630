using CreditRisk.Domain.Account;
using CreditRisk.Silo.Runtime;

namespace CreditRisk.Silo.Terminal;

/// <summary>Counts what a feed sends and what became of it. Thread-safe.</summary>
/// <param name="clock">Measures how long records take.</param>
internal sealed class FeedCounters(TimeProvider clock)
{
    private readonly LatencySample _latency = new(clock, every: 8);
    private long _applied;
    private long _duplicates;
    private long _refused;

    /// <summary>Records that are part of their accounts.</summary>
    public long Applied => Interlocked.Read(ref _applied);

    /// <summary>Records that were sent before.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Records in the dead letters.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>All of them.</summary>
    public long Durable => Applied + Duplicates + Refused;

    /// <summary>A record is sent.</summary>
    public void Begin(long token) => _latency.Begin(token);

    /// <summary>A record is durable.</summary>
    public void End(long token, Outcome outcome)
    {
        _latency.End(token);
        _ = outcome switch
        {
            Outcome.Applied => Interlocked.Increment(ref _applied),
            Outcome.Duplicate => Interlocked.Increment(ref _duplicates),
            _ => Interlocked.Increment(ref _refused),
        };
    }

    /// <summary>The time within which a share of the records became durable, in milliseconds; null before the first.</summary>
    public double? Latency(double share) => _latency.Quantile(share);
}
