using CreditRisk.Domain.Account;
using CreditRisk.Tests.Oracle;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>The same sequence of records gives the same bytes, however it is cut into batches and whenever the sweep runs.</summary>
public sealed class BatchingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(400, false)]
    [InlineData(30, false)]
    [InlineData(30, true)]
    public void Warnings_and_state_are_the_same_bytes_in_any_batching(int reversalDays, bool policiesChange) => Seeds.ForEach(output, 1_000, seed =>
    {
        var (history, random) = (RichHistory.Generate(seed), new Random(seed));
        var rules = RulesOf(history, reversalDays, policiesChange);
        var whole = AccountRun.Through(rules, history);

        var cut = new AccountRun(rules);
        foreach (var record in history.Records)
        {
            SweepNowAndThen(cut, record.LoggedAt, random);
            cut.Apply(record);
        }

        SweepNowAndThen(cut, history.End, random);
        cut.Advance(history.End);
        ShouldBeTheSame(cut, whole);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Swept_every_hour_is_the_same_as_swept_at_the_end(bool policiesChange) => Seeds.ForEach(output, 60, seed =>
    {
        var history = RichHistory.Generate(seed);
        var rules = RulesOf(history, reversalDays: 30, policiesChange);
        var swept = new AccountRun(rules);
        var now = history.Records[0].LoggedAt;
        foreach (var record in history.Records)
        {
            for (; now < record.LoggedAt; now += Duration.FromHours(1))
            {
                swept.Advance(now);
            }

            swept.Apply(record);
        }

        for (; now < history.End; now += Duration.FromHours(1))
        {
            swept.Advance(now);
        }

        swept.Advance(history.End);
        ShouldBeTheSame(swept, AccountRun.Through(rules, history));
    });

    [Fact]
    public void Duplicates_change_nothing_wherever_they_come() => Seeds.ForEach(output, 300, seed =>
    {
        var (rules, history, random) = (PropertyRules.Varied(reversalDays: 30), RichHistory.Generate(seed), new Random(seed));
        var whole = AccountRun.Through(rules, history);
        var applied = new List<TimedRecord>();
        var repeated = new AccountRun(rules);
        foreach (var record in history.Records)
        {
            if (repeated.Apply(record))
            {
                applied.Add(record);
            }

            if (applied.Count > 0 && random.Next(3) == 0)
            {
                var again = applied[random.Next(applied.Count)].Event;
                repeated.Apply(new TimedRecord(again, record.LoggedAt)).ShouldBeFalse(HistoryPrinter.Line(record));
            }
        }

        repeated.Advance(history.End);
        ShouldBeTheSame(repeated, whole);
    });

    private static AccountRules RulesOf(AccountHistory history, int reversalDays, bool policiesChange) =>
        policiesChange ? PropertyRules.Changing(reversalDays, history.Records[0].LoggedAt) : PropertyRules.Varied(reversalDays);

    private static void SweepNowAndThen(AccountRun run, Instant until, Random random)
    {
        while (random.Next(3) == 0 && run.IsOpened)
        {
            if (random.Next(2) == 0)
            {
                run.RoundTrip();
            }

            var seconds = (long)(until - run.State.Now).TotalSeconds;
            if (seconds > 0)
            {
                run.Advance(random.Next(4) == 0 ? until : run.State.Now + Duration.FromSeconds(random.NextInt64(seconds + 1)));
            }
        }
    }

    private static void ShouldBeTheSame(AccountRun actual, AccountRun expected)
    {
        Differences.First(actual.Sent(), expected.Sent()).ShouldBeNull("warnings");
        Differences.First(Given(actual), Given(expected)).ShouldBeNull("facts given up");
        Rederivation.DifferingParts(actual.State, expected.State).ShouldBeEmpty();
        actual.Encoded().ShouldBe(expected.Encoded());
    }

    private static string[] Given(AccountRun run) => [.. run.Lost.Select(lost => $"{lost.At} {lost.Fact.Header.Id} {lost.Reason} {lost.Message}")];
}
