using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Ledger;

public sealed class DisputeTests
{
    private static AccountStory Overdue() => new AccountStory().Bill(0, "I1", 100, due: 10).Until(12);

    [Fact]
    public void What_is_disputed_is_overdue_but_not_actionable()
    {
        var story = Overdue().Dispute(12, "D1", "I1", 60);

        story.Figures.Overdue.ShouldBe(100);
        story.Figures.Actionable.ShouldBe(40);
        story.Figures.DaysPastDue.ShouldBe(2);
    }

    [Fact]
    public void Without_an_amount_all_of_the_item_is_disputed()
    {
        var story = Overdue().Dispute(12, "D1", "I1");

        story.Figures.Actionable.ShouldBe(0);
        story.Figures.DaysPastDue.ShouldBe(0);
        story.Told.ShouldBe(["raised notice 1", "cleared notice 1"]);
    }

    [Fact]
    public void Open_disputes_add_up_to_no_more_than_what_is_left_after_what_was_named()
    {
        Overdue().Dispute(12, "D1", "I1", 30).Dispute(12, "D2", "I1", 40).Figures.Actionable.ShouldBe(30);
        Overdue().Dispute(12, "D1", "I1", 70).Dispute(12, "D2", "I1", 70).Figures.Actionable.ShouldBe(0);
        Overdue().Pay(12, "P1", 80, to: AccountStory.For("I1", 80)).Dispute(12, "D1", "I1", 90).Figures.Overdue.ShouldBe(20);
        Overdue().Dispute(12, "D1", "I1", long.MaxValue).Dispute(12, "D2", "I1", long.MaxValue).Figures.Actionable.ShouldBe(0);
    }

    [Fact]
    public void When_one_of_two_is_closed_the_other_still_counts()
    {
        var story = Overdue().Dispute(12, "D1", "I1", 30).Dispute(12, "D2", "I1", 40).Settle(13, "D1").Until(20);

        story.Figures.Actionable.ShouldBe(60);
    }

    [Fact]
    public void A_closed_dispute_gives_the_item_its_grace_where_it_is_past_due()
    {
        var story = Overdue().Dispute(12, "D1", "I1").Settle(30, "D1");

        story.Figures.Actionable.ShouldBe(0);
        story.Until(34.9).Figures.Actionable.ShouldBe(0);
        story.Until(35).Figures.DaysPastDue.ShouldBe(25);
    }

    [Fact]
    public void A_dispute_waits_for_its_item_and_its_end_waits_for_it()
    {
        var story = new AccountStory().Settle(3, "D1").Dispute(2, "D1", "I1", logged: 4);
        story.State.Waiting.Length.ShouldBe(2);

        story.Bill(0, "I1", 100, due: 10, logged: 5).State.Waiting.ShouldBeEmpty();
        story.Ledger.Disputes.ShouldBeEmpty();
        story.Until(11).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void A_dispute_that_waited_counts_once_its_item_is_there()
    {
        var story = new AccountStory().Dispute(2, "D1", "I1", 60).Bill(0, "I1", 100, due: 10, logged: 5);

        story.Until(11).Figures.Actionable.ShouldBe(40);
    }

    [Fact]
    public void Its_id_is_not_used_twice()
    {
        var story = Overdue().Dispute(12, "D1", "I1", 60).Settle(13, "D1");

        story.Log(new DisputeOpened(story.Header(14), "D1", "I1", null, null)).ShouldBeRefused(RefusalCodes.IdReused);
    }

    [Fact]
    public void An_amount_with_digits_beyond_the_minor_unit_is_refused()
    {
        var story = Overdue();

        story.Log(new DisputeOpened(story.Header(12), "D1", "I1", new Amount(1, 3), null)).ShouldBeRefused(RefusalCodes.BadAmount);
        story.Ledger.Disputes.ShouldBeEmpty();
    }

    [Fact]
    public void Closing_it_twice_changes_nothing()
    {
        var story = Overdue().Dispute(12, "D1", "I1").Settle(13, "D1").Until(20);
        story.Settle(20, "D1");

        story.Figures.Actionable.ShouldBe(100);
        story.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void A_dispute_of_a_settled_item_disputes_nothing()
    {
        var story = Overdue().Pay(13, "P1", 100, to: AccountStory.For("I1", 100)).Dispute(14, "D1", "I1");

        story.Open.ShouldBe("");
        story.Figures.Receivable.ShouldBe(0);
    }
}
