using CreditRisk.Domain.Money;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Money;

public sealed class AmountTests
{
    [Theory]
    [InlineData(1250, 2, "EUR", 1250)]
    [InlineData(125, 1, "EUR", 1250)]
    [InlineData(12, 0, "EUR", 1200)]
    [InlineData(12500, 3, "EUR", 1250)]
    [InlineData(0, 18, "EUR", 0)]
    [InlineData(12, 0, "JPY", 12)]
    [InlineData(1200, 2, "JPY", 12)]
    [InlineData(125, 2, "KWD", 1250)]
    [InlineData(1, 0, "CLF", 10_000)]
    [InlineData(1_000_000_000_000_000_000, 18, "EUR", 100)]
    public void It_is_a_number_of_minor_units(long unscaled, int decimals, string code, long minor)
    {
        new Amount(unscaled, decimals).TryIn(Currency.Of(code), out var found).ShouldBeTrue();
        found.ShouldBe(minor);
    }

    [Theory]
    [InlineData(12505, 3, "EUR")]
    [InlineData(1, 18, "EUR")]
    [InlineData(125, 1, "JPY")]
    [InlineData(12345, 4, "KWD")]
    public void Digits_beyond_the_minor_unit_are_no_amount_of_the_currency(long unscaled, int decimals, string code) =>
        new Amount(unscaled, decimals).TryIn(Currency.Of(code), out _).ShouldBeFalse();

    [Fact]
    public void What_does_not_fit_is_no_amount_and_what_just_fits_is()
    {
        var euro = Currency.Of("EUR");

        new Amount(long.MaxValue, 0).TryIn(euro, out _).ShouldBeFalse();
        new Amount((long.MaxValue / 100) + 1, 0).TryIn(euro, out _).ShouldBeFalse();
        new Amount(long.MaxValue / 100, 0).TryIn(euro, out var most).ShouldBeTrue();
        most.ShouldBe(long.MaxValue / 100 * 100);
        new Amount(long.MaxValue, 2).TryIn(euro, out var all).ShouldBeTrue();
        all.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Minor_units_and_back_is_the_same()
    {
        var dinar = Currency.Of("KWD");

        Amount.OfMinor(1250, dinar).ShouldBe(new Amount(1250, 3));
        Amount.OfMinor(1250, dinar).TryIn(dinar, out var minor).ShouldBeTrue();
        minor.ShouldBe(1250);
        Should.Throw<ArgumentOutOfRangeException>(() => Amount.OfMinor(-1, dinar));
    }

    [Fact]
    public void It_is_written_as_its_sender_wrote_it()
    {
        new Amount(1250, 2).ToString().ShouldBe("12.50");
        new Amount(12, 0).ToString().ShouldBe("12");
        new Amount(5, 3).ToString().ShouldBe("0.005");
    }
}
