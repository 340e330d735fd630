using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Credit that is no money, cancellations, and the kinds of items.</summary>
public sealed class CreditAndCancellationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_credit_for_an_item_covers_it_before_older_ones(bool isCreditNote)
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Credit(1, "C1", 30, "I2", isCreditNote);

        story.Open.ShouldBe("I1: 100, I2: 70");
        story.Ledger.Totals.Credits.ShouldBe(30);
    }

    [Fact]
    public void A_credit_without_an_item_covers_as_a_payment_does() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Credit(1, "C1", 130).Open.ShouldBe("I2: 70");

    [Fact]
    public void A_credit_beyond_its_item_covers_others() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Credit(1, "C1", 130, "I2").Open.ShouldBe("I1: 70");

    [Fact]
    public void A_credit_that_comes_before_its_item_is_in_the_pool_until_then() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Credit(1, "C1", 30, "I2").Bill(2, "I2", 100, due: 20).Open.ShouldBe("I1: 100, I2: 70");

    [Fact]
    public void A_credit_note_and_an_adjustment_may_share_an_id() =>
        new AccountStory().Credit(0, "X", 30).Credit(1, "X", 20, isCreditNote: false).Figures.Receivable.ShouldBe(-50);

    [Fact]
    public void A_cancelled_item_claims_nothing_and_frees_what_was_paid_on_it()
    {
        var story = new AccountStory()
            .Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Pay(1, "P1", 100, to: For("I1", 100)).Cancel(2, "I1");

        story.Open.ShouldBe("");
        story.Figures.Receivable.ShouldBe(0);
        story.Ledger.Totals.Credits.ShouldBe(100);
    }

    [Fact]
    public void What_was_paid_on_a_cancelled_item_is_credit_where_nothing_else_is_open()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 60, to: For("I1", 60)).Cancel(2, "I1");

        story.Figures.UnappliedCredit.ShouldBe(60);
        story.Figures.Receivable.ShouldBe(-60);
    }

    [Fact]
    public void Cancelling_twice_changes_nothing() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Cancel(1, "I1").Cancel(2, "I1").Figures.Receivable.ShouldBe(0);

    [Fact]
    public void A_cancellation_that_comes_before_its_item_waits_for_it()
    {
        var story = new AccountStory().Cancel(1, "I1").Bill(0, "I1", 100, due: 10, logged: 2);

        story.Figures.Receivable.ShouldBe(0);
        story.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void A_payment_on_a_cancelled_item_covers_others() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Cancel(1, "I1").Bill(1, "I2", 80, due: 20).Pay(2, "P1", 50, to: For("I1", 50)).Open.ShouldBe("I2: 30");

    [Theory]
    [InlineData(ItemKind.Invoice)]
    [InlineData(ItemKind.Adjustment)]
    [InlineData(ItemKind.Opening)]
    [InlineData(ItemKind.Interest)]
    public void Every_kind_of_item_is_owed_from_its_due_date_and_told_apart(ItemKind kind)
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10, kind: kind);

        story.Ledger.Items[0].Kind.ShouldBe(kind);
        story.Until(10.5).Figures.Overdue.ShouldBe(0);
        story.Until(11).Figures.Overdue.ShouldBe(100);
        story.Told.ShouldBe(["raised notice 1"]);
    }

    [Fact]
    public void An_opening_item_that_is_past_due_at_take_over_keeps_its_age()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: -100, kind: ItemKind.Opening);

        story.Aged.ShouldBe("91-180: 100");
        story.Figures.Overdue.ShouldBe(100);
        story.Until(5).Figures.DaysPastDue.ShouldBe(105);
    }

    [Fact]
    public void The_least_that_is_to_be_paid_changes_no_figure()
    {
        var charged = new ItemCharged(new("billing", "e", "account", At(0)), "I1", ItemKind.Invoice, Eur(100), Day(0), Day(10), new Amount(10, 2), default);

        new AccountStory().Applied(charged).Until(11).Figures.Actionable.ShouldBe(100);
    }
}
