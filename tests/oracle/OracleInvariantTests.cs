using CreditRisk.Domain.Events;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Oracle;

/// <summary>What holds for every history, whatever the rules in detail are: a mistake of the oracle's own shows here.</summary>
public sealed class OracleInvariantTests
{
    private const int Accounts = 60;

    [Fact]
    public void The_ageing_adds_up_to_the_receivable_and_the_figures_contain_one_another()
    {
        for (var seed = 1; seed <= Accounts; seed++)
        {
            foreach (var report in Replay(HistoryGenerator.Generate(seed)).Days.Select(day => day.Report))
            {
                var about = $"seed {seed}: {report}";
                report.Ageing.Sum().ShouldBe(report.Receivable, about);
                report.Ageing.Skip(1).Take(8).Sum().ShouldBe(report.Overdue, about);
                report.Actionable.ShouldBeInRange(0, report.Overdue, about);
                report.Ageing.Take(9).Min().ShouldBeGreaterThanOrEqualTo(0, about);
                report.Ageing[9].ShouldBeLessThanOrEqualTo(0, about);
                (report.DaysPastDue > 0 && report.Actionable == 0).ShouldBeFalse(about);
            }
        }
    }

    [Fact]
    public void What_was_charged_less_what_was_credited_is_the_receivable()
    {
        for (var seed = 1; seed <= Accounts; seed++)
        {
            var history = HistoryGenerator.Generate(seed);
            Replay(history).Report().Receivable.ShouldBe(Balance([.. history.Records.Select(record => record.Event)]), $"seed {seed}");
        }
    }

    [Fact]
    public void The_order_of_arrival_changes_no_figure_that_knows_no_grace()
    {
        for (var seed = 1; seed <= Accounts; seed++)
        {
            var history = HistoryGenerator.Generate(seed);
            var shuffled = history.Records.Select(record => record with { LoggedAt = history.End }).ToArray();
            new Random(seed).Shuffle(shuffled);
            var expected = Replay(history).Report();
            var actual = Replay(history with { Records = shuffled }).Report();

            actual.Ageing.ShouldBe(expected.Ageing, $"seed {seed}");
            actual.InTransit.ShouldBe(expected.InTransit, $"seed {seed}");
        }
    }

    [Fact]
    public void Warnings_alternate_and_are_numbered_without_a_gap()
    {
        for (var seed = 1; seed <= Accounts; seed++)
        {
            foreach (var stage in Replay(HistoryGenerator.Generate(seed)).Warnings.GroupBy(warning => warning.Stage))
            {
                var raised = stage.Where(warning => warning.Kind == OracleWarningKind.Raised).Select(warning => warning.Entry).ToList();
                raised.ShouldBe(Enumerable.Range(1, raised.Count), $"seed {seed}");
                stage.Any(warning => warning.EffectiveAt > warning.RaisedAt).ShouldBeFalse($"seed {seed}");
                foreach (var pair in stage.Key == OracleStage.Reminder ? [] : stage.Chunk(2))
                {
                    pair[0].Kind.ShouldBe(OracleWarningKind.Raised, $"seed {seed}");
                    pair[^1].Entry.ShouldBe(pair[0].Entry, $"seed {seed}");
                    pair[^1].Episode.ShouldBe(pair[0].Episode, $"seed {seed}");
                    (pair.Length == 2 && pair[1].Kind == OracleWarningKind.Raised).ShouldBeFalse($"seed {seed}");
                }
            }
        }
    }

    private static NaiveOracle Replay(AccountHistory history) =>
        NaiveOracle.Replay(OraclePolicies.Of(history.Seed), history.Records, history.End);

    // Debits - credits - payments + reversals and refunds - write-offs and transfers + recoveries, of what has come.
    private static long Balance(List<AccountEvent> events)
    {
        var facts = events.Select(e => e.Fact).ToHashSet();
        var cancelled = events.OfType<ItemCancelled>().Select(e => e.ItemId).ToHashSet();
        long balance = 0;
        foreach (var e in events.Where(e => HistoryReferences.NamedBy(e) is not { } named || facts.Contains(named)))
        {
            balance += e switch
            {
                ItemCharged x => cancelled.Contains(x.ItemId) ? 0 : x.Charged.Minor,
                CreditGiven x => -x.Credited.Minor,
                PaymentReceived x => -x.Sum.Minor,
                PaymentReturned { Part: { } part } => part.Unscaled,
                PaymentReturned x => LeftOf(x, events),
                DebtMoved { Move: DebtMove.Recovered } x => x.Moved.Unscaled,
                DebtMoved x => -x.Moved.Unscaled,
                _ => 0,
            };
        }

        return balance;
    }

    // All that is left, once; who comes after finds nothing.
    private static long LeftOf(PaymentReturned all, List<AccountEvent> events)
    {
        var returns = events.OfType<PaymentReturned>().Where(other => other.PaymentId == all.PaymentId).ToList();
        return returns.First(other => other.Part is null) != all
            ? 0
            : events.OfType<PaymentReceived>().Single(payment => payment.PaymentId == all.PaymentId).Sum.Minor - returns.Sum(other => other.Part?.Unscaled ?? 0);
    }
}
