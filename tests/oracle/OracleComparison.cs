using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>Runs one history through the oracle and through accounts under test, and finds the first difference.</summary>
internal sealed class OracleComparison
{
    private readonly AccountHistory _history;
    private readonly NaiveOracle _oracle;

    private OracleComparison(OraclePolicy policy, AccountHistory history)
    {
        _history = history;
        _oracle = NaiveOracle.Replay(policy, history.Records, history.End);
    }

    /// <summary>The first difference, or null.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="history">At least one record.</param>
    /// <param name="open">A new account under test.</param>
    public static Mismatch? Find(OraclePolicy policy, AccountHistory history, Func<IAccountUnderTest> open)
    {
        var comparison = new OracleComparison(policy, history);
        return comparison.SweptEveryDay(open()) ?? comparison.SweptAtTheEnd(open());
    }

    private Mismatch? SweptEveryDay(IAccountUnderTest account)
    {
        var records = 0;
        var warnings = 0;
        foreach (var day in _oracle.Days)
        {
            // Log timestamps are whole seconds, so that nothing happens in a day's last second but is seen.
            var found = Step(account, $"swept every day, {day.Report.Date}", records, day.Records, day.NextDay - Duration.FromSeconds(1))
                ?? Compare(account, $"swept every day, {day.Report.Date}", day.Records, day.Report, warnings, day.Warnings);
            if (found is not null)
            {
                return found;
            }

            records = day.Records;
            warnings = day.Warnings;
        }

        return Finish(account, "swept every day, at the end", records);
    }

    // When the sweep ran does not matter.
    private Mismatch? SweptAtTheEnd(IAccountUnderTest account) => Finish(account, "swept at the end only", 0);

    private Mismatch? Finish(IAccountUnderTest account, string when, int records) =>
        Step(account, when, records, _history.Records.Count, _history.End)
        ?? Compare(account, when, _history.Records.Count, _oracle.Report(), 0, _oracle.Warnings.Count);

    private Mismatch? Step(IAccountUnderTest account, string when, int from, int to, Instant until)
    {
        var records = from;
        try
        {
            while (records < to)
            {
                var record = _history.Records[records++];
                account.Apply(record.Event, record.LoggedAt);
            }

            account.Advance(until);
            return null;
        }
        catch (Exception thrown)
        {
            return new Mismatch(when, records, "no exception", thrown.ToString());
        }
    }

    private Mismatch? Compare(IAccountUnderTest account, string when, int records, DayReport expected, int firstWarning, int warnings)
    {
        var actual = account.Report();
        if (!expected.Matches(actual))
        {
            return new Mismatch(when, records, expected.ToString(), actual.ToString());
        }

        var expectedWarnings = _oracle.Warnings.Take(warnings).Skip(firstWarning).ToList();
        var actualWarnings = account.Warnings.Skip(firstWarning).ToList();
        return expectedWarnings.SequenceEqual(actualWarnings)
            ? null
            : new Mismatch(when, records, Lines(expectedWarnings), Lines(actualWarnings) + Environment.NewLine + $"report:  {actual}");
    }

    private static string Lines(List<OracleWarning> warnings) =>
        warnings.Count == 0 ? "no warning" : string.Join(Environment.NewLine + "         ", warnings);
}
