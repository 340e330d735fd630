using System.Collections.Immutable;
using Orleans;

namespace CreditRisk.Cluster.Sweep;

/// <summary>What one process knows of how far input is with its accounts, and durable.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.horizon-report")]
public sealed class HorizonReport
{
    /// <summary>The process: a name that no other has, nor it itself after its next start.</summary>
    [Id(0)]
    public string Member { get; init; } = "";

    /// <summary>Everything that it received itself before this is durable: 100 ns since 1970-01-01 UTC.</summary>
    [Id(1)]
    public long ReceivedUpTo { get; init; }

    /// <summary>Whether it reads partitions, so that those are to be waited for.</summary>
    [Id(2)]
    public bool ReadsPartitions { get; init; }

    /// <summary>All partitions that are read by somebody, as far as it knows; empty while it knows of none.</summary>
    [Id(3)]
    public ImmutableArray<PartitionReport> Partitions { get; init; } = [];

    /// <summary>Whether it leaves, and nothing of it is to be waited for any more.</summary>
    [Id(4)]
    public bool IsLeaving { get; init; }
}

/// <summary>How far a partition is read.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.partition-report")]
public readonly record struct PartitionReport
{
    /// <summary>The input's epoch.</summary>
    [Id(0)]
    public string Epoch { get; init; }

    /// <summary>The topic.</summary>
    [Id(1)]
    public string Topic { get; init; }

    /// <summary>The partition, 0 or more.</summary>
    [Id(2)]
    public int Partition { get; init; }

    /// <summary>Everything that was appended before this is durable: 100 ns since 1970-01-01 UTC; null where the process does not know.</summary>
    [Id(3)]
    public long? UpTo { get; init; }
}
