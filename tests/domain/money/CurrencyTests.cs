using System.Text;
using CreditRisk.Domain.Money;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Money;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("USD", 2)]
    [InlineData("CNY", 2)]
    [InlineData("TWD", 2)]
    [InlineData("BRL", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("ISK", 0)]
    [InlineData("VND", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    [InlineData("CLF", 4)]
    [InlineData("UYW", 4)]
    public void Each_has_the_decimals_of_ISO_4217(string code, int decimals)
    {
        var currency = Currency.Of(code);

        currency.Code.ShouldBe(code);
        currency.Decimals.ShouldBe(decimals);
        currency.Decimals.ShouldBeLessThanOrEqualTo(Currency.MostDecimals);
        currency.ToString().ShouldBe(code);
    }

    [Theory]
    [InlineData("eur")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("XXX")]
    [InlineData("XAU")]
    [InlineData("DEM")]
    [InlineData("")]
    public void What_is_no_active_code_is_not_found(string code)
    {
        Currency.Find(code).ShouldBeNull();
        Currency.Find(Encoding.ASCII.GetBytes(code)).ShouldBeNull();
        Should.Throw<ArgumentException>(() => Currency.Of(code)).Message.ShouldContain($"'{code}'");
    }

    [Fact]
    public void Bytes_find_the_same_object_as_text()
    {
        Currency.Find("KWD"u8).ShouldBeSameAs(Currency.Of("KWD"));
        Currency.Find([0xFF, 0x80, 0x00]).ShouldBeNull();
    }
}
