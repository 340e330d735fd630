using System.Collections.Concurrent;

namespace CreditRisk.Silo.Runtime;

/// <summary>Times a sample of records from submission to durability: one in so many, in a bounded reservoir of the newest. Thread-safe.</summary>
/// <param name="clock">The clock.</param>
/// <param name="every">One record in so many is timed, 1 or more.</param>
public sealed class LatencySample(TimeProvider clock, int every = 64)
{
    private const int Kept = 16_384;

    private readonly ConcurrentDictionary<long, long> _begun = new();
    private readonly Lock _lock = new();
    private readonly double[] _milliseconds = new double[Kept];
    private long _count;

    /// <summary>A record is submitted.</summary>
    public void Begin(long token)
    {
        if (token % every == 0)
        {
            _begun[token] = clock.GetTimestamp();
        }
    }

    /// <summary>A record is durable.</summary>
    public void End(long token)
    {
        if (token % every == 0 && _begun.TryRemove(token, out var begun))
        {
            var milliseconds = clock.GetElapsedTime(begun).TotalMilliseconds;
            lock (_lock)
            {
                _milliseconds[_count++ % Kept] = milliseconds;
            }
        }
    }

    /// <summary>The time that a share of the sample stayed below, in milliseconds; null without a sample.</summary>
    /// <param name="share">0 to 1.</param>
    public double? Quantile(double share)
    {
        double[] sorted;
        lock (_lock)
        {
            sorted = _milliseconds[..(int)Math.Min(_count, Kept)];
        }

        Array.Sort(sorted);
        return sorted.Length == 0 ? null : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }
}
