using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>A business id that is used again under another event id is refused for ever.</summary>
public sealed class BusinessIdTests
{
    private static ItemCharged Invoice(AccountStory story, double at, string id, ItemKind kind = ItemKind.Invoice) =>
        new(story.Header(at), id, kind, Eur(100), Day(0), Day(10), null, default);

    [Fact]
    public void A_second_invoice_of_the_same_id_is_refused()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);

        story.Log(Invoice(story, 1, "I1")).ShouldBeRefused(RefusalCodes.IdReused);

        story.Last.Message.ShouldBe("Item I1 was stated before by another event");
        story.Figures.Receivable.ShouldBe(100);
    }

    [Fact]
    public void The_history_is_asked_whether_it_was_used()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);

        var question = AccountRules.Ask(story.State, Invoice(story, 1, "I1")).ShouldNotBeNull();
        question.Fact.ShouldBe(new FactId(FactKind.Item, "I1"));
        question.EventHash.ShouldBeNull();
        AccountRules.Ask(story.State, Invoice(story, 1, "i1")).ShouldBeNull();
    }

    [Fact]
    public void All_items_share_their_ids_and_credits_and_payments_have_their_own()
    {
        var story = new AccountStory().Bill(0, "X", 100, due: 10).Pay(1, "X", 10).Initiate(1, "X", 10).Credit(1, "X", 10)
            .Credit(1, "X", 10, isCreditNote: false).Lodge(1, "X", GuaranteeKind.Deposit, 10).Hold(1, "X", 1, 2)
            .Dispute(1, "X", "X").OpenCase(1, "X").Use(0, 1, "X", 10);

        foreach (var kind in new[] { ItemKind.Opening, ItemKind.Interest, ItemKind.Adjustment })
        {
            story.Log(Invoice(story, 2, "X", kind)).ShouldBeRefused(RefusalCodes.IdReused);
        }
    }

    [Fact]
    public void Each_kind_of_fact_is_refused_when_it_comes_again()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P", 10).Initiate(1, "T", 10).Credit(1, "C", 10)
            .Credit(1, "A", 10, isCreditNote: false).Lodge(1, "G", GuaranteeKind.Deposit, 10).Hold(1, "H", 1, 2)
            .Dispute(1, "D", "I1").OpenCase(1, "K").Use(0, 1, "U", 10);
        AccountEvent[] again =
        [
            new PaymentReceived(story.Header(2), "P", Eur(10), "cash", [], null),
            new PaymentInitiated(story.Header(2), "T", Eur(10), "cash", null),
            new CreditGiven(story.Header(2), "C", true, Eur(10), null, null),
            new CreditGiven(story.Header(2), "A", false, Eur(10), null, null),
            new GuaranteeLodged(story.Header(2), "G", GuaranteeKind.Bank, Eur(10), null),
            new HoldGranted(story.Header(2), "H", "x", Day(0), Day(1), null, null),
            new DisputeOpened(story.Header(2), "D", "I1", null, null),
            new KeyEventOpened(story.Header(2), "K", KeyEventKind.Accident, null),
            story.Used(0, 1, "U", Eur(10)),
        ];

        foreach (var e in again)
        {
            story.Log(e).ShouldBeRefused(RefusalCodes.IdReused);
        }
    }

    [Fact]
    public void An_id_that_was_refused_is_free()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        var invoice = Invoice(story, 1, "I2");
        story.Log(invoice with { Charged = new Cash(100, Currency.Of("USD")) }).ShouldBeRefused(RefusalCodes.WrongCurrency);

        story.Applied(Invoice(story, 2, "I2")).Figures.Receivable.ShouldBe(200);
    }

    [Fact]
    public void It_is_refused_also_after_the_item_was_forgotten()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 100).Touch(400);
        story.Ledger.Items.ShouldBeEmpty();

        story.Log(Invoice(story, 401, "I1")).ShouldBeRefused(RefusalCodes.IdReused);
    }

    [Fact]
    public void An_id_that_only_looks_used_is_settled_by_the_history()
    {
        var story = new AccountStory();
        for (var i = 0; i < 60; i++)
        {
            story.Bill(0, $"I{i}", 1, due: 10);
        }

        var lookalike = Enumerable.Range(0, 1_000_000).Select(i => $"other{i}")
            .First(id => story.State.Facts.MayContain(AccountRules.HashOf(new FactId(FactKind.Item, id))));

        AccountRules.Ask(story.State, Invoice(story, 1, lookalike)).ShouldNotBeNull();
        story.Applied(Invoice(story, 1, lookalike)).Figures.Receivable.ShouldBe(160);
    }

    [Fact]
    public void Not_asking_is_a_mistake_of_the_caller()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);

        Should.Throw<InvalidOperationException>(() => story.Rules.Apply(story.State, Invoice(story, 1, "I1"), At(1)));
    }

    [Fact]
    public void The_history_is_asked_for_what_an_event_names_only_when_the_state_does_not_hold_it()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 100);
        var reversal = story.Returned(2, "P1", null);
        AccountRules.Ask(story.State, reversal).ShouldBeNull();

        story.Touch(200);
        AccountRules.Ask(story.State, reversal).ShouldNotBeNull().Target.ShouldBe(new FactId(FactKind.Payment, "P1"));
        AccountRules.Ask(story.State, story.Returned(2, "P2", null)).ShouldBeNull();
    }
}
