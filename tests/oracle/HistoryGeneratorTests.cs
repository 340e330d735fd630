using CreditRisk.Domain.Events;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Oracle;

/// <summary>What the comparison may rely on in every history.</summary>
public sealed class HistoryGeneratorTests
{
    private static readonly List<AccountHistory> Histories = [.. Enumerable.Range(1, 250).Select(HistoryGenerator.Generate)];

    [Fact]
    public void A_seed_gives_the_same_history_each_time()
    {
        var again = HistoryGenerator.Generate(7).Records.Select(HistoryPrinter.Line);

        again.ShouldBe(HistoryGenerator.Generate(7).Records.Select(HistoryPrinter.Line));
        again.ShouldNotBe(HistoryGenerator.Generate(8).Records.Select(HistoryPrinter.Line));
    }

    [Fact]
    public void Records_come_in_the_order_of_whole_second_log_timestamps_soon_after_they_happened()
    {
        foreach (var history in Histories)
        {
            history.Records.Select(record => record.LoggedAt).ShouldBeInOrder();
            history.Records[^1].LoggedAt.ShouldBeLessThan(history.End);
            foreach (var record in history.Records)
            {
                (record.LoggedAt.ToUnixTimeTicks() % NodaConstants.TicksPerSecond).ShouldBe(0);
                (record.LoggedAt - record.Event.Header.Time).TotalDays.ShouldBeInRange(0, HistorySettings.LongestDelayDays + 0.01);
            }
        }
    }

    [Fact]
    public void Ids_of_events_and_of_facts_are_never_used_twice()
    {
        foreach (var history in Histories)
        {
            history.Records.Select(record => record.Event.Header.Id).ShouldBeUnique();
            history.Records.Select(record => record.Event.Fact).Where(fact => fact is not null).ShouldBeUnique();
        }
    }

    [Fact]
    public void References_come_within_the_days_that_they_are_kept_for_and_wait()
    {
        foreach (var history in Histories)
        {
            foreach (var record in history.Records)
            {
                var named = HistoryReferences.NamedBy(record.Event);
                if (named is not null && history.Records.FirstOrDefault(other => other.Event.Fact == named) is { } other)
                {
                    (record.LoggedAt - other.LoggedAt).TotalDays.ShouldBeInRange(-OraclePolicies.Electricity.OrphanDays + 1, HistorySettings.LongestReference);
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_taken_back_beyond_what_there_is()
    {
        foreach (var events in Histories.Select(history => history.Records.Select(record => record.Event).ToList()))
        {
            foreach (var payment in events.OfType<PaymentReceived>())
            {
                var returns = events.OfType<PaymentReturned>().Where(returned => returned.PaymentId == payment.PaymentId).ToList();
                returns.Sum(returned => returned.Part?.Unscaled ?? 0).ShouldBeLessThanOrEqualTo(payment.Sum.Minor);
                returns.SkipWhile(returned => returned.Part is not null).ShouldAllBe(returned => returned.Part == null, "what comes after the rest has nothing left");
                payment.Allocations.Sum(allocation => allocation.Part.Unscaled).ShouldBeLessThanOrEqualTo(payment.Sum.Minor);
            }

            foreach (var recovered in events.OfType<DebtMoved>().Where(move => move.Move == DebtMove.Recovered))
            {
                events.Take(events.IndexOf(recovered)).OfType<DebtMoved>()
                    .Where(move => move.Move == DebtMove.WrittenOff && move.ItemId == recovered.ItemId)
                    .Sum(move => move.Moved.Unscaled).ShouldBeGreaterThanOrEqualTo(recovered.Moved.Unscaled);
            }
        }
    }

    [Fact]
    public void Together_they_make_every_event_and_every_warning_that_there_is()
    {
        Histories.SelectMany(history => history.Records).Select(record => record.Event.GetType()).Distinct().Count().ShouldBe(16);

        var warnings = Histories
            .SelectMany(history => NaiveOracle.Replay(OraclePolicies.Of(history.Seed), history.Records, history.End).Warnings)
            .Select(warning => (warning.Kind, warning.Stage))
            .ToHashSet();
        foreach (var stage in new[] { OracleStage.Notice, OracleStage.Warning, OracleStage.StopSupply, OracleStage.Blacklist })
        {
            warnings.ShouldContain((OracleWarningKind.Raised, stage));
            warnings.ShouldContain((OracleWarningKind.Cleared, stage));
        }

        foreach (var stage in new[] { OracleStage.Notice, OracleStage.Warning, OracleStage.StopSupply })
        {
            warnings.ShouldContain((OracleWarningKind.Withdrawn, stage));
        }

        warnings.ShouldContain((OracleWarningKind.Raised, OracleStage.Reminder));
    }
}
