using CreditRisk.Domain.Money;

namespace CreditRisk.Silo.Comparison;

/// <summary>Money of several beginnings, in minor units.</summary>
/// <param name="Actionable">Overdue that may be acted upon.</param>
/// <param name="Overdue">Open and past due.</param>
public readonly record struct MoneySum(Int128 Actionable, Int128 Overdue)
{
    /// <summary>The sums.</summary>
    public static MoneySum operator +(MoneySum left, MoneySum right) => new(left.Actionable + right.Actionable, left.Overdue + right.Overdue);

    /// <summary>The money of one beginning, or nothing where there is none.</summary>
    public static MoneySum Of(Occurrence? occurrence) => occurrence is { Stake: var stake } ? new MoneySum(stake.Actionable, stake.Overdue) : default;

    /// <summary>As it is shown: decimal strings.</summary>
    public MoneyView InDecimals(int decimals) => new(Cash.Format(Actionable, decimals), Cash.Format(Overdue, decimals));
}

/// <summary>Money as it is shown, in decimal strings.</summary>
/// <param name="Actionable">Overdue that may be acted upon.</param>
/// <param name="Overdue">Open and past due.</param>
public sealed record MoneyView(string Actionable, string Overdue);

/// <summary>The money of one currency at the beginnings of a subject.</summary>
/// <param name="Old">Of all under the old rules.</param>
/// <param name="New">Of all under the new rules.</param>
/// <param name="OnlyOld">Of those under the old rules alone.</param>
/// <param name="OnlyNew">Of those under the new rules alone.</param>
internal readonly record struct MoneyTally(MoneySum Old, MoneySum New, MoneySum OnlyOld, MoneySum OnlyNew)
{
    /// <summary>The sums.</summary>
    public static MoneyTally operator +(MoneyTally left, MoneyTally right) =>
        new(left.Old + right.Old, left.New + right.New, left.OnlyOld + right.OnlyOld, left.OnlyNew + right.OnlyNew);
}
