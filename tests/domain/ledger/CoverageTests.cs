using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>What covers what.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void A_payment_covers_the_item_it_names_before_older_ones()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Pay(1, "P1", 60, to: For("I2", 60));

        story.Open.ShouldBe("I1: 100, I2: 40");
    }

    [Fact]
    public void What_names_no_item_covers_by_due_date_then_issue_date_then_id()
    {
        var story = new AccountStory()
            .Bill(0, "b", 100, due: 20, issued: 0)
            .Bill(0, "a", 100, due: 20, issued: 0)
            .Bill(0, "B", 100, due: 20, issued: 0)
            .Bill(0, "z", 100, due: 20, issued: -5)
            .Bill(0, "late", 100, due: 10, issued: 0);

        story.Pay(1, "P1", 150).Open.ShouldBe("z: 50, B: 100, a: 100, b: 100");
        story.Pay(2, "P2", 100).Open.ShouldBe("B: 50, a: 100, b: 100");
        story.Pay(3, "P3", 100).Open.ShouldBe("a: 50, b: 100");
    }

    [Fact]
    public void An_earlier_item_that_comes_later_takes_the_pool()
    {
        var story = new AccountStory().Bill(0, "I2", 100, due: 20).Pay(1, "P1", 100);
        story.Open.ShouldBe("");

        story.Bill(2, "I1", 70, due: 10).Open.ShouldBe("I2: 70");
    }

    [Fact]
    public void What_names_an_item_beyond_its_claim_covers_others_also_earlier_ones()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 50, due: 20).Pay(1, "P1", 120, to: For("I2", 120));

        story.Open.ShouldBe("I1: 30");
    }

    [Fact]
    public void What_covers_nothing_is_credit_and_covers_the_next_item()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 130);

        story.Figures.Receivable.ShouldBe(-30);
        story.Figures.UnappliedCredit.ShouldBe(30);
        story.Aged.ShouldBe("unappliedCredit: -30");
        story.Bill(2, "I2", 100, due: 20).Open.ShouldBe("I2: 70");
        story.Figures.UnappliedCredit.ShouldBe(0);
    }

    [Fact]
    public void The_pool_skips_what_is_disputed()
    {
        var story = new AccountStory()
            .Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Dispute(1, "D1", "I1", 60).Pay(2, "P1", 120);

        story.Open.ShouldBe("I1: 60, I2: 20");
    }

    [Fact]
    public void A_dispute_frees_the_pool_that_had_covered_the_item_and_its_end_takes_it_back()
    {
        var story = new AccountStory()
            .Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Pay(1, "P1", 120).Dispute(2, "D1", "I1", 60);

        story.Open.ShouldBe("I1: 60, I2: 20");
        story.Settle(3, "D1").Open.ShouldBe("I2: 80");
    }

    [Fact]
    public void What_is_named_for_an_item_covers_its_disputed_part_too()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Dispute(1, "D1", "I1").Pay(2, "P1", 70, to: For("I1", 70));
        story.Open.ShouldBe("I1: 30");

        story.Pay(3, "P2", 100).Open.ShouldBe("I1: 30");
        story.Figures.UnappliedCredit.ShouldBe(100);
        story.Pay(4, "P3", 30, to: For("I1", 30)).Open.ShouldBe("");
    }

    [Fact]
    public void An_allocation_to_an_item_not_known_yet_is_in_the_pool_until_the_item_comes()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 80, to: For("I2", 80));
        story.Open.ShouldBe("I1: 20");

        story.Bill(2, "I2", 100, due: 20).Open.ShouldBe("I1: 100, I2: 20");
    }

    [Fact]
    public void Allocations_are_served_in_the_order_given_as_far_as_the_payment_goes()
    {
        var story = new AccountStory()
            .Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Bill(0, "I3", 100, due: 30)
            .Pay(1, "P1", 150, to: [For("I3", 80), For("I2", 50), For("I1", 100)]);

        story.Open.ShouldBe("I1: 80, I2: 50, I3: 20");
    }

    [Fact]
    public void An_item_named_twice_gets_both_parts_also_when_it_comes_after_the_payment()
    {
        var before = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 90, to: [For("I1", 40), For("I1", 30)]);
        var after = new AccountStory().Pay(1, "P1", 90, to: [For("I1", 40), For("I1", 30)]).Bill(0, "I1", 100, due: 10, logged: 2);

        before.Ledger.Items[0].Named.ShouldBe(70);
        after.Ledger.Items[0].Named.ShouldBe(70);
        before.Open.ShouldBe("I1: 10");
        after.Open.ShouldBe("I1: 10");
    }

    [Fact]
    public void An_item_of_nothing_is_settled_at_once()
    {
        var story = new AccountStory().Bill(0, "I1", 0, due: -20);

        story.Ledger.Items[0].IsSettled.ShouldBeTrue();
        story.Figures.Receivable.ShouldBe(0);
        story.Until(30).Told.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_booked_is_conserved()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 70).Reverse(2, "P1", 20).Refund(3, "P1", 10).Credit(4, "C1", 5);

        story.Ledger.Totals.Debits.ShouldBe(100);
        story.Ledger.Totals.Payments.ShouldBe(70);
        story.Ledger.Totals.Reversals.ShouldBe(20);
        story.Ledger.Totals.Refunds.ShouldBe(10);
        story.Ledger.Totals.Credits.ShouldBe(5);
        story.Ledger.Totals.Receivable.ShouldBe(55);
        story.Figures.Receivable.ShouldBe(55);
    }
}
