using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class TariffFileTests
{
    [Fact]
    public void Prices_have_up_to_six_decimals()
    {
        var tariff = TariffFile.Parse("t.yaml", """
            - { service: electricity, unit: kWh, currency: EUR, price: 0.300001 }
            - { service: electricity, unit: kWh, currency: CNY, price: 1000000 }
            - { service: electricity, unit: MWh, currency: EUR, price: 0 }
            """).Value!;

        tariff.Prices[new TariffKey("electricity", "kWh", "EUR")].ShouldBe(300_001);
        tariff.Prices[new TariffKey("electricity", "kWh", "CNY")].ShouldBe(1_000_000_000_000);
        tariff.Prices[new TariffKey("electricity", "MWh", "EUR")].ShouldBe(0);
    }

    [Theory]
    [InlineData("", "t.yaml:1:1: the file is empty")]
    [InlineData("prices: 1", "t.yaml:1:1: the tariff must be a list of at least one item, found keys with values")]
    [InlineData("- 5", "t.yaml:1:3: a price must be keys with values, found '5'")]
    [InlineData("- { service: gas, currency: EUR, price: 1 }", "t.yaml:1:3: a price lacks the key 'unit'")]
    [InlineData("- { service: gas, unit: m3, currency: EUR, price: 1.0000001 }", "t.yaml:1:51: 'price' must be a number from 0 to 1000000 with at most 6 decimals, found '1.0000001'")]
    [InlineData("- { service: gas, unit: m3, currency: EUR, price: -1 }", "t.yaml:1:51: 'price' must be a number from 0 to 1000000 with at most 6 decimals, found '-1'")]
    [InlineData("- { service: gas, unit: m3, currency: EUR, price: 1000001 }", "t.yaml:1:51: 'price' must be a number from 0 to 1000000 with at most 6 decimals, found '1000001'")]
    [InlineData("- { service: gas, unit: m3, currency: EUX, price: 1 }", "t.yaml:1:39: 'EUX' is no ISO 4217 currency code")]
    [InlineData("- { service: gas, units: m3, unit: m3, currency: EUR, price: 1 }", "t.yaml:1:19: unknown key 'units' in a price; did you mean 'unit'?")]
    [InlineData("- { service: gas, unit: m3, currency: EUR, price: 1 }\n- { service: gas, unit: m3, currency: EUR, price: 2 }", "t.yaml:2:3: a price of gas per m3 in EUR stands on line 1 already")]
    [InlineData("- { service: [], unit: m3, currency: EUR, price: x }", "t.yaml:1:14: 'service' must be a text of 1 to 64 characters, found a list", "t.yaml:1:50: 'price' must be a number from 0 to 1000000 with at most 6 decimals, found 'x'")]
    public void Mistakes_are_told_with_their_place(string yaml, params string[] mistakes) =>
        Texts.Printed(TariffFile.Parse("t.yaml", yaml)).ShouldBe(mistakes);
}
