using CreditRisk.Domain.Money;
using NodaTime;

namespace CreditRisk.Silo.Comparison;

/// <summary>A beginning as it is shown. Amounts are decimal strings in the account's currency.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="On">The account's civil date then.</param>
/// <param name="EndedOn">The civil date on which it was over, or null while it is not.</param>
/// <param name="Withdrawn">Whether it was found to be wrong.</param>
/// <param name="Currency">The currency, or null while the account has none.</param>
/// <param name="Actionable">Overdue that may be acted upon then.</param>
/// <param name="Overdue">Open and past due then.</param>
/// <param name="Reasons">Why, one line each.</param>
public sealed record OccurrenceView(
    Instant At, string On, string? EndedOn, bool Withdrawn, string? Currency, string Actionable, string Overdue, IReadOnlyList<string> Reasons)
{
    /// <summary>The view of a beginning, or null where there is none.</summary>
    public static OccurrenceView? Of(Occurrence? occurrence) => occurrence is null ? null : new OccurrenceView(
        occurrence.At,
        occurrence.On.ToString(),
        occurrence.EndedOn?.ToString(),
        occurrence.IsWithdrawn,
        occurrence.Stake.Currency,
        Cash.Format(occurrence.Stake.Actionable, occurrence.Stake.Decimals),
        Cash.Format(occurrence.Stake.Overdue, occurrence.Stake.Decimals),
        occurrence.Reasons);
}

/// <summary>One thing that differs for an account.</summary>
/// <param name="Subject">What it is: a stage.</param>
/// <param name="Kind"><c>onlyOld</c> (spared by the new rules), <c>onlyNew</c>, <c>earlier</c> or <c>later</c>.</param>
/// <param name="ShiftDays">Days from the old beginning to the new one; null where there is only one.</param>
/// <param name="Old">Under the old rules, or null.</param>
/// <param name="New">Under the new rules, or null.</param>
public sealed record DifferenceView(string Subject, string Kind, int? ShiftDays, OccurrenceView? Old, OccurrenceView? New)
{
    /// <summary>The view of a pair that differs.</summary>
    public static DifferenceView Of(OccurrencePair pair)
    {
        var kind = pair.Kind.ToString();
        return new DifferenceView(pair.Subject.Name, $"{char.ToLowerInvariant(kind[0])}{kind[1..]}", pair.ShiftDays, OccurrenceView.Of(pair.Old), OccurrenceView.Of(pair.New));
    }
}

/// <summary>What differs for one account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Gravity">How grave the gravest difference is: what begins on one side only outweighs what is shifted, a higher stage a lower one.</param>
/// <param name="AtStake">The most actionable money of the gravest differences, in whole currency units of whatever currency: to order accounts by.</param>
/// <param name="Differences">The differences in order.</param>
internal sealed record AccountDifference(string Account, int Gravity, decimal AtStake, IReadOnlyList<OccurrencePair> Differences)
{
    private const int OneSideOutweighs = 1000;

    /// <summary>What differs for an account.</summary>
    public static AccountDifference Of(AccountComparison account)
    {
        OccurrencePair[] differences =
        [
            .. account.Pairs.Where(pair => pair.Kind != PairKind.Same).OrderBy(pair => pair.Subject.Order).ThenBy(pair => (pair.Old ?? pair.New)!.At),
        ];
        var gravity = differences.Max(GravityOf);
        return new AccountDifference(account.Account, gravity, differences.Where(pair => GravityOf(pair) == gravity).Max(StakeOf), differences);
    }

    private static int GravityOf(OccurrencePair pair) => pair.Subject.Order + (pair.ShiftDays is null ? OneSideOutweighs : 0);

    private static decimal StakeOf(OccurrencePair pair) => Math.Max(StakeOf(pair.Old), StakeOf(pair.New));

    private static decimal StakeOf(Occurrence? occurrence) =>
        occurrence is { Stake: var stake } ? stake.Actionable / (decimal)Math.Pow(10, stake.Decimals) : 0;
}
