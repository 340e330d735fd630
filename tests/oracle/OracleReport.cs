using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

public enum OracleWarningKind
{
    Raised,
    Cleared,
    Withdrawn,
}

/// <summary>A warning as it left the account.</summary>
/// <param name="Kind">Raised, cleared or withdrawn.</param>
/// <param name="Stage">The stage that it is about.</param>
/// <param name="Episode">The episode in which the entry began; 0 for a reminder, and for an entry while no episode ran.</param>
/// <param name="Entry">The number of the entry, from 1 for each stage.</param>
/// <param name="EffectiveAt">When its condition (to clear: the condition to leave) became true in the business.</param>
/// <param name="RaisedAt">When that was decided.</param>
public readonly record struct OracleWarning(
    OracleWarningKind Kind, OracleStage Stage, int Episode, int Entry, Instant EffectiveAt, Instant RaisedAt);

/// <summary>An entry of a stage that has not ended.</summary>
public readonly record struct ActiveEntry(OracleStage Stage, int Episode, int Entry);

/// <summary>What an account says of itself at the end of a local day. Amounts in minor units.</summary>
/// <param name="Date">The local day.</param>
/// <param name="Receivable">Sum of the ageing.</param>
/// <param name="Overdue">Open and past due.</param>
/// <param name="Actionable">Overdue less what may not be acted on.</param>
/// <param name="DaysPastDue">Age of the oldest actionable item above the floor.</param>
/// <param name="InTransit">Initiated, and neither arrived nor failed nor expired.</param>
/// <param name="Ageing">Ten numbers: not due, the eight ranges past due, the unapplied credit (negative).</param>
/// <param name="Stage">The account's stage.</param>
/// <param name="Entries">The active entries, lowest stage first.</param>
public sealed record DayReport(
    CivilDate Date,
    long Receivable,
    long Overdue,
    long Actionable,
    int DaysPastDue,
    long InTransit,
    IReadOnlyList<long> Ageing,
    OracleStage Stage,
    IReadOnlyList<ActiveEntry> Entries)
{
    /// <summary>Whether every part is the same; records compare lists by reference.</summary>
    public bool Matches(DayReport other) =>
        this with { Ageing = other.Ageing, Entries = other.Entries } == other
        && Ageing.SequenceEqual(other.Ageing)
        && Entries.SequenceEqual(other.Entries);

    public override string ToString() =>
        $"{Date} receivable {Show(Receivable)}, overdue {Show(Overdue)}, actionable {Show(Actionable)}, daysPastDue {DaysPastDue}, "
        + $"inTransit {Show(InTransit)}, ageing [{string.Join(' ', Ageing.Select(Show))}], {Stage}, "
        + $"entries [{string.Join(", ", Entries.Select(entry => $"{entry.Stage} {entry.Entry} of episode {entry.Episode}"))}]";

    // Every currency that histories use has two decimals.
    private static string Show(long minor) => Cash.Format(minor, 2);
}
