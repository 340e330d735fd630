using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>Events that an account does not take, and those that it cannot digest.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void When_the_first_event_is_refused_there_is_no_account()
    {
        var story = new AccountStory();

        story.Log(new PaymentReceived(story.Header(1), "P1", Eur(100), "cash", [new Allocation("I1", new Amount(1, 3))], null)).ShouldBeRefused(RefusalCodes.BadAmount);

        story.IsOpened.ShouldBeFalse();
    }

    [Fact]
    public void The_time_that_had_passed_has_its_effects_also_when_the_event_is_refused()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        story.Log(new CreditGiven(story.Header(12), "C1", true, new Cash(1, Currency.Of("USD")), null, null)).ShouldBeRefused(RefusalCodes.WrongCurrency);

        story.Dated.ShouldBe(["11 raised notice 1"]);
        story.State.Now.ShouldBe(At(12));
        story.State.Records.ShouldBe(1);
    }

    [Fact]
    public void A_sum_that_does_not_fit_throws_and_nothing_has_changed()
    {
        var story = new AccountStory().Bill(0, "I1", long.MaxValue, due: 10);
        var before = StateCodec.Encode(story.State);

        Should.Throw<OverflowException>(() => story.Bill(1, "I2", 1, due: 10));

        StateCodec.Encode(story.State).ShouldBe(before);
    }

    [Fact]
    public void A_record_after_which_a_figure_would_not_fit_throws_and_nothing_has_changed()
    {
        // Receivable and unbilled fit, the exposure does not: it would throw whenever a condition, a warning or a screen asks for it.
        var story = new AccountStory().Bill(0, "I1", long.MaxValue, due: 10);

        Should.Throw<OverflowException>(() => story.Use(0, 1, "U1", 1));

        story.Figures.Exposure.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void A_payment_that_does_not_fit_throws_and_nothing_has_changed()
    {
        var story = new AccountStory().Pay(0, "P1", long.MaxValue);
        var before = story.State;

        Should.Throw<OverflowException>(() => story.Pay(1, "P2", 1));

        story.State.ShouldBeSameAs(before);
        story.Bill(2, "I1", 100, due: 10).Figures.Receivable.ShouldBe(100 - long.MaxValue);
    }

    [Fact]
    public void Money_that_would_not_be_conserved_is_not_booked()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        var damaged = story.State with { Ledger = story.Ledger with { Pool = 1 } };

        var thrown = Should.Throw<InvariantException>(() => story.Rules.Apply(damaged, new FeedHeartbeat(story.Header(1), "f", At(1)), At(1)));

        thrown.Message.ShouldContain("items and credits say 99, what was booked says 100");
        damaged.Now.ShouldBe(At(0));
    }

    [Fact]
    public void A_full_account_refuses_more()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        var many = Enumerable.Range(0, AccountLedger.MostParts).ToImmutableArray();
        var ledger = story.Ledger;
        var full = story.State with
        {
            Ledger = ledger with
            {
                Items = [.. many.Select(i => ledger.Items[0] with { Id = $"I{i}" })],
                Credits = [.. many.Select(i => new Credit { Id = $"P{i}", Kind = CreditKind.Payment, Amount = 1, Parts = [], Time = At(0), ReceivedOn = Day(0) })],
                Disputes = [.. many.Select(i => new Dispute($"D{i}", "I1", null, null))],
                Holds = [.. many.Select(i => new Hold($"H{i}", "x", Day(0), Day(1), null))],
                Transits = [.. many.Select(i => new Transit($"T{i}", 1, At(0), null, 3))],
                Guarantees = [.. many.Select(i => new Guarantee($"G{i}", GuaranteeKind.Deposit, 1, null))],
                Cases = [.. many.Select(i => new CreditRisk.Domain.Ledger.Case($"K{i}", KeyEventKind.Accident))],
            },
            Usage = story.State.Usage with { Count = AccountLedger.MostParts },
        };
        AccountEvent[] more =
        [
            new ItemCharged(story.Header(0), "X", ItemKind.Invoice, Eur(1), Day(0), Day(10), null, default),
            new PaymentReceived(story.Header(0), "X", Eur(1), "cash", [], null),
            new CreditGiven(story.Header(0), "X", true, Eur(1), null, null),
            new DisputeOpened(story.Header(0), "X", "I1", null, null),
            new HoldGranted(story.Header(0), "X", "x", Day(0), Day(1), null, null),
            new PaymentInitiated(story.Header(0), "X", Eur(1), "cash", null),
            new GuaranteeLodged(story.Header(0), "X", GuaranteeKind.Bank, Eur(1), null),
            new KeyEventOpened(story.Header(0), "X", KeyEventKind.Accident, null),
            story.Used(0, 0, "X", Eur(1)),
        ];

        foreach (var e in more)
        {
            var step = story.Rules.Apply(full, e, At(0), AccountRules.Ask(full, e) is null ? null : HistoryAnswer.Nothing);
            step.Reason.ShouldBe(RefusalCodes.AccountFull, e.GetType().Name);
        }
    }

    [Fact]
    public void A_quarantined_account_goes_on_but_keeps_the_mark()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);

        var marked = story.Rules.Quarantine(story.State, "account", At(1));

        story.State.Quarantined.ShouldBeFalse();
        marked.Quarantined.ShouldBeTrue();
        marked.Ledger.ShouldBeSameAs(story.Ledger);
        var later = story.Rules.Apply(marked, new PaymentReceived(story.Header(12), "P1", Eur(30), "cash", [], null), At(12));
        later.State!.Quarantined.ShouldBeTrue();
        later.Warnings.Count().ShouldBe(1);
        story.Rules.FiguresOf(later.State).Receivable.ShouldBe(70);
    }

    [Fact]
    public void An_account_whose_first_event_is_indigestible_is_opened_in_quarantine()
    {
        var state = TestPolicies.Rules(TestPolicies.Usual).Quarantine(null, "account", At(3));

        (state.Id, state.Quarantined, state.Now, state.Records).ShouldBe(("account", true, At(3), 0L));
        state.WakeAt.ShouldBe(Instant.MaxValue);
    }
}
