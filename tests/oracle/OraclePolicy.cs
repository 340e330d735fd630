using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>The stages of the ladder, lowest first.</summary>
public enum OracleStage
{
    Good,
    Reminder,
    Notice,
    Warning,
    StopSupply,
    Blacklist,
}

/// <summary>The figures that the conditions of the two test policies read. Amounts in minor units.</summary>
public sealed record OracleFigures(
    long Receivable, long Overdue, long Actionable, int DaysPastDue, long InTransit, bool LawsuitOpen);

/// <summary>One stage of a policy.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="EnterDays">The least days past due with which <paramref name="Enter"/> holds: it says since when it was true.</param>
/// <param name="Enter">The condition to climb to the stage.</param>
/// <param name="Exit">The condition to leave it.</param>
public sealed record OracleStep(OracleStage Stage, int EnterDays, Func<OracleFigures, bool> Enter, Func<OracleFigures, bool> Exit)
{
    /// <summary>The condition to enter from any lower stage, or null.</summary>
    public Func<OracleFigures, bool>? Direct { get; init; }

    /// <summary>Days that the stage before it must have lasted.</summary>
    public int AfterDays { get; init; }

    /// <summary>Days that it lasts at least.</summary>
    public int StayDays { get; init; }
}

/// <summary>A policy in the plainest form: what <c>docs/rules.md</c> calls the policy.</summary>
public sealed record OraclePolicy(string Name, int ReminderOffset, int GraceDays, long TrivialFloor, IReadOnlyList<OracleStep> Steps)
{
    /// <summary>Days that money of any method is in transit.</summary>
    public int SettlementDays { get; init; } = 3;

    /// <summary>The share of a guarantee that counts. Histories carry no guarantees, so that only the domain's policy needs it.</summary>
    public int Haircut { get; init; } = 1;

    /// <summary>Longer than a history, so that nothing is compacted while it runs.</summary>
    public int ReversalDays { get; init; } = 400;

    /// <summary>Days that a fact waits for the one it names. Histories let none that comes at all come later than that.</summary>
    public int OrphanDays { get; init; } = 30;

    /// <summary>The mapping file's default zone: the calendar of a customer who is not registered.</summary>
    public DateTimeZone DefaultZone { get; init; } = DateTimeZone.Utc;

    public override string ToString() => Name;
}

/// <summary>The two policies that oracle and domain are compared under.</summary>
public static class OraclePolicies
{
    public static readonly OraclePolicy Electricity = new("electricity", ReminderOffset: 0, GraceDays: 7, TrivialFloor: 500,
    [
        new(OracleStage.Notice, 1, f => f.DaysPastDue >= 1, f => f.Actionable == 0),
        new(OracleStage.Warning, 15, f => f.DaysPastDue >= 15, f => f.DaysPastDue < 8),
        new(OracleStage.StopSupply, 31, f => f.DaysPastDue > 30, f => f.DaysPastDue < 15) { AfterDays = 7 },
    ]);

    public static readonly OraclePolicy TradeCredit = new("trade-credit", ReminderOffset: -7, GraceDays: 5, TrivialFloor: 0,
    [
        new(OracleStage.Notice, 1, f => f.DaysPastDue >= 1, f => f.Actionable == 0),
        new(OracleStage.Warning, 7, f => f.DaysPastDue >= 7, f => f.DaysPastDue < 4),
        new(OracleStage.StopSupply, 14, f => f.DaysPastDue >= 14, f => f.DaysPastDue < 7) { AfterDays = 5 },
        new(OracleStage.Blacklist, 30, f => f.DaysPastDue >= 30, f => f.Actionable == 0 && !f.LawsuitOpen)
        {
            Direct = f => f.LawsuitOpen,
            AfterDays = 7,
            StayDays = 30,
        },
    ]);

    /// <summary>The policy of a generated account: by its seed, so that the seed alone reproduces a run.</summary>
    public static OraclePolicy Of(int seed) => int.IsEvenInteger(seed) ? Electricity : TradeCredit;
}
