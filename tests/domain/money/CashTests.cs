using CreditRisk.Domain.Money;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Money;

public sealed class CashTests
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly Currency Yen = Currency.Of("JPY");

    [Fact]
    public void Like_adds_up() => (new Cash(1250, Euro) + new Cash(-50, Euro)).ShouldBe(new Cash(1200, Euro));

    [Fact]
    public void The_difference_may_be_credit() => (new Cash(100, Euro) - new Cash(350, Euro)).ShouldBe(new Cash(-250, Euro));

    [Fact]
    public void Two_currencies_do_not_add_up()
    {
        Should.Throw<InvalidOperationException>(() => new Cash(1, Euro) + new Cash(1, Yen)).Message.ShouldContain("EUR and JPY");
        Should.Throw<InvalidOperationException>(() => new Cash(1, Euro) - new Cash(1, Yen));
    }

    [Fact]
    public void A_sum_that_does_not_fit_throws_and_never_wraps()
    {
        Should.Throw<OverflowException>(() => new Cash(long.MaxValue, Euro) + new Cash(1, Euro));
        Should.Throw<OverflowException>(() => new Cash(long.MinValue, Euro) + new Cash(-1, Euro));
        Should.Throw<OverflowException>(() => new Cash(long.MinValue, Euro) - new Cash(1, Euro));
        Should.Throw<OverflowException>(() => new Cash(0, Euro) - new Cash(long.MinValue, Euro));
    }

    [Theory]
    [InlineData(1250, "EUR", "12.50")]
    [InlineData(-1250, "EUR", "-12.50")]
    [InlineData(5, "EUR", "0.05")]
    [InlineData(-5, "EUR", "-0.05")]
    [InlineData(0, "EUR", "0.00")]
    [InlineData(1250, "JPY", "1250")]
    [InlineData(-1, "JPY", "-1")]
    [InlineData(1250, "KWD", "1.250")]
    [InlineData(7, "KWD", "0.007")]
    [InlineData(12345, "CLF", "1.2345")]
    [InlineData(long.MaxValue, "EUR", "92233720368547758.07")]
    [InlineData(long.MinValue, "EUR", "-92233720368547758.08")]
    [InlineData(long.MinValue, "JPY", "-9223372036854775808")]
    public void It_is_written_with_the_decimals_of_its_currency(long minor, string code, string text)
    {
        var cash = new Cash(minor, Currency.Of(code));

        cash.ToDecimalString().ShouldBe(text);
        cash.ToString().ShouldBe($"{text} {code}");
    }
}
