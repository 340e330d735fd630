using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>An account has one currency: what comes in another is refused.</summary>
public sealed class CurrencyTests
{
    private static readonly Cash Dollars = new(100, Currency.Of("USD"));

    public static TheoryData<string> Kinds => ["item", "payment", "initiation", "credit", "usage", "guarantee", "customer"];

    private static AccountEvent Foreign(string kind, EventHeader header) => kind switch
    {
        "item" => new ItemCharged(header, "X", ItemKind.Invoice, Dollars, Day(0), Day(10), null, default),
        "payment" => new PaymentReceived(header, "X", Dollars, "cash", [], null),
        "initiation" => new PaymentInitiated(header, "X", Dollars, "cash", null),
        "credit" => new CreditGiven(header, "X", true, Dollars, null, null),
        "usage" => new UsageRecorded(header, "X", "gas", null, new Amount(1, 0), "kWh", At(0), At(1), Dollars, false),
        "guarantee" => new GuaranteeLodged(header, "X", GuaranteeKind.Deposit, Dollars, null),
        _ => new CustomerStated(header, Registers: true, Currency: Dollars.Currency),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Another_currency_is_refused_and_leaves_no_trace(string kind)
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        var before = StateCodec.Encode(story.State);

        story.Log(Foreign(kind, story.Header(0))).ShouldBeRefused(RefusalCodes.WrongCurrency);

        story.Last.Message.ShouldBe("data.currency: USD was found, the account is in EUR");
        StateCodec.Encode(story.State).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_first_event_with_a_currency_sets_that_of_the_account(string kind)
    {
        var story = new AccountStory().Touch(0);
        story.State.Currency.ShouldBeNull();

        story.Applied(Foreign(kind, story.Header(1))).State.Currency.ShouldBe(Dollars.Currency);
        story.Log(new CreditGiven(story.Header(2), "Y", true, Eur(1), null, null)).ShouldBeRefused(RefusalCodes.WrongCurrency);
    }

    [Fact]
    public void An_allocation_with_digits_beyond_the_minor_unit_is_refused_with_its_place()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        var payment = new PaymentReceived(
            story.Header(1), "P1", Eur(100), "cash", [For("I1", 50), new Allocation("I2", new Amount(1, 3))], null);

        story.Log(payment).ShouldBeRefused(RefusalCodes.BadAmount);

        story.Last.Message.ShouldBe("data.allocation[1].amount: 0.001 is no amount of EUR");
        story.Figures.Receivable.ShouldBe(100);
    }

    [Fact]
    public void Figures_are_in_the_minor_units_of_the_currency()
    {
        var story = new AccountStory();
        story.Applied(new ItemCharged(story.Header(0), "I1", ItemKind.Invoice, new Cash(1234, Currency.Of("KWD")), Day(0), Day(10), null, default)).Until(11);

        story.Figures.CurrencyDecimals.ShouldBe(3);
        story.Warnings.Single().Currency.ShouldBe("KWD");
        story.Warnings.Single().Figures.Receivable.ShouldBe(1234);
    }
}
