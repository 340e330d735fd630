using CreditRisk.Storage.Contracts;
using Orleans;

namespace CreditRisk.Cluster.Sweep;

/// <summary>
/// Lets time act on one shard of the accounts: wherever in the cluster it is, there is one. Every silo looks at every shard at each interval, so that none is forgotten whichever silos die; the first look
/// begins a sweep, the others find it under way.
/// </summary>
[Alias("creditrisk.sweep-shard")]
public interface ISweepShardGrain : IGrainWithStringKey
{
    /// <summary>The key of a shard's grain.</summary>
    static string KeyOf(WakeShard shard) => $"{shard.Index}/{shard.Of}";

    /// <summary>Has the shard swept if it is time, and tells how far it is. Returns at once.</summary>
    [Alias("look")]
    Task<ShardProgress> Look();
}

/// <summary>How far a shard is swept.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.shard-progress")]
public readonly record struct ShardProgress
{
    /// <summary>Up to when, 100 ns since 1970-01-01 UTC; null before the first sweep.</summary>
    [Id(0)]
    public long? SweptUpTo { get; init; }

    /// <summary>Why the last sweep did not come to its end, for a person, or null.</summary>
    [Id(1)]
    public string? Failure { get; init; }
}
