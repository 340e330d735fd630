using System.Collections.Immutable;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;
using NodaTime;

namespace CreditRisk.Domain.Ladder;

/// <summary>What a warning event says.</summary>
public enum WarningKind : byte
{
    /// <summary><c>risk.warning.raised</c></summary>
    Raised = 0,

    /// <summary><c>risk.warning.cleared</c></summary>
    Cleared = 1,

    /// <summary><c>risk.warning.withdrawn</c></summary>
    Withdrawn = 2,
}

/// <summary>A warning that leaves an account: raised, cleared or withdrawn.</summary>
public sealed record WarningEffect : AccountEffect
{
    /// <summary>What it says.</summary>
    public required WarningKind Kind { get; init; }

    /// <summary>The stage that is entered or left, or the reminder.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The account's stage before.</summary>
    public required Stage PreviousStage { get; init; }

    /// <summary>The account's stage after.</summary>
    public required Stage Standing { get; init; }

    /// <summary>The episode; 0 before the first.</summary>
    public required int Episode { get; init; }

    /// <summary>The entry of the stage, counted over the account's life.</summary>
    public required int Entry { get; init; }

    /// <summary>Why, one line each.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>The figures that it was decided on.</summary>
    public required Figures Figures { get; init; }

    /// <summary>The currency of the money figures, or null while the account has none.</summary>
    public required string? Currency { get; init; }

    /// <summary>The policy that decided.</summary>
    public required string Policy { get; init; }

    /// <summary>Its version.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>When the condition became true in the business.</summary>
    public required Instant EffectiveAt { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant RaisedAt { get; init; }

    /// <summary>The item of a reminder, or null.</summary>
    public string? ItemId { get; init; }

    /// <inheritdoc/>
    public override Instant DecidedAt => RaisedAt;

    /// <summary>The score at that time.</summary>
    public int Score => Figures.Score;

    /// <summary>The grade at that time.</summary>
    public Grade Grade => Figures.Grade;
}
