using CreditRisk.Domain.Score;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Policies;

/// <summary>The figures that a condition may name. <c>docs/rules.md</c> defines each.</summary>
public enum Figure : byte
{
    /// <summary>Days past due of the oldest actionable item above the trivial floor.</summary>
    DaysPastDue,

    /// <summary>Overdue less what is disputed, held, promised, planned or in grace; money.</summary>
    Actionable,

    /// <summary>Open and past due; money.</summary>
    Overdue,

    /// <summary>Receivable (not below 0) and unbilled usage; money.</summary>
    Exposure,

    /// <summary>Net exposure by credit limit, a ratio; undefined without a limit.</summary>
    LimitUse,

    /// <summary>Whole days that a prepaid wallet lasts; undefined for other terms, and while no rate is known.</summary>
    DaysOfSupply,

    /// <summary>The receivable; money.</summary>
    Balance,

    /// <summary>Money on its way.</summary>
    InTransit,

    /// <summary>Points of the scorecard.</summary>
    Score,

    /// <summary>Grade A to D.</summary>
    Grade,

    /// <summary>Kinds of the open cases.</summary>
    KeyEvent,

    /// <summary>Promises and plans broken.</summary>
    BrokenPromises,

    /// <summary>Payments that failed or were reversed.</summary>
    BouncedPayments,

    /// <summary>What is in a prepaid wallet; money, undefined for other terms.</summary>
    Wallet,

    /// <summary>What is left of the emergency credit; money, undefined for other terms than prepaid.</summary>
    EmergencyLeft,
}

/// <summary>An account's figures at one instant: what conditions are evaluated on, and what a warning reports.</summary>
public readonly record struct Figures
{
    /// <summary>Decimals of the account's currency, 0 to 4: the money figures are in its minor units.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Today in the account's zone.</summary>
    public CivilDate Today { get; init; }

    /// <summary>Open items less unapplied credit, minor units; negative when the customer has credit.</summary>
    public long Receivable { get; init; }

    /// <summary>What was paid or credited and covers nothing, minor units, 0 or more.</summary>
    public long UnappliedCredit { get; init; }

    /// <summary>Open and past due, minor units, 0 or more.</summary>
    public long Overdue { get; init; }

    /// <summary>Overdue that may be acted upon, minor units, 0 or more.</summary>
    public long Actionable { get; init; }

    /// <summary>Days past due of the oldest item that counts, 0 or more.</summary>
    public int DaysPastDue { get; init; }

    /// <summary>Due date of that item; meaningful while <see cref="DaysPastDue"/> is above 0.</summary>
    public CivilDate OldestDueOn { get; init; }

    /// <summary>Money on its way, minor units, 0 or more.</summary>
    public long InTransit { get; init; }

    /// <summary>Unbilled usage, minor units, 0 or more.</summary>
    public long Unbilled { get; init; }

    /// <summary>Valid guarantees after haircut, minor units, 0 or more.</summary>
    public long Secured { get; init; }

    /// <summary>The credit limit in minor units, or null without one.</summary>
    public long? CreditLimit { get; init; }

    /// <summary>Points of the scorecard.</summary>
    public int Score { get; init; }

    /// <summary>Grade A to D.</summary>
    public Grade Grade { get; init; }

    /// <summary>Open cases, a bit for each kind: <c>1 &lt;&lt; (int)kind</c>.</summary>
    public int KeyEvents { get; init; }

    /// <summary>Payments that failed or were reversed.</summary>
    public int BouncedPayments { get; init; }

    /// <summary>Promises and instalment plans that were broken.</summary>
    public int BrokenPromises { get; init; }

    /// <summary>Usage of a prepaid account that nothing has billed and that can no longer change, minor units, 0 or more.</summary>
    public long Consumed { get; init; }

    /// <summary>What is in a prepaid wallet: credit less open items less usage that is not billed; minor units, below 0 when more was used. Null for other terms.</summary>
    public long? Wallet { get; init; }

    /// <summary>Whole days for which the wallet lasts without the emergency credit, 0 or more; null for other terms, and while no rate is known.</summary>
    public int? DaysOfSupply { get; init; }

    /// <summary>The emergency credit that the policy gives, minor units, 0 or more; meaningful for prepaid accounts.</summary>
    public long EmergencyCredit { get; init; }

    /// <summary>What was used of the emergency credit, minor units, 0 to all of it; null for other terms than prepaid.</summary>
    public long? EmergencyUsed => Wallet is { } wallet ? Math.Clamp(-wallet, 0, EmergencyCredit) : null;

    /// <summary>Receivable (not below 0) and unbilled usage, minor units; of a wallet what was used beyond it.</summary>
    public long Exposure => Wallet is { } wallet ? Math.Max(0, -wallet) : Math.Max(0, Receivable + Consumed) + Unbilled;

    /// <summary>Exposure less the guarantees, minor units; may be negative.</summary>
    public long NetExposure => Exposure - Secured;
}
