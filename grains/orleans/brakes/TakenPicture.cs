using System.Collections.Immutable;
using Orleans;

namespace CreditRisk.Cluster.Brakes;

/// <summary>What has left, as it is stored: beside the brakes, since it changes with every restriction and they hardly ever do.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.taken")]
public sealed class TakenPicture
{
    /// <summary>The last hour of which nothing is known any more: whole hours from 1970-01-01 00:00 UTC, or null.</summary>
    [Id(0)]
    public long? UnknownUpTo { get; init; }

    /// <summary>How many left, by hour and region.</summary>
    [Id(1)]
    public ImmutableArray<TakenCount> Counts { get; init; } = [];
}

/// <summary>How many left in a region in an hour.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.taken-count")]
public sealed class TakenCount
{
    /// <summary>Whole hours from 1970-01-01 00:00 UTC.</summary>
    [Id(0)]
    public long Hour { get; init; }

    /// <summary>The region; empty where an account has none.</summary>
    [Id(1)]
    public string Region { get; init; } = "";

    /// <summary>How many, 1 or more.</summary>
    [Id(2)]
    public long Count { get; init; }
}
