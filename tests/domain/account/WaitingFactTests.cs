using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>A fact that names another one which has not come yet waits for it: 32 of them, 30 days.</summary>
public sealed class WaitingFactTests
{
    [Fact]
    public void A_waiting_fact_is_applied_but_changes_no_figure()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Reverse(1, "P1", 50);

        story.Last.Outcome.ShouldBe(Outcome.Applied);
        story.State.Records.ShouldBe(2);
        story.State.Waiting.Single().For.ShouldBe(new FactId(FactKind.Payment, "P1"));
        story.Figures.Receivable.ShouldBe(100);
    }

    [Fact]
    public void Every_kind_that_waits_is_released_by_what_it_names()
    {
        var story = new AccountStory()
            .Cancel(1, "I1").Due(1, "I2", 30).Move(1, "I3", DebtMove.Transferred, 1, logged: 1).Fail(1, "T1").Reverse(1, "P1").Rerate(1, "U1", 7)
            .CancelUse(1, "U2").Dispute(1, "D1", "I4").Settle(1, "D2").EndHold(1, "H1").Release(1, "G1").CloseCase(1, "K1");
        story.State.Waiting.Length.ShouldBe(12);

        story.Bill(0, "I1", 10, due: 5, logged: 2).Bill(0, "I2", 10, due: 5, logged: 2).Bill(0, "I3", 10, due: 5, logged: 2)
            .Bill(0, "I4", 10, due: 5, logged: 2).Initiate(0, "T1", 10, logged: 2).Pay(0, "P1", 10, logged: 2).Use(0, 1, "U1", 1, logged: 2)
            .Use(0, 1, "U2", 1, logged: 2).Dispute(0, "D2", "I2", logged: 2).Hold(0, "H1", 0, 30, logged: 2).Lodge(2, "G1", GuaranteeKind.Deposit, 10)
            .OpenCase(0, "K1", logged: 2);

        story.State.Waiting.ShouldBeEmpty();
        story.Lost.ShouldBeEmpty();
        story.Figures.Receivable.ShouldBe(29);
        story.Figures.Unbilled.ShouldBe(7);
        story.Ledger.Disputes.Single().Id.ShouldBe("D1");
        story.Ledger.Transits.ShouldBeEmpty();
        story.Ledger.Guarantees.ShouldBeEmpty();
        story.Ledger.Cases.ShouldBeEmpty();
        story.Ledger.Holds.Single().To.ShouldBe(Day(1));
    }

    [Fact]
    public void What_has_only_the_same_id_does_not_release_it()
    {
        var story = new AccountStory().Cancel(1, "X").Pay(2, "X", 100).Hold(2, "X", 1, 2).OpenCase(2, "X");

        story.State.Waiting.Length.ShouldBe(1);
    }

    [Fact]
    public void What_waits_for_one_fact_is_released_in_business_order()
    {
        // By arrival the 60 would be refused as beyond what is left; in business order it is the 50.
        var story = new AccountStory().Reverse(5, "P1", 50, logged: 6).Reverse(4, "P1", 60, logged: 7).Pay(1, "P1", 100, logged: 8);

        story.Figures.Receivable.ShouldBe(-40);
        ((PaymentReturned)story.Lost.Single().Fact).Part.ShouldBe(Part(50));
    }

    [Fact]
    public void On_the_30th_day_a_fact_is_given_up_as_an_orphan()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 300).Cancel(1.5, "I9", logged: 2.5).Until(31.99);
        story.Lost.ShouldBeEmpty();

        story.Until(40);
        var lost = story.Lost.Single();
        lost.Reason.ShouldBe(RefusalCodes.Orphan);
        lost.Message.ShouldBe("Item I9, which it names, did not come in time");
        lost.At.ShouldBe(At(32));
        lost.Fact.ShouldBeOfType<ItemCancelled>().ItemId.ShouldBe("I9");
        story.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_just_before_that_is_in_time_and_what_comes_on_it_is_not()
    {
        new AccountStory().Cancel(2.5, "I9").Bill(0, "I9", 100, due: 300, logged: 31.99).Figures.Receivable.ShouldBe(0);
        new AccountStory().Cancel(2.5, "I9").Bill(0, "I9", 100, due: 300, logged: 32).Figures.Receivable.ShouldBe(100);
    }

    [Fact]
    public void Facts_are_given_up_each_in_its_own_time()
    {
        var story = new AccountStory().Cancel(1, "I1").Cancel(2, "I2").Cancel(2.5, "I3").Until(100);

        story.Lost.Select(lost => lost.At).ShouldBe([At(31), At(32), At(32)]);
    }

    [Fact]
    public void When_33_wait_the_oldest_gives_way()
    {
        var story = new AccountStory();
        for (var i = 1; i <= AccountState.MostWaiting; i++)
        {
            story.Cancel(1, $"I{i}");
        }

        story.Lost.ShouldBeEmpty();
        story.Cancel(2, "I33");

        story.State.Waiting.Length.ShouldBe(AccountState.MostWaiting);
        var lost = story.Lost.Single();
        lost.Fact.ShouldBeOfType<ItemCancelled>().ItemId.ShouldBe("I1");
        lost.Reason.ShouldBe(RefusalCodes.Orphan);
        lost.Message.ShouldBe("Item I1, which it names, did not come before 32 later facts waited too");
        lost.At.ShouldBe(At(2));
    }

    [Fact]
    public void A_fact_that_waits_for_one_that_itself_waits_is_released_with_it()
    {
        var story = new AccountStory().Dispute(1, "D1", "I1").Settle(2, "D1");
        story.State.Waiting.Length.ShouldBe(2);

        story.Bill(0, "I1", 100, due: 10, logged: 3).State.Waiting.ShouldBeEmpty();
        story.Until(11).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void The_end_of_a_dispute_that_was_given_up_changes_nothing()
    {
        var story = new AccountStory().Dispute(1, "D1", "I1").Until(40).Settle(41, "D1").Until(100);

        story.Lost.Count.ShouldBe(1);
        story.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void A_dispute_that_ended_before_its_item_was_known_is_no_news()
    {
        // The item comes past due, which gives grace from day 20; the end of the dispute gives none of its own.
        var story = new AccountStory().Dispute(1, "D1", "I1").Settle(2, "D1").Bill(0, "I1", 100, due: 20, logged: 20);

        story.Until(21).Figures.Actionable.ShouldBe(100);
    }
}
