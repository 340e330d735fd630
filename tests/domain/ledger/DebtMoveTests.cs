using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Debt that is written off, claimed again or transferred.</summary>
public sealed class DebtMoveTests
{
    [Fact]
    public void A_write_off_covers_its_item()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 50, due: 5).Move(1, "I1", DebtMove.WrittenOff, 70);

        story.Open.ShouldBe("I2: 50, I1: 30");
        story.Ledger.Totals.WriteOffs.ShouldBe(70);
    }

    [Fact]
    public void A_recovery_claims_it_again()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10)
            .Move(1, "I1", DebtMove.WrittenOff, 100).Move(2, "I1", DebtMove.Recovered, 40).Pay(3, "P1", 10);

        story.Open.ShouldBe("I1: 30");
        story.Ledger.Totals.WriteOffs.ShouldBe(60);
    }

    [Fact]
    public void A_recovery_that_comes_before_its_write_off_leads_to_the_same()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Move(2, "I1", DebtMove.Recovered, 40);
        story.Figures.Receivable.ShouldBe(100);

        story.Move(1, "I1", DebtMove.WrittenOff, 100, logged: 3).Open.ShouldBe("I1: 40");
        story.Ledger.Totals.WriteOffs.ShouldBe(60);
    }

    [Fact]
    public void A_transfer_covers_its_item_and_is_no_write_off()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Move(1, "I1", DebtMove.Transferred, 100);

        story.Open.ShouldBe("");
        story.Ledger.Totals.WriteOffs.ShouldBe(0);
        story.Ledger.Totals.Credits.ShouldBe(100);
    }

    [Fact]
    public void What_is_written_off_or_transferred_beyond_the_claim_goes_to_the_pool()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Pay(1, "P1", 80, to: For("I1", 80));

        story.Move(2, "I1", DebtMove.WrittenOff, 50).Open.ShouldBe("I2: 70");
        story.Move(3, "I1", DebtMove.Transferred, 20).Open.ShouldBe("I2: 50");
    }

    [Fact]
    public void A_move_waits_for_its_item()
    {
        var story = new AccountStory().Bill(0, "I2", 30, due: 10).Move(1, "I1", DebtMove.WrittenOff, 70);
        story.Figures.Receivable.ShouldBe(30);

        story.Bill(0, "I1", 100, due: 10, logged: 2).Open.ShouldBe("I1: 30, I2: 30");
    }

    [Fact]
    public void A_written_off_item_that_is_cancelled_leaves_the_write_off_as_credit() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Move(1, "I1", DebtMove.WrittenOff, 70).Cancel(2, "I1").Figures.Receivable.ShouldBe(-70);

    [Fact]
    public void An_amount_with_digits_beyond_the_minor_unit_is_refused()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);

        story.Log(new DebtMoved(story.Header(1), "I1", DebtMove.WrittenOff, new Amount(5, 3), null)).ShouldBeRefused(RefusalCodes.BadAmount);
        story.Open.ShouldBe("I1: 100");
    }

    [Fact]
    public void A_written_off_item_is_settled_and_a_recovery_after_the_due_date_has_its_grace()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Move(12, "I1", DebtMove.WrittenOff, 100);
        story.Told.ShouldBe(["raised notice 1", "cleared notice 1"]);

        story.Move(20, "I1", DebtMove.Recovered, 100).Figures.Actionable.ShouldBe(0);
        story.Until(25).Figures.Actionable.ShouldBe(100);
    }
}
