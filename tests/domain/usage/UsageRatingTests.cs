using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Usage;

/// <summary>Usage without an amount is rated by the tariff.</summary>
public sealed class UsageRatingTests
{
    // 0.30 and 0.005 a unit, in millionths.
    private static readonly Tariff Prices = new(ImmutableDictionary<TariffKey, long>.Empty
        .Add(new TariffKey("electricity", "kWh", "EUR"), 300_000)
        .Add(new TariffKey("heat", "kWh", "EUR"), 5_000)
        .Add(new TariffKey("electricity", "kWh", "JPY"), 25_500_000));

    private static AccountStory Story() => new(TestPolicies.Rules(TestPolicies.Usual, Prices));

    [Theory]
    [InlineData("electricity", 100, 0, 3000)]
    [InlineData("electricity", 1005, 1, 3015)]
    [InlineData("electricity", 1, 2, 0)]
    [InlineData("electricity", 16, 3, 0)]
    [InlineData("electricity", 17, 3, 1)]
    [InlineData("heat", 1, 0, 1)]
    [InlineData("heat", 999, 3, 0)]
    [InlineData("heat", 3, 0, 2)]
    [InlineData("heat", 0, 0, 0)]
    public void A_quantity_is_worth_its_price_rounded_half_up_to_minor_units(string service, long unscaled, int decimals, long minor)
    {
        var story = Story().Register(0);

        story.Applied(story.Used(0, 1, "U1", null, service, quantity: new Amount(unscaled, decimals)));

        story.Figures.Unbilled.ShouldBe(minor);
    }

    [Theory]
    [InlineData("EUR", 3000)]
    [InlineData("JPY", 2550)]
    public void The_price_is_that_of_the_currency(string code, long minor) =>
        Prices.Rate("electricity", "kWh", new Amount(100, 0), Currency.Of(code)).ShouldBe(minor);

    [Fact]
    public void An_amount_of_its_own_goes_before_the_tariff()
    {
        var story = Story().Register(0);

        story.Applied(story.Used(0, 1, "U1", AccountStory.Eur(7), quantity: new Amount(100, 0))).Figures.Unbilled.ShouldBe(7);
    }

    [Theory]
    [InlineData("electricity", "MJ")]
    [InlineData("steam", "kWh")]
    public void Without_a_price_it_is_refused(string service, string unit)
    {
        var story = Story().Register(0);

        story.Log(story.Used(0, 1, "U1", null, service, unit)).ShouldBeRefused(RefusalCodes.NoPrice);

        story.Last.Message.ShouldBe($"data.amount is absent, and the tariff has no price for {service} by {unit} in EUR");
        story.Figures.Unbilled.ShouldBe(0);
        story.State.Usage.Count.ShouldBe(0);
    }

    [Fact]
    public void A_message_shows_of_a_senders_word_only_what_cannot_deceive()
    {
        var story = Story().Register(0);

        story.Log(story.Used(0, 1, "U1", null, "\u202Egas", new string('m', 200))).ShouldBeRefused(RefusalCodes.NoPrice);

        story.Last.Message.ShouldBe($"data.amount is absent, and the tariff has no price for \\u202egas by {new string('m', 40)}... in EUR");
    }

    [Fact]
    public void Without_an_amount_it_waits_until_a_currency_is_known()
    {
        var story = Story().Report(0, 0);
        story.Applied(story.Used(0, 1, "U1", null, quantity: new Amount(100, 0)));
        story.Figures.Unbilled.ShouldBe(0);
        var codec = new StateCodec(TestPolicies.Rules(TestPolicies.Usual, Prices).Book);
        codec.Decode(StateCodec.Encode(story.State)).Waiting.ShouldBe(story.State.Waiting);

        story.Register(2);

        story.Figures.Unbilled.ShouldBe(3000);
        story.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void What_waits_for_a_currency_counts_once_however_often_it_is_stated()
    {
        var story = Story().Report(0, 0);
        story.Applied(story.Used(0, 1, "U1", null, quantity: new Amount(100, 0)));
        story.Applied(story.Used(0, 2, "U1", null, quantity: new Amount(700, 0)));

        story.Register(3);

        story.Figures.Unbilled.ShouldBe(3000);
        story.Last.Lost.ShouldHaveSingleItem().Reason.ShouldBe(RefusalCodes.IdReused);
    }

    [Fact]
    public void What_waits_for_a_currency_can_be_cancelled()
    {
        var story = Story().Report(0, 0);
        story.Applied(story.Used(0, 1, "U1", null, quantity: new Amount(100, 0)));
        story.CancelUse(2, "U1");

        story.Register(3);

        story.Figures.Unbilled.ShouldBe(0);
        story.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void What_waits_for_a_currency_and_has_no_price_in_it_is_given_up()
    {
        var story = Story().Report(0, 0);
        story.Applied(story.Used(0, 1, "U1", null, "steam"));

        story.Register(2);

        story.Last.Lost.ShouldHaveSingleItem().Reason.ShouldBe(RefusalCodes.NoPrice);
    }

    [Fact]
    public void A_value_that_does_not_fit_throws_and_changes_nothing()
    {
        var story = Story().Register(0);
        var before = story.State;

        Should.Throw<OverflowException>(() => story.Log(story.Used(0, 1, "U1", null, quantity: new Amount(long.MaxValue, 0))));

        story.State.ShouldBeSameAs(before);
        story.Figures.Unbilled.ShouldBe(0);
    }
}
