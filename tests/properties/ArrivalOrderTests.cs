using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Account;
using CreditRisk.Tests.Oracle;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>
/// The same facts give the same figures in whatever order they arrive. Where more facts wait for others than an account lets wait, an order
/// loses some of them: such orders are other sets of facts, and are left out.
/// </summary>
public sealed class ArrivalOrderTests(ITestOutputHelper output)
{
    private const int OrdersEach = 3;

    // Facts that come this much later are still within the days for which others wait for them.
    private static readonly Duration MostShift = Duration.FromDays(9);

    // Longer than anybody waits or has grace: after it only facts and the calendar count.
    private static readonly Duration Settling = Duration.FromDays(32);

    [Fact]
    public void Figures_are_the_same_when_the_whole_year_arrives_at_once_in_any_order() => Check(600, (history, random) =>
    {
        var events = history.Records.Select(record => record.Event).ToArray();
        random.Shuffle(events);
        var start = history.End - Duration.FromHours(10);
        return [.. events.Select((e, index) => new TimedRecord(e, start + Duration.FromSeconds(index)))];
    });

    [Fact]
    public void Figures_are_the_same_when_each_fact_arrives_days_earlier_or_later() => Check(600, (history, random) =>
    {
        // The log timestamps stay in their places; the events change theirs.
        var moved = history.Records.OrderBy(record => record.LoggedAt + (MostShift * random.NextDouble())).Select(record => record.Event);
        return [.. moved.Zip(history.Records, (e, place) => new TimedRecord(e, place.LoggedAt))];
    });

    private void Check(int histories, Func<AccountHistory, Random, List<TimedRecord>> rearrange)
    {
        var (kept, lost) = (0, 0);
        Seeds.ForEach(output, histories, seed =>
        {
            var (rules, random) = (PropertyRules.Plain(reversalDays: 400), new Random(seed));
            var history = RichHistory.Generate(seed, isRated: false);
            var expected = AccountRun.Through(rules, history);
            for (var order = 0; order < OrdersEach; order++)
            {
                var actual = AccountRun.Through(rules, history with { Records = rearrange(history, random) });
                if (GivenUp(actual) != GivenUp(expected))
                {
                    Interlocked.Increment(ref lost);
                    continue;
                }

                Interlocked.Increment(ref kept);
                ShouldHaveTheSameFigures(actual, expected, history.End);
            }
        });
        output.WriteLine($"{kept} orders compared, {lost} lost facts");
        kept.ShouldBeGreaterThan(histories);
    }

    private static void ShouldHaveTheSameFigures(AccountRun actual, AccountRun expected, Instant end)
    {
        actual.Aged.ShouldBe(expected.Aged);
        var (found, wanted) = (actual.Figures, expected.Figures);
        Known(found).ShouldBe(Known(wanted));

        // What follows from when the news came is over, on a copy: the other orders are compared with the account as it was.
        var later = new[] { actual, expected }.Select(run => run.Rules.FiguresOf(run.Rules.Advance(run.State, end + Settling).State!)).ToArray();
        Settled(later[0], actual.Rules).ShouldBe(Settled(later[1], expected.Rules));
    }

    private static object Known(Figures figures) => (
        figures.Today, figures.Receivable, figures.UnappliedCredit, figures.Overdue, figures.InTransit, figures.Unbilled, figures.Exposure, figures.Secured,
        figures.CreditLimit, figures.KeyEvents, figures.Wallet, figures.DaysOfSupply, figures.EmergencyUsed);

    private static object Settled(Figures figures, AccountRules rules) => (
        Known(figures), figures.Actionable, figures.DaysPastDue, figures.OldestDueOn, AskedFor(figures, rules.Book.Default.Versions[0]));

    /// <summary>The stage that the policy would ask for, were the account new to it.</summary>
    private static Stage AskedFor(Figures figures, Policy policy)
    {
        var climbed = policy.Stages.TakeWhile(rule => rule.Enter is { } enter && enter.Holds(figures)).Select(rule => rule.Stage).LastOrDefault();
        var direct = policy.Stages.Where(rule => rule.Direct is { } condition && condition.Holds(figures)).Select(rule => rule.Stage).LastOrDefault();
        return climbed > direct ? climbed : direct;
    }

    // What never comes is given up in every order, or still waits.
    private static string GivenUp(AccountRun run) => string.Join(' ', run.Lost
        .Where(lost => lost.Reason == RefusalCodes.Orphan).Select(lost => lost.Fact)
        .Concat(run.State.Waiting.Select(waiting => waiting.Event))
        .Select(fact => fact.Header.Id).Order(StringComparer.Ordinal));
}
