namespace CreditRisk.Silo.Metrics;

/// <summary>The measurements of one instrument with the same tags. Thread-safe.</summary>
/// <param name="bounds">Upper bounds of the buckets of a histogram, rising; empty for all others.</param>
internal sealed class Series(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _value;

    /// <summary>Adds to a counter.</summary>
    public void Add(double amount)
    {
        lock (_lock)
        {
            _value += amount;
        }
    }

    /// <summary>Sets a gauge, or a counter that is kept elsewhere.</summary>
    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    /// <summary>Puts a measurement into a histogram.</summary>
    public void Observe(double measurement)
    {
        var bucket = 0;
        while (bucket < bounds.Length && measurement > bounds[bucket])
        {
            bucket++;
        }

        lock (_lock)
        {
            _counts[bucket]++;
            _value += measurement;
        }
    }

    /// <summary>The value, or the sum of a histogram, and how many measurements are in each bucket, the last of which has no bound.</summary>
    public (double Value, long[] Counts) Read()
    {
        lock (_lock)
        {
            return (_value, [.. _counts]);
        }
    }
}
