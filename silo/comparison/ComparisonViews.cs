using CreditRisk.Domain.Policies.Files;
using NodaTime;

namespace CreditRisk.Silo.Comparison;

/// <summary>Makes of counts what is shown.</summary>
internal static class ComparisonViews
{
    /// <summary>The comparison that was counted.</summary>
    /// <param name="tally">The counts.</param>
    /// <param name="old">The files of the old rules.</param>
    /// <param name="now">The files of the new rules.</param>
    /// <param name="until">The instant that time ran on to, or null where there was nothing to replay.</param>
    public static ReplayComparison Of(ReplayTally tally, IEnumerable<RuleStamp> old, IEnumerable<RuleStamp> now, Instant? until) => new(
        [.. old.Select(RuleFileView.Of)],
        [.. now.Select(RuleFileView.Of)],
        new ReplayedInput(tally.Accounts, tally.Records, until, tally.Unreadable, tally.LeftOut, tally.Cut),
        [.. tally.Subjects.Select(one => SubjectOf(one.Key, one.Value))],
        tally.Different,
        [.. tally.Gravest.Select(account => new AccountDifferenceView(account.Account, [.. account.Differences.Select(DifferenceView.Of)]))]);

    private static SubjectComparison SubjectOf(Subject subject, SubjectTally tally)
    {
        var both = tally.Of(PairKind.Same) + tally.Of(PairKind.Earlier) + tally.Of(PairKind.Later);
        return new SubjectComparison(
            subject.Name,
            new AccountCounts(tally.Accounts.Old, tally.Accounts.New, tally.OnlyAccounts.Old, tally.OnlyAccounts.New),
            new BeginningCounts(
                both + tally.Of(PairKind.OnlyOld),
                both + tally.Of(PairKind.OnlyNew),
                tally.Of(PairKind.OnlyOld),
                tally.Of(PairKind.OnlyNew),
                tally.Of(PairKind.Same),
                tally.Of(PairKind.Earlier),
                tally.Of(PairKind.Later),
                tally.Withdrawn),
            [.. tally.Shifts.OrderBy(shift => shift.Key).Select(shift => new ShiftCount(shift.Key, shift.Value))],
            [.. tally.Money.OrderBy(money => money.Key.Code, StringComparer.Ordinal).Select(money => MoneyOf(money.Key.Code, money.Key.Decimals, money.Value))],
            DaysOf(tally));
    }

    private static MoneyComparison MoneyOf(string currency, int decimals, MoneyTally money) => new(
        currency, money.Old.InDecimals(decimals), money.New.InDecimals(decimals), money.OnlyOld.InDecimals(decimals), money.OnlyNew.InDecimals(decimals));

    private static List<DayCounts> DaysOf(SubjectTally tally)
    {
        var days = new List<DayCounts>(tally.Days.Count);
        var active = default(Sides);
        foreach (var (day, changes) in tally.Days.OrderBy(one => one.Key))
        {
            active += changes.Active;
            days.Add(new DayCounts(day.ToString(), changes.Begun, active));
        }

        return days;
    }
}
