using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Payments are kept for 90 days here. What is returned later becomes an item of its own.</summary>
public sealed class LateReturnTests
{
    // Something is open all the time, so that the account is looked at each day and no window passes unseen.
    private static AccountStory Paid() => new AccountStory().Bill(0, "other", 7, due: 200).Bill(0, "I1", 100, due: 10).Pay(5, "P1", 100, to: For("I1", 100));

    [Fact]
    public void On_the_last_day_of_its_window_a_payment_is_still_reversed() =>
        Paid().Touch(95.1).Reverse(95.2, "P1").Open.ShouldBe("I1: 100, other: 7");

    [Fact]
    public void After_its_window_a_reversal_becomes_a_new_item_due_on_the_date_of_its_time()
    {
        var story = Paid().Touch(96.1).Reverse(96.2, "P1", logged: 99);

        story.Open.ShouldBe("late:P1: 100, other: 7");
        var item = story.Ledger.Items[0];
        item.Kind.ShouldBe(ItemKind.LateReversal);
        item.DueOn.ShouldBe(Day(96));
        item.IssuedOn.ShouldBe(Day(96));
        story.Figures.Overdue.ShouldBe(100);
    }

    [Fact]
    public void A_late_reversal_is_news_and_has_its_grace()
    {
        var story = Paid().Touch(96.1).Reverse(96.2, "P1", logged: 99);

        story.Figures.Actionable.ShouldBe(0);
        story.Until(103.9).Figures.Actionable.ShouldBe(0);
        story.Until(104).Figures.Actionable.ShouldBe(100);
        story.Figures.DaysPastDue.ShouldBe(8);
    }

    [Fact]
    public void A_payment_is_forgotten_at_the_first_evaluation_after_its_window_and_still_reversed_before()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(5, "P1", 100);

        story.Reverse(110, "P1").Open.ShouldBe("I1: 100");
    }

    [Fact]
    public void A_reversal_that_finds_the_window_over_by_the_time_that_passes_before_it_is_late_too()
    {
        // Nothing looks at the account after day 5 until the other item is past due, which the reversal itself makes it see.
        var story = new AccountStory().Bill(0, "other", 7, due: 96).Bill(0, "I1", 100, due: 10).Pay(5, "P1", 100, to: For("I1", 100));
        var swept = new AccountStory().Bill(0, "other", 7, due: 96).Bill(0, "I1", 100, due: 10).Pay(5, "P1", 100, to: For("I1", 100)).Until(97.5);

        swept.Reverse(97.6, "P1").Open.ShouldBe("other: 7, late:P1: 100");
        story.Reverse(97.6, "P1").Open.ShouldBe("other: 7, late:P1: 100");
        story.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void A_second_part_adds_to_the_item_of_the_first()
    {
        var story = Paid().Touch(96.1).Reverse(96.2, "P1", 40).Reverse(97, "P1", 25);

        story.Open.ShouldBe("late:P1: 65, other: 7");
        story.Ledger.Totals.Receivable.ShouldBe(72);
    }

    [Fact]
    public void Beyond_the_payment_a_late_reversal_is_refused()
    {
        var story = Paid().Touch(96.1);

        story.Log(story.Returned(97, "P1", 101)).ShouldBeRefused(RefusalCodes.ExceedsPayment);
    }

    [Fact]
    public void What_was_returned_within_the_window_is_not_left_to_be_returned_late()
    {
        var story = Paid().Reverse(20, "P1", 60).Pay(21, "P2", 60).Touch(120);

        story.Log(story.Returned(121, "P1", 41)).ShouldBeRefused(RefusalCodes.ExceedsPayment);
    }

    [Fact]
    public void What_was_returned_before_the_payment_was_known_is_not_left_to_be_returned_late()
    {
        var story = new AccountStory().Bill(0, "other", 7, due: 200).Reverse(4, "P1", 60).Pay(3, "P1", 100, logged: 5).Touch(96.1);

        story.Log(story.Returned(97, "P1", 41)).ShouldBeRefused(RefusalCodes.ExceedsPayment);
        story.Reverse(98, "P1").Open.ShouldBe("late:P1: 7");
    }

    [Fact]
    public void A_return_that_was_given_up_has_taken_nothing_of_what_is_left()
    {
        var story = new AccountStory().Bill(0, "other", 7, due: 200).Reverse(4, "P1", 140).Pay(3, "P1", 100, logged: 5).Touch(96.1);
        story.Lost.Single().Reason.ShouldBe(RefusalCodes.ExceedsPayment);

        story.Reverse(97, "P1", 100).Ledger.Totals.Receivable.ShouldBe(7);
    }

    [Fact]
    public void What_was_returned_late_is_not_left_to_be_returned_again()
    {
        var story = Paid().Touch(96.1).Reverse(97, "P1").Log(new PaymentReturned(new("bank", "again", "account", At(98)), "P1", false, null, null));

        story.Open.ShouldBe("late:P1: 100, other: 7");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_late_return_with_nothing_left_is_applied_and_makes_no_item(bool isRefund)
    {
        // All of it was returned within the window, and the account was looked at after.
        var story = Paid().Reverse(20, "P1").Pay(21, "P2", 100, to: For("I1", 100)).Touch(120);
        var (before, ids) = (story.Ledger, story.Ledger.Items.Select(item => item.Id).ToArray());

        story.Applied(story.Returned(121, "P1", null, isRefund));

        story.Ledger.Items.Select(item => item.Id).ShouldBe(ids);
        story.Ledger.Totals.ShouldBe(before.Totals);
        story.Open.ShouldBe("other: 7");
        story.State.Score.BouncedPayments.ShouldBe(1);
    }

    [Fact]
    public void A_late_return_of_what_was_returned_late_already_makes_no_item_again()
    {
        // The item of the first return is paid, and forgotten long before the second.
        var story = Paid().Touch(96.1).Reverse(97, "P1").Pay(98, "P3", 100).Touch(195);
        story.Ledger.Items.ShouldNotContain(item => item.Id == "late:P1");

        story.Reverse(196, "P1");

        story.Open.ShouldBe("other: 7");
        story.Ledger.Items.ShouldNotContain(item => item.Id == "late:P1");
    }

    [Fact]
    public void A_late_return_of_nothing_makes_no_item_and_leaves_all_to_be_returned()
    {
        var story = Paid().Touch(96.1).Reverse(97, "P1", 0);
        story.Open.ShouldBe("other: 7");
        story.Ledger.Credits.ShouldBeEmpty();

        story.Reverse(98, "P1").Open.ShouldBe("late:P1: 100, other: 7");
    }

    [Fact]
    public void A_return_with_nothing_left_changes_as_little_within_the_window()
    {
        var story = Paid().Reverse(20, "P1").Reverse(21, "P1");

        story.Open.ShouldBe("I1: 100, other: 7");
        story.State.Score.BouncedPayments.ShouldBe(1);
        story.Ledger.Totals.Reversals.ShouldBe(100);
    }

    [Fact]
    public void A_late_reversal_counts_as_bounced() => Paid().Touch(96.1).Reverse(97, "P1").State.Score.BouncedPayments.ShouldBe(1);

    [Fact]
    public void A_refund_after_the_window_is_a_new_item_too()
    {
        var story = Paid().Touch(96.1).Refund(97, "P1", 30);

        story.Open.ShouldBe("late:P1: 30, other: 7");
        story.State.Score.BouncedPayments.ShouldBe(0);
    }

    [Fact]
    public void A_payment_that_is_initiated_after_it_arrived_and_was_forgotten_is_not_on_its_way()
    {
        var story = Paid().Touch(96.1).Initiate(4, "P1", 100, matures: 200, logged: 97);

        story.Figures.InTransit.ShouldBe(0);
    }
}
