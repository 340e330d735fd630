using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Oracle.OracleStory;

namespace CreditRisk.Tests.Oracle;

/// <summary>The oracle's figures on histories that were worked out by hand from <c>docs/rules.md</c>.</summary>
public sealed class OracleFigureExamples
{
    [Fact]
    public void The_pool_covers_by_due_date_issue_date_and_id_but_never_what_is_disputed()
    {
        var story = Trade()
            .Bill(At(1, 2, 1), "A", 30_00, due: On(1, 10))
            .Bill(At(1, 2, 2), "B", 30_00, due: On(1, 2))
            .Bill(At(1, 2, 3), "C", 30_00, due: On(1, 2), issued: On(1, 1).Plus(-1))
            .Pay(At(1, 2, 7), "P1", 50_00)
            .Until(At(1, 8))
            .Dispute(At(1, 8, 1), "D1", "B", 15_00)
            .Until(At(1, 13));

        // Before the dispute C has 30 of the 50 and B 20; after it B has only 15 and A the other 5.
        story.EndOf(1, 7).Ageing.ShouldBe([30_00, 10_00, 0, 0, 0, 0, 0, 0, 0, 0]);
        var after = story.EndOf(1, 12);
        after.Ageing.ShouldBe([0, 25_00, 15_00, 0, 0, 0, 0, 0, 0, 0]);
        after.Overdue.ShouldBe(40_00);
        after.Actionable.ShouldBe(25_00);
        after.DaysPastDue.ShouldBe(2);
    }

    [Fact]
    public void A_part_reversal_takes_the_unallocated_part_and_then_the_last_allocations_and_opens_the_original_ages()
    {
        var story = Trade()
            .Bill(At(1, 1, 1), "A", 40_00, On(1, 10))
            .Bill(At(1, 1, 2), "B", 40_00, On(1, 12))
            .Bill(At(1, 1, 3), "C", 20_00, On(1, 14))
            .Pay(At(1, 9, 10), "P1", 100_00, allocations: [For("A", 40_00), For("B", 40_00)])
            .Reverse(At(2, 1, 10), "P1", 50_00)
            .Until(At(2, 7));

        // 20 without allocation, which C had from the pool, and 30 of B's 40.
        story.EndOf(1, 31).Receivable.ShouldBe(0);
        var reversed = story.EndOf(2, 1);
        reversed.Ageing.ShouldBe([0, 0, 0, 50_00, 0, 0, 0, 0, 0, 0]);
        reversed.Actionable.ShouldBe(0);
        story.EndOf(2, 5).Actionable.ShouldBe(0);
        story.EndOf(2, 6).Actionable.ShouldBe(50_00);
        story.EndOf(2, 6).DaysPastDue.ShouldBe(25);
    }

    [Fact]
    public void What_names_an_item_beyond_its_claim_or_before_it_comes_is_in_the_pool()
    {
        var story = Trade()
            .Pay(At(1, 1, 1), "P1", 70_00, allocations: [For("A", 70_00)])
            .Bill(At(1, 1, 2), "B", 50_00, On(1, 20))
            .Until(At(1, 2))
            .Bill(At(1, 2, 2), "A", 30_00, On(1, 25))
            .Until(At(1, 3))
            .Cancel(At(1, 3, 2), "A")
            .Until(At(1, 4));

        story.EndOf(1, 1).Ageing.ShouldBe([0, 0, 0, 0, 0, 0, 0, 0, 0, -20_00]);
        story.EndOf(1, 2).Ageing.ShouldBe([10_00, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        story.EndOf(1, 3).Ageing.ShouldBe([0, 0, 0, 0, 0, 0, 0, 0, 0, -20_00]);
    }

    [Fact]
    public void A_write_off_covers_its_item_until_it_is_recovered()
    {
        var story = Trade()
            .Bill(At(1, 1, 1), "A", 30_00, On(1, 5))
            .Until(At(1, 10))
            .Move(At(1, 10, 1), "A", DebtMove.WrittenOff, 30_00)
            .Until(At(1, 11))
            .Move(At(1, 11, 1), "A", DebtMove.Recovered, 10_00)
            .Until(At(1, 17));

        story.EndOf(1, 9).Actionable.ShouldBe(30_00);
        story.EndOf(1, 10).Receivable.ShouldBe(0);
        story.EndOf(1, 11).Overdue.ShouldBe(10_00);
        story.EndOf(1, 15).Actionable.ShouldBe(0);
        story.EndOf(1, 16).Actionable.ShouldBe(10_00);
    }

    [Fact]
    public void The_newest_due_date_in_business_order_holds_whatever_came_last()
    {
        var story = Trade()
            .Bill(At(1, 1, 1), "A", 30_00, On(1, 10))
            .Due(At(1, 5), "A", On(1, 20))
            .Due(At(1, 3), "A", On(1, 12), logged: At(1, 6))
            .Until(At(1, 15))
            .Due(At(1, 15, 1), "A", On(1, 2))
            .Until(At(1, 21));

        story.EndOf(1, 14).Overdue.ShouldBe(0);
        story.EndOf(1, 15).Overdue.ShouldBe(30_00);
        story.EndOf(1, 19).Actionable.ShouldBe(0);
        story.EndOf(1, 20).Actionable.ShouldBe(30_00);
        story.EndOf(1, 20).DaysPastDue.ShouldBe(18);
    }

    [Fact]
    public void A_dispute_keeps_what_it_names_from_action_and_its_end_gives_grace()
    {
        var story = Trade()
            .Bill(At(1, 1, 1), "A", 30_00, On(1, 10))
            .Until(At(1, 12))
            .Dispute(At(1, 12, 1), "D1", "A", 10_00)
            .Until(At(1, 13))
            .EndDispute(At(1, 13, 1), "D1")
            .Until(At(1, 19));

        story.EndOf(1, 11).Actionable.ShouldBe(30_00);
        story.EndOf(1, 12).Actionable.ShouldBe(20_00);
        story.EndOf(1, 13).Actionable.ShouldBe(0);
        story.EndOf(1, 17).Actionable.ShouldBe(0);
        story.EndOf(1, 18).Actionable.ShouldBe(30_00);
    }

    [Fact]
    public void Money_is_in_transit_until_it_arrives_or_its_days_are_over()
    {
        var story = Trade()
            .Initiate(At(1, 8, 10), "P1", 30_00)
            .Initiate(At(1, 8, 11), "P2", 1_00, matures: On(1, 20))
            .Initiate(At(1, 8, 12), "P3", 5_00)
            .Until(At(1, 9))
            .Pay(At(1, 9, 10), "P3", 5_00)
            .Until(At(1, 25));

        story.EndOf(1, 8).InTransit.ShouldBe(36_00);
        story.EndOf(1, 11).InTransit.ShouldBe(31_00);
        story.EndOf(1, 12).InTransit.ShouldBe(1_00);
        story.EndOf(1, 23).InTransit.ShouldBe(1_00);
        story.EndOf(1, 24).InTransit.ShouldBe(0);
    }

    [Fact]
    public void Ages_are_counted_in_the_standard_buckets()
    {
        var story = Trade().Bill(At(1, 1, 1), "A", 1_00, On(1, 10)).Until(On(1, 10).Plus(367).StartIn(NodaTime.DateTimeZone.Utc));
        int[] lastDays = [0, 7, 14, 30, 60, 90, 180, 365];

        for (var bucket = 0; bucket < lastDays.Length; bucket++)
        {
            var last = On(1, 10).Plus(lastDays[bucket]);
            Report(story, last).Ageing[bucket].ShouldBe(1_00);
            Report(story, last.Plus(1)).Ageing[bucket + 1].ShouldBe(1_00);
        }
    }

    private static DayReport Report(OracleStory story, CivilDate date) =>
        story.Oracle.Days.Single(day => day.Report.Date == date).Report;

    private static OracleStory Trade() => new(OraclePolicies.TradeCredit);
}
