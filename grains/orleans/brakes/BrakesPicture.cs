using System.Collections.Immutable;
using Orleans;

namespace CreditRisk.Cluster.Brakes;

/// <summary>The brakes, as they are stored and shown; without what has left.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.brakes-picture")]
public sealed class BrakesPicture
{
    /// <summary>How often they were changed: a change names it.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Whether the kill switch is on, and why.</summary>
    [Id(1)]
    public BrakeSetting KillSwitch { get; init; } = new();

    /// <summary>Whether dry run is on, and why.</summary>
    [Id(2)]
    public BrakeSetting DryRun { get; init; } = new();

    /// <summary>Whether there is a cap, which, and why.</summary>
    [Id(3)]
    public BrakeSetting Cap { get; init; } = new();

    /// <summary>The newest changes, oldest first, at most 1,000.</summary>
    [Id(4)]
    public ImmutableArray<BrakeSetting> Journal { get; init; } = [];
}

/// <summary>What a brake is set to, or was.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.brake-setting")]
public sealed class BrakeSetting
{
    /// <summary>Kill switch (0), dry run (1) or rate cap (2).</summary>
    [Id(0)]
    public byte Brake { get; init; }

    /// <summary>Whether it holds anything back.</summary>
    [Id(1)]
    public bool IsOn { get; init; }

    /// <summary>Most restrictions in each region and UTC hour; null for a switch, and for no cap.</summary>
    [Id(2)]
    public int? MostPerHour { get; init; }

    /// <summary>Why, 1-500 characters, or null where it was never set.</summary>
    [Id(3)]
    public string? Reason { get; init; }

    /// <summary>Who set it, 1-200 characters, or null where it was never set.</summary>
    [Id(4)]
    public string? Actor { get; init; }

    /// <summary>When it was set: 100 ns since 1970-01-01 UTC; 0 where it never was.</summary>
    [Id(5)]
    public long At { get; init; }
}
