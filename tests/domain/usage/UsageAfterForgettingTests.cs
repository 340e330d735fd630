using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using CreditRisk.Domain.Usage;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Usage;

/// <summary>A bill that was settled for longer than 90 days is forgotten here; what it billed is not.</summary>
public sealed class UsageAfterForgettingTests
{
    private static AccountStory Billed(params BillLine[] lines) => new AccountStory()
        .Use(0, 10, "U1", 100).Use(10, 20, "U2", 40)
        .Bill(21, "I1", 90, due: 40, lines: [.. lines]).Pay(22, "P1", 90).Touch(113);

    [Fact]
    public void What_it_covered_is_dropped_and_what_it_did_not_cover_stays()
    {
        var story = Billed(Line("electricity", 0, 9));

        story.Ledger.Items.ShouldBeEmpty();
        story.State.Usage.Count.ShouldBe(1);
        story.Figures.Unbilled.ShouldBe(40);
    }

    [Fact]
    public void Usage_that_comes_even_later_for_its_period_is_not_unbilled()
    {
        var story = Billed(Line("electricity", 0, 9)).Use(3, 5, "U3", 1000, logged: 114).Use(3, 5, "U4", 7, "gas", logged: 114);

        story.Figures.Unbilled.ShouldBe(47);
    }

    [Fact]
    public void A_bill_without_lines_is_remembered_up_to_its_date()
    {
        var story = Billed().Use(3, 5, "U3", 1000, logged: 114).Use(20, 22.5, "U4", 7, logged: 114);

        story.Figures.Unbilled.ShouldBe(7);
    }

    [Fact]
    public void A_cancelled_bill_bills_nothing_when_it_is_forgotten()
    {
        var story = new AccountStory().Use(0, 10, "U1", 100).Bill(21, "I1", 90, due: 40, lines: []).Cancel(22, "I1").Touch(113);

        story.Ledger.Items.ShouldBeEmpty();
        story.Figures.Unbilled.ShouldBe(100);
    }

    [Fact]
    public void An_item_that_is_no_bill_bills_nothing_when_it_is_forgotten()
    {
        var story = new AccountStory().Use(0, 10, "U1", 100).Bill(21, "I1", 90, due: 40).Pay(22, "P1", 90).Touch(113);

        story.Ledger.Items.ShouldBeEmpty();
        story.Figures.Unbilled.ShouldBe(100);
    }

    [Fact]
    public void A_record_that_is_sent_again_changes_no_figure()
    {
        var story = Billed(Line("electricity", 0, 9));

        story.Log(story.Used(0, 10, "U1", Eur(100)), logged: 114).Figures.Unbilled.ShouldBe(40);
    }

    [Fact]
    public void A_correction_of_usage_that_is_billed_for_good_changes_no_figure_and_is_no_orphan()
    {
        var story = Billed(Line("electricity", 0, 9)).Rerate(114, "U1", 130).CancelUse(115, "U1");
        story.Figures.Unbilled.ShouldBe(40);

        story.Until(200).Lost.ShouldBeEmpty();
    }

    [Fact]
    public void Periods_of_a_service_that_touch_become_one()
    {
        var periods = BilledUsage.Merge([], new BilledPeriod("gas", Day(0), Day(9)));
        periods = BilledUsage.Merge(periods, new BilledPeriod("gas", Day(20), Day(29)));
        periods = BilledUsage.Merge(periods, new BilledPeriod("water", Day(10), Day(19)));
        periods = BilledUsage.Merge(periods, new BilledPeriod(null, Day(10), Day(19)));
        periods.Length.ShouldBe(4);

        periods = BilledUsage.Merge(periods, new BilledPeriod("gas", Day(10), Day(19)));

        periods.Length.ShouldBe(3);
        periods[^1].ShouldBe(new BilledPeriod("gas", Day(0), Day(29)));
        BilledUsage.Merge(periods, new BilledPeriod("gas", Day(5), Day(6))).Length.ShouldBe(3);
        BilledUsage.Merge(periods, new BilledPeriod("gas", Day(31), Day(40))).Length.ShouldBe(4);
        BilledUsage.Merge(periods, new BilledPeriod("gas", CivilDate.MinValue, Day(40)))[^1].From.ShouldBe(CivilDate.MinValue);
    }

    [Fact]
    public void Many_bills_leave_one_period()
    {
        var story = new AccountStory();
        for (var month = 0; month < 12; month++)
        {
            var end = (month + 1) * 30;
            story.Use(end - 30, end, $"U{month}", 100)
                .Bill(end + 1, $"I{month}", 100, due: end + 20, lines: [Line("electricity", end - 30, end - 1)])
                .Pay(end + 2, $"P{month}", 100);
        }

        story.Touch(600).State.Usage.Billed.ShouldBe([new BilledPeriod("electricity", Day(0), Day(359))]);
        story.State.Usage.Count.ShouldBe(0);
        story.Figures.Unbilled.ShouldBe(0);
    }
}
