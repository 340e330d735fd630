using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Tests.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Settled items are kept for 90 days here; then they are only sums.</summary>
public sealed class ForgettingTests
{
    private static AccountStory Settled() => new AccountStory().Bill(0, "I1", 100, due: 10).Pay(5, "P1", 100, to: For("I1", 100));

    [Fact]
    public void A_settled_item_is_kept_for_the_days_after_it_was_found_settled()
    {
        Settled().Touch(95.5).Ledger.Items.Length.ShouldBe(1);
        Settled().Touch(96).Ledger.Items.Length.ShouldBe(0);
    }

    [Fact]
    public void Forgetting_changes_no_figure()
    {
        var story = Settled().Pay(6, "P2", 30).Bill(7, "I2", 50, due: 200).Touch(95);
        var (before, aged) = (story.Figures, story.Aged);
        story.Touch(95.9);

        story.Touch(120).Ledger.Items.Length.ShouldBe(1);

        story.Aged.ShouldBe(aged);
        story.Figures.Receivable.ShouldBe(before.Receivable);
        story.Figures.Receivable.ShouldBe(20);
    }

    [Fact]
    public void What_was_paid_beyond_a_forgotten_item_is_still_credit()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(5, "P1", 130, to: For("I1", 130)).Touch(96);

        story.Ledger.Items.ShouldBeEmpty();
        story.Figures.UnappliedCredit.ShouldBe(30);
        story.Bill(97, "I2", 50, due: 120).Open.ShouldBe("I2: 20");
    }

    [Fact]
    public void An_open_item_is_never_forgotten() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Pay(5, "P1", 99).Touch(2000).Open.ShouldBe("I1: 1");

    [Fact]
    public void What_names_a_forgotten_item_is_refused_as_closed()
    {
        var story = Settled().Touch(96);

        story.Log(new DueDateChanged(story.Header(97), "I1", Day(120))).ShouldBeRefused(RefusalCodes.ClosedItem);
        story.Log(new DisputeOpened(story.Header(97), "D1", "I1", null, null)).ShouldBeRefused(RefusalCodes.ClosedItem);
        story.Log(new DebtMoved(story.Header(97), "I1", DebtMove.WrittenOff, Part(1), null)).ShouldBeRefused(RefusalCodes.ClosedItem);
        story.Last.Message.ShouldBe("item I1 was settled too long ago to be changed");
    }

    [Fact]
    public void What_names_an_item_that_was_never_heard_of_waits() =>
        Settled().Touch(96).Due(97, "I9", 120).State.Waiting.Length.ShouldBe(1);

    [Fact]
    public void A_forgotten_item_that_is_cancelled_becomes_credit()
    {
        var story = Settled().Touch(96).Cancel(97, "I1");

        story.Figures.Receivable.ShouldBe(-100);
        story.Figures.UnappliedCredit.ShouldBe(100);
    }

    [Fact]
    public void Cancelling_a_forgotten_item_twice_changes_nothing() =>
        Settled().Touch(96).Cancel(97, "I1").Cancel(98, "I1").Figures.Receivable.ShouldBe(-100);

    [Fact]
    public void Cancelling_an_item_again_after_it_was_cancelled_and_forgotten_changes_nothing() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Cancel(1, "I1").Touch(100).Cancel(101, "I1").Figures.Receivable.ShouldBe(0);

    [Fact]
    public void The_debt_of_a_forgotten_item_whose_later_money_is_taken_back_stands_in_an_item()
    {
        // The item is settled on day 0 and stays so, though its first payment is replaced by one that is kept a day longer.
        var story = new AccountStory()
            .Bill(0, "I1", 100, due: 0).Pay(0.1, "P1", 100).Pay(1, "P2", 100).Reverse(2, "P1")
            .Touch(91).Reverse(91.5, "P2");

        story.Figures.Receivable.ShouldBe(100);
        story.Figures.UnappliedCredit.ShouldBe(0);
        Ageing.Of(story.Ledger, story.State.Clock.Today)[^1].ShouldBe(0);
        story.Until(140).Stage.ShouldNotBe(CreditRisk.Domain.Ladder.Stage.Good);
    }

    [Fact]
    public void A_payment_that_names_a_forgotten_item_covers_others() =>
        Settled().Bill(6, "I2", 80, due: 300).Touch(96).Pay(97, "P2", 50, to: For("I1", 50)).Open.ShouldBe("I2: 30");

    [Fact]
    public void A_hold_that_is_over_and_money_that_did_not_arrive_are_forgotten()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 300).Hold(0, "H1", 0, 10).Initiate(0, "P9", 50).Touch(120);

        story.Ledger.Holds.ShouldBeEmpty();
        story.Ledger.Transits.ShouldBeEmpty();
        story.EndHold(121, "H1").Fail(121, "P9").State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void An_account_with_very_many_parts_is_forgotten_in_no_time()
    {
        const int parts = 4_000;
        var ledger = AccountLedger.Empty;
        for (var i = 0; i < parts; i++)
        {
            ledger = ledger
                .Charge(new Item { Id = $"I{i}", Kind = ItemKind.Invoice, Amount = 5, IssuedOn = Day(0), DueOn = Day(1), Time = At(0) }, Day(0))
                .Add(new Credit { Id = $"P{i}", Kind = CreditKind.Payment, Amount = 5, Parts = [new NamedPart($"I{i}", 5)], Time = At(0), ReceivedOn = Day(i % 2) });
        }

        ICollection<Item>? none = null, forgotten = null;
        ledger = ledger.Mark(new ItemCover[parts], Day(2), ref none);

        // The first half of the credits is no longer kept, and everything is settled long enough.
        var after = ledger.Forget(Day(93), DateTimeZone.Utc, reversalDays: 92, ref forgotten).Forget(Day(95), DateTimeZone.Utc, reversalDays: 92, ref forgotten);

        forgotten.ShouldNotBeNull().Count.ShouldBe(parts);
        (after.Items.Length, after.Credits.Length, after.Pool).ShouldBe((0, 0, 0));
    }
}
