using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Simulator;

/// <summary>Simulated bills have the prices of a tariff file, and no others.</summary>
public sealed class PricesTests
{
    private static readonly Tariff Shipped = RuleFiles.Shipped.LoadTariff();

    [Fact]
    public void A_quantity_costs_what_the_tariff_rates_it_to()
    {
        var prices = new Prices(Shipped);
        long[] quantities = [0, 1, 17, 499, 500, 501, 16_667, 999_999, 1_234_567, 9_876_543_210];
        foreach (var (region, index) in Regions.All.Select((region, index) => (region, index)))
        {
            foreach (var service in Supply.All)
            {
                var rated = quantities.Select(quantity => Shipped.Rate(Supply.NameOf(service), Supply.UnitOf(service), new Amount(quantity, 3), region.Currency));
                quantities.Select(quantity => (long?)prices.Rate(quantity, service, index)).ShouldBe(rated, $"{service} in {region.Code}");
            }
        }
    }

    [Fact]
    public void Another_tariff_makes_other_bills_of_the_same_usage()
    {
        var dearer = new Tariff(Shipped.Prices.ToDictionary(price => price.Key, price => price.Value * 2).ToImmutableDictionary());
        var options = new SimulatorOptions { Customers = 60, Start = new LocalDate(2026, 1, 1) };
        var usual = BilledBy(new PortfolioSimulator(options));
        var doubled = BilledBy(new PortfolioSimulator(options, dearer));
        usual.Length.ShouldBeGreaterThan(20);
        doubled.Length.ShouldBe(usual.Length);
        // Each reading is rounded by itself.
        doubled.Zip(usual).ShouldAllBe(pair => Math.Abs(pair.First - (2 * pair.Second)) <= 31);
    }

    [Fact]
    public void A_tariff_that_lacks_a_price_is_refused()
    {
        var without = new Tariff(Shipped.Prices.Remove(new TariffKey("water", "m3", "CNY")));
        Should.Throw<ArgumentException>(() => new PortfolioSimulator(new SimulatorOptions(), without)).Message
            .ShouldStartWith("the tariff has no price of water by m3 in CNY, which simulated bills are made with");
    }

    private static long[] BilledBy(PortfolioSimulator simulator) =>
    [
        .. SimulatedPortfolio.Decode(simulator.EventsBetween(new LocalDate(2026, 1, 1), new LocalDate(2026, 2, 20)))
            .OfType<ItemCharged>().Where(bill => bill.Lines.Length > 0).DistinctBy(bill => bill.ItemId).Select(bill => bill.Charged.Minor),
    ];
}
