using Orleans;

namespace CreditRisk.Cluster.Brakes;

/// <summary>A change of one brake.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.brakes-order")]
public sealed class BrakesOrder
{
    /// <summary>The version that its author saw.</summary>
    [Id(0)]
    public long Seen { get; init; }

    /// <summary>Kill switch (0), dry run (1) or rate cap (2).</summary>
    [Id(1)]
    public byte Brake { get; init; }

    /// <summary>Whether a switch is on; of no meaning for the cap.</summary>
    [Id(2)]
    public bool IsOn { get; init; }

    /// <summary>Most restrictions in each region and UTC hour, 0-1,000,000, or null for no cap; of no meaning for a switch.</summary>
    [Id(3)]
    public int? MostPerHour { get; init; }

    /// <summary>Why, 1-500 characters.</summary>
    [Id(4)]
    public string Reason { get; init; } = "";

    /// <summary>Who, 1-200 characters.</summary>
    [Id(5)]
    public string Actor { get; init; } = "";
}

/// <summary>What became of a change.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.brakes-answer")]
public sealed class BrakesAnswer
{
    /// <summary>The brakes after it; as they were, where it was refused.</summary>
    [Id(0)]
    public BrakesPicture Brakes { get; init; } = new();

    /// <summary>Why it was refused, for a person: a stale version, or a wrong value. Null where it was done.</summary>
    [Id(1)]
    public string? Refusal { get; init; }
}

/// <summary>Whether a restriction may leave.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.take-answer")]
public readonly record struct TakeAnswer
{
    /// <summary>What holds it back: kill switch (0), dry run (1) or rate cap (2). Null where it leaves.</summary>
    [Id(0)]
    public byte? HeldBy { get; init; }

    /// <summary>Why it is held back, for a person. Null where it leaves.</summary>
    [Id(1)]
    public string? Reason { get; init; }
}
