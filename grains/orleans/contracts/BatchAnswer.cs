using System.Collections.Immutable;
using Orleans;

namespace CreditRisk.Cluster.Contracts;

/// <summary>What became of a call.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.batch-answer")]
public sealed class BatchAnswer
{
    /// <summary>What became of each record, in their order.</summary>
    [Id(0)]
    public ImmutableArray<RecordAnswer> Records { get; init; } = [];

    /// <summary>Why nothing was taken, for the time being, for a person: the same call is to be made again. Null where it was.</summary>
    [Id(1)]
    public string? Postponed { get; init; }
}

/// <summary>What became of a record.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.record-answer")]
public readonly record struct RecordAnswer
{
    /// <summary>Applied (0), duplicate (1) or refused (2).</summary>
    [Id(0)]
    public byte Outcome { get; init; }

    /// <summary>Why it was refused: a stable code, else null.</summary>
    [Id(1)]
    public string? Reason { get; init; }

    /// <summary>Why it was refused, for a person, else null.</summary>
    [Id(2)]
    public string? Message { get; init; }
}
