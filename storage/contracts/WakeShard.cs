namespace CreditRisk.Storage.Contracts;

/// <summary>One of several shares of the accounts, by the keys of their rows: each is swept by itself.</summary>
public readonly record struct WakeShard
{
    /// <summary>Most shards, 1,024.</summary>
    public const int Most = 1024;

    /// <summary>A shard.</summary>
    /// <param name="index">Which, 0 to <paramref name="of"/> - 1.</param>
    /// <param name="of">Of how many, 1 to <see cref="Most"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    public WakeShard(int index, int of)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(of, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(of, Most);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, of);
        (Index, Of) = (index, of);
    }

    /// <summary>Which.</summary>
    public int Index { get; }

    /// <summary>Of how many.</summary>
    public int Of { get; }

    /// <summary>Whether the row with a key belongs to it.</summary>
    public bool Has(long key) => key % Of == Index;

    /// <inheritdoc/>
    public override string ToString() => $"{Index} of {Of}";
}
