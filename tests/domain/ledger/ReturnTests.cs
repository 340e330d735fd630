using CreditRisk.Domain.Account;
using CreditRisk.Domain.Money;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Payments that are taken back or given back while they are kept.</summary>
public sealed class ReturnTests
{
    [Fact]
    public void A_reversal_opens_again_what_the_payment_had_closed_in_its_original_age()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(5, "P1", 100).Reverse(40, "P1");

        story.Open.ShouldBe("I1: 100");
        story.Aged.ShouldBe("15-30: 100");
        story.Figures.Overdue.ShouldBe(100);
    }

    [Fact]
    public void A_return_in_part_takes_the_unallocated_part_first_then_the_allocations_from_the_last()
    {
        var story = new AccountStory()
            .Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Bill(0, "I3", 100, due: 30)
            .Pay(1, "P1", 250, to: [For("I3", 100), For("I2", 100)]);
        story.Open.ShouldBe("I1: 50");

        story.Reverse(2, "P1", 30).Open.ShouldBe("I1: 80");
        story.Reverse(3, "P1", 20).Open.ShouldBe("I1: 100");
        story.Reverse(4, "P1", 40).Open.ShouldBe("I1: 100, I2: 40");
        story.Reverse(5, "P1", 100).Open.ShouldBe("I1: 100, I2: 100, I3: 40");
        story.Reverse(6, "P1").Open.ShouldBe("I1: 100, I2: 100, I3: 100");
    }

    [Fact]
    public void Without_an_amount_all_that_is_left_is_returned()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 100).Refund(2, "P1", 30).Reverse(3, "P1");

        story.Ledger.Totals.Refunds.ShouldBe(30);
        story.Ledger.Totals.Reversals.ShouldBe(70);
        story.Open.ShouldBe("I1: 100");
    }

    [Fact]
    public void A_refund_of_credit_leaves_the_items_alone()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 150, to: For("I1", 100)).Refund(2, "P1", 50);

        story.Open.ShouldBe("");
        story.Figures.Receivable.ShouldBe(0);
        story.Figures.UnappliedCredit.ShouldBe(0);
    }

    [Fact]
    public void Beyond_what_is_left_of_the_payment_it_is_refused()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 80).Reverse(2, "P1", 50);

        story.Log(story.Returned(3, "P1", 31)).ShouldBeRefused(RefusalCodes.ExceedsPayment);

        story.Last.Message.ShouldBe("data.amount: 0.31 EUR is more than the 0.30 EUR that are left of payment P1");
        story.Open.ShouldBe("I1: 70");
        story.Reverse(4, "P1", 30).Open.ShouldBe("I1: 100");
        story.Log(story.Returned(5, "P1", 1)).ShouldBeRefused(RefusalCodes.ExceedsPayment);
    }

    [Fact]
    public void An_amount_with_digits_beyond_the_minor_unit_is_refused()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 80);

        story.Log(story.Returned(2, "P1", null) with { Part = new Amount(15, 3) }).ShouldBeRefused(RefusalCodes.BadAmount);

        story.Last.Message.ShouldBe("data.amount: 0.015 is no amount of EUR");
        story.Figures.Receivable.ShouldBe(20);
    }

    [Fact]
    public void A_part_for_an_item_not_known_yet_is_returned_too()
    {
        var story = new AccountStory().Pay(0, "P1", 100, to: [For("I1", 60), For("I2", 40)]).Reverse(1, "P1", 50);

        story.Figures.UnappliedCredit.ShouldBe(50);
        story.Bill(2, "I2", 100, due: 10).Bill(2, "I1", 100, due: 20).Open.ShouldBe("I2: 100, I1: 50");
    }

    [Fact]
    public void A_return_that_comes_before_its_payment_waits_for_it()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Reverse(3, "P1", 40, logged: 3);
        story.Figures.Receivable.ShouldBe(100);

        story.Pay(1, "P1", 100, logged: 4).Open.ShouldBe("I1: 40");
        story.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void A_return_that_waited_and_is_beyond_its_payment_is_given_up_with_that_reason()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Reverse(3, "P1", 140, logged: 3).Pay(1, "P1", 100, logged: 4);

        story.Open.ShouldBe("");
        story.Lost.Single().Reason.ShouldBe(RefusalCodes.ExceedsPayment);
        story.Lost.Single().At.ShouldBe(At(4));
    }
}
