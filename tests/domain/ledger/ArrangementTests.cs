using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Promises and instalment plans: while they are kept what they cover is not acted upon; broken they count, and everything is as if they had never been.</summary>
public sealed class ArrangementTests
{
    private static readonly Policy Policy = TestPolicies.With(terms => terms with { GraceDays = 0 });

    private static AccountStory Owing() => new AccountStory(Policy).Bill(1, "I1", 10_000, due: 10).Bill(1, "I2", 5_000, due: 12).Until(15);

    [Fact]
    public void What_is_promised_is_not_acted_upon_until_the_promise_is_due()
    {
        var story = Owing().Promise(15, "V1", 15_000, by: 20);

        story.Figures.Actionable.ShouldBe(0);
        story.Stage.ShouldBe(Stage.Good);
        story.Until(20.9).Figures.Actionable.ShouldBe(0);
    }

    [Fact]
    public void A_part_that_is_promised_covers_the_oldest_items_first()
    {
        var story = Owing().Promise(15, "V1", 12_000, by: 20);

        story.Figures.Actionable.ShouldBe(3_000);
        story.Figures.DaysPastDue.ShouldBe(3, "the rest is of the second item");
    }

    [Fact]
    public void A_promise_that_is_kept_leaves_no_trace()
    {
        var story = Owing().Promise(15, "V1", 15_000, by: 20).Pay(19, "P1", 15_000).Until(30);

        story.Figures.BrokenPromises.ShouldBe(0);
        story.Figures.Actionable.ShouldBe(0);
    }

    [Fact]
    public void A_promise_that_is_broken_counts_and_escalates_at_once()
    {
        var story = Owing().Promise(15, "V1", 15_000, by: 20).Until(21);

        story.Figures.BrokenPromises.ShouldBe(1);
        story.Figures.DaysPastDue.ShouldBe(11);
        story.Dated[^2..].ShouldBe(["21 raised notice 2", "21 raised warning 1"]);
    }

    [Fact]
    public void A_payment_that_was_in_time_mends_a_broken_promise_when_it_becomes_known()
    {
        var story = Owing().Promise(15, "V1", 15_000, by: 20).Until(22).Pay(23, "P1", 15_000, paidOn: 20);

        story.Figures.BrokenPromises.ShouldBe(0);
    }

    [Fact]
    public void A_payment_of_before_the_promise_is_none_of_it() =>
        Owing().Pay(14.9, "P1", 1_000, logged: 15.1).Promise(15, "V1", 14_000, by: 20, logged: 15.2).Until(21).Figures.BrokenPromises.ShouldBe(1);

    [Fact]
    public void A_payment_that_is_taken_back_breaks_the_promise_that_it_had_kept() =>
        Owing().Promise(15, "V1", 15_000, by: 20).Pay(19, "P1", 15_000).Until(30).Reverse(31, "P1").Figures.BrokenPromises.ShouldBe(1);

    [Fact]
    public void A_plan_covers_what_is_left_of_it_as_long_as_each_part_is_paid_in_time()
    {
        var story = Owing().Plan(15, "L1", (20, 5_000), (30, 5_000), (40, 5_000)).Pay(20, "P1", 5_000).Until(29);

        story.Figures.Actionable.ShouldBe(0);
        story.Pay(30, "P2", 4_999).Until(31).Figures.BrokenPromises.ShouldBe(1);
        story.Figures.Actionable.ShouldBe(5_001);
    }

    [Fact]
    public void Parts_that_are_paid_ahead_need_not_be_paid_again() =>
        Owing().Plan(15, "L1", (20, 5_000), (30, 5_000), (40, 5_000)).Pay(16, "P1", 10_000).Until(39).Figures.BrokenPromises.ShouldBe(0);

    [Fact]
    public void One_payment_does_not_keep_two_promises()
    {
        var story = Owing().Promise(15, "V1", 5_000, by: 20).Promise(15.1, "V2", 5_000, by: 22).Pay(19, "P1", 5_000).Until(23);

        story.Figures.BrokenPromises.ShouldBe(1);
    }

    [Fact]
    public void A_plan_that_is_cancelled_holds_nothing_back_and_is_not_broken()
    {
        var story = Owing().Plan(15, "L1", (20, 15_000)).CancelPlan(17, "L1").Until(25);

        story.Figures.BrokenPromises.ShouldBe(0);
        story.Figures.Actionable.ShouldBe(15_000);
    }

    [Fact]
    public void A_plan_that_was_broken_before_it_was_cancelled_stays_broken() =>
        Owing().Plan(15, "L1", (17, 1_000), (40, 14_000)).CancelPlan(20, "L1").Until(25).Figures.BrokenPromises.ShouldBe(1);

    [Fact]
    public void Broken_promises_count_when_nobody_knows_them_any_more()
    {
        var story = Owing().Promise(15, "V1", 15_000, by: 20).Pay(30, "P1", 15_000).Touch(500);

        story.Ledger.Arrangements.ShouldBeEmpty();
        story.Ledger.Credits.ShouldBeEmpty();
        story.Figures.BrokenPromises.ShouldBe(1);
    }

    [Fact]
    public void Payments_are_kept_as_long_as_a_plan_may_be_judged_by_them()
    {
        var story = Owing().Plan(15, "L1", (20, 5_000), (150, 10_000)).Pay(16, "P1", 5_000).Until(140);

        story.Ledger.Credits.Length.ShouldBe(1, "it was received more than the reversal days ago");
        story.Pay(149, "P2", 10_000).Until(151).Figures.BrokenPromises.ShouldBe(0);
    }

    [Fact]
    public void A_promise_waits_until_the_currency_is_known()
    {
        var story = new AccountStory(Policy).Promise(1, "V1", 10_000, by: 20);
        story.State.Waiting.Length.ShouldBe(1);

        story.Bill(2, "I1", 10_000, due: 10).Until(15).Figures.Actionable.ShouldBe(0);
    }

    [Fact]
    public void A_hold_of_the_past_moves_the_interval_of_what_was_raised_in_it_behind_itself()
    {
        var patient = new Policy(Policy.Terms, [.. Policy.Stages[..2], Policy.Stages[2] with { AfterDays = 10 }]);

        new AccountStory(patient).Bill(1, "I1", 10_000, due: 10).Until(40).Dated[^1].ShouldBe("27 raised stop-supply 1", "the warning was of day 17");
        new AccountStory(patient).Bill(1, "I1", 10_000, due: 10).Hold(21.5, "H1", from: 16, to: 20).Until(40).Dated[^1].ShouldBe("31 raised stop-supply 1", "day 21 is the first one behind the hold");
    }
}
