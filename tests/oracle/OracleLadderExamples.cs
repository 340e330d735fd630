using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Oracle.OracleStage;
using static CreditRisk.Tests.Oracle.OracleStory;
using static CreditRisk.Tests.Oracle.OracleWarningKind;

namespace CreditRisk.Tests.Oracle;

/// <summary>The oracle's ladder on histories that were worked out by hand from <c>docs/rules.md</c>.</summary>
public sealed class OracleLadderExamples
{
    [Fact]
    public void Time_alone_climbs_and_a_payment_clears_from_the_top()
    {
        var story = new OracleStory(OraclePolicies.Electricity)
            .Bill(At(1, 1, 10), "I1", 100_00, On(1, 15))
            .Pay(At(2, 20, 9, 30), "P1", 100_00)
            .Until(At(3, 1));

        var paid = At(2, 20, 9, 30);
        story.Oracle.Warnings.ShouldBe(
        [
            new(Raised, Reminder, 0, 1, At(1, 15), At(1, 15)),
            new(Raised, Notice, 1, 1, At(1, 16), At(1, 16)),
            new(Raised, Warning, 1, 1, At(1, 30), At(1, 30)),
            new(Raised, StopSupply, 1, 1, At(2, 15), At(2, 15)),
            new(Cleared, StopSupply, 1, 1, paid, paid),
            new(Cleared, Warning, 1, 1, paid, paid),
            new(Cleared, Notice, 1, 1, paid, paid),
        ]);
        story.EndOf(1, 14).Stage.ShouldBe(Good);
        story.EndOf(1, 15).Stage.ShouldBe(Reminder);
        story.EndOf(1, 16).Stage.ShouldBe(Notice);
        story.EndOf(2, 19).Entries.ShouldBe([new(Notice, 1, 1), new(Warning, 1, 1), new(StopSupply, 1, 1)]);
        story.EndOf(2, 20).Stage.ShouldBe(Good);
    }

    [Fact]
    public void A_listing_outlasts_the_payment_by_its_stay()
    {
        var story = new OracleStory(OraclePolicies.TradeCredit)
            .Bill(At(1, 1, 10), "I1", 100_00, On(2, 1))
            .Pay(At(3, 10, 12), "P1", 100_00)
            .Until(At(5, 1));

        var paid = At(3, 10, 12);
        story.Oracle.Warnings[0].ShouldBe(new(Raised, Reminder, 0, 1, At(1, 25), At(1, 25)));
        story.ShouldWarn(
            new(Raised, Notice, 1, 1, At(2, 2), At(2, 2)),
            new(Raised, Warning, 1, 1, At(2, 8), At(2, 8)),
            new(Raised, StopSupply, 1, 1, At(2, 15), At(2, 15)),
            new(Raised, Blacklist, 1, 1, At(3, 3), At(3, 3)),
            new(Cleared, StopSupply, 1, 1, paid, paid),
            new(Cleared, Warning, 1, 1, paid, paid),
            new(Cleared, Notice, 1, 1, paid, paid),
            new(Cleared, Blacklist, 1, 1, At(4, 2), At(4, 2)));
    }

    [Fact]
    public void What_was_billed_too_late_gets_its_grace_and_then_climbs_by_its_intervals()
    {
        var story = new OracleStory(OraclePolicies.TradeCredit).Bill(At(1, 21, 10), "I1", 100_00, On(1, 1)).Until(At(2, 20));

        story.EndOf(1, 25).Overdue.ShouldBe(100_00);
        story.EndOf(1, 25).Actionable.ShouldBe(0);
        story.EndOf(1, 26).DaysPastDue.ShouldBe(25);
        story.Oracle.Warnings.ShouldBe(
        [
            new(Raised, Notice, 1, 1, At(1, 2), At(1, 26)),
            new(Raised, Warning, 1, 1, At(1, 8), At(1, 26)),
            new(Raised, StopSupply, 1, 1, At(1, 15), At(1, 31)),
            new(Raised, Blacklist, 1, 1, At(1, 31), At(2, 7)),
        ]);
    }

    [Fact]
    public void A_notice_is_withdrawn_when_the_money_had_been_paid_before_it_and_only_seen_later()
    {
        var seen = At(1, 18, 10);
        var paidBefore = Notified().Pay(At(1, 15, 20), "P1", 100_00, seen);
        var paidOnItsDay = Notified().Pay(seen, "P1", 100_00, paidOn: On(1, 16));
        var paidAnHourLater = Notified().Pay(At(1, 16, 1), "P1", 100_00, seen);

        paidBefore.Oracle.Warnings[^1].ShouldBe(new(Withdrawn, Notice, 1, 1, At(1, 15, 20), seen));
        paidOnItsDay.Oracle.Warnings[^1].ShouldBe(new(Withdrawn, Notice, 1, 1, seen, seen));
        paidAnHourLater.Oracle.Warnings[^1].ShouldBe(new(Cleared, Notice, 1, 1, At(1, 16, 1), seen));
    }

    [Fact]
    public void A_notice_that_was_right_without_a_later_payment_is_cleared_though_the_last_payment_was_made_before_it()
    {
        var story = Notified().Pay(At(1, 17, 10), "P1", 40_00).Pay(At(1, 18, 10), "P2", 60_00, paidOn: On(1, 10));

        story.Oracle.Warnings[^1].ShouldBe(new(Cleared, Notice, 1, 1, At(1, 18, 10), At(1, 18, 10)));
    }

    [Fact]
    public void A_hold_ends_the_episode_and_its_early_end_begins_another()
    {
        var story = new OracleStory(OraclePolicies.TradeCredit)
            .Bill(At(1, 1, 10), "I1", 100_00, On(1, 10))
            .Hold(At(1, 13, 10), "H1", On(1, 13), On(1, 31))
            .EndHold(At(1, 20, 15), "H1")
            .Until(At(1, 22));

        story.EndOf(1, 20).Overdue.ShouldBe(100_00);
        story.EndOf(1, 20).Actionable.ShouldBe(0);
        story.EndOf(1, 20).DaysPastDue.ShouldBe(0);
        story.EndOf(1, 20).Stage.ShouldBe(Reminder);
        story.EndOf(1, 21).DaysPastDue.ShouldBe(11);
        story.ShouldWarn(
            new(Raised, Notice, 1, 1, At(1, 11), At(1, 11)),
            new(Cleared, Notice, 1, 1, At(1, 13, 10), At(1, 13, 10)),
            new(Raised, Notice, 2, 2, At(1, 11), At(1, 21)),
            new(Raised, Warning, 2, 1, At(1, 17), At(1, 21)));
    }

    [Fact]
    public void A_lawsuit_lists_at_once_without_the_stages_below_until_its_case_is_closed()
    {
        var story = new OracleStory(OraclePolicies.TradeCredit)
            .Sue(At(3, 1, 10), "K1")
            .EndCase(At(5, 5, 8), "K1")
            .Sue(At(6, 1, 10), "K2")
            .EndCase(At(6, 2), "K2")
            .Until(At(8, 1));

        story.Oracle.Warnings.ShouldBe(
        [
            new(Raised, Blacklist, 0, 1, At(3, 1, 10), At(3, 1, 10)),
            new(Cleared, Blacklist, 0, 1, At(5, 5, 8), At(5, 5, 8)),
            new(Raised, Blacklist, 0, 2, At(6, 1, 10), At(6, 1, 10)),
            new(Cleared, Blacklist, 0, 2, At(7, 1), At(7, 1)),
        ]);
    }

    [Fact]
    public void A_day_that_has_no_midnight_starts_when_the_clocks_say_it_does()
    {
        // Summer time begins in Brazil at 00:00 on 15 October 2017: that day starts at 01:00, which is 03:00 in UTC.
        var story = new OracleStory(OraclePolicies.Electricity)
            .Register(At(10, 1, 12), "America/Sao_Paulo")
            .Bill(At(10, 1, 12), "I1", 100_00, On(10, 14))
            .Bill(At(10, 1, 12), "I2", 100_00, On(10, 16))
            .Until(At(10, 18));

        story.Oracle.Warnings.ShouldBe(
        [
            new(Raised, Reminder, 0, 1, At(10, 14, 3), At(10, 14, 3)),
            new(Raised, Notice, 1, 1, At(10, 15, 3), At(10, 15, 3)),
            new(Raised, Reminder, 0, 2, At(10, 16, 2), At(10, 16, 2)),
        ]);
    }

    [Fact]
    public void What_is_not_more_than_the_floor_is_owed_but_warns_of_nothing()
    {
        var atTheFloor = new OracleStory(OraclePolicies.Electricity).Bill(At(1, 1), "I1", 5_00, On(1, 15)).Until(At(3, 1));
        var above = new OracleStory(OraclePolicies.Electricity).Bill(At(1, 1), "I1", 5_01, On(1, 15)).Until(At(1, 17));

        atTheFloor.Oracle.Warnings.ShouldBeEmpty();
        atTheFloor.EndOf(2, 1).Actionable.ShouldBe(5_00);
        atTheFloor.EndOf(2, 1).DaysPastDue.ShouldBe(0);
        above.Oracle.Warnings.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_thresholds_for_effective_instants_are_those_of_the_conditions(int seed)
    {
        foreach (var step in OraclePolicies.Of(seed).Steps)
        {
            var reached = new OracleFigures(1, 1, 1, step.EnterDays, 0, LawsuitOpen: false);
            step.Enter(reached).ShouldBeTrue();
            step.Enter(reached with { DaysPastDue = step.EnterDays - 1 }).ShouldBeFalse();
            step.Exit(reached).ShouldBeFalse();
        }
    }

    private static OracleStory Notified() =>
        new OracleStory(OraclePolicies.Electricity).Bill(At(1, 1, 10), "I1", 100_00, On(1, 15)).Until(At(1, 17, 9));
}
