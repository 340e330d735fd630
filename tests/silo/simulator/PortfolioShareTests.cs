using CreditRisk.Domain.Events;
using CreditRisk.Silo.Simulator;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Simulator;

public sealed class PortfolioShareTests
{
    private const int Customers = 200_000;

    private static readonly PortfolioSimulator Large = new(new SimulatorOptions { Seed = 5, Customers = Customers, Start = new LocalDate(2026, 1, 1) });

    private static readonly Lazy<List<CustomerTruth>> Truths = new(() => Enumerable.Range(1, Customers).Select(Large.TruthOf).ToList());

    [Theory]
    [InlineData(CustomerKind.Household, 800)]
    [InlineData(CustomerKind.Shop, 150)]
    [InlineData(CustomerKind.Factory, 40)]
    [InlineData(CustomerKind.Trade, 10)]
    public void Customers_are_of_each_kind_in_its_share(CustomerKind kind, int perMille) =>
        Truths.Value.Count(truth => truth.Kind == kind).ShouldBeWithin(Customers * perMille / 1_000);

    [Theory]
    [InlineData(PayerArchetype.Prompt, 720)]
    [InlineData(PayerArchetype.PayDay, 120)]
    [InlineData(PayerArchetype.Slow, 70)]
    [InlineData(PayerArchetype.Partial, 30)]
    [InlineData(PayerArchetype.Forgetful, 20)]
    [InlineData(PayerArchetype.ShakyDebit, 15)]
    [InlineData(PayerArchetype.Defaulter, 15)]
    [InlineData(PayerArchetype.Recoverer, 10)]
    public void Customers_pay_like_each_archetype_in_its_share(PayerArchetype archetype, int perMille) =>
        Truths.Value.Count(truth => truth.Archetype == archetype).ShouldBeWithin(Customers * perMille / 1_000);

    [Fact]
    public void The_first_day_registers_everybody_spread_over_its_hours()
    {
        var simulator = new PortfolioSimulator(new SimulatorOptions { Seed = 5, Customers = 5_000, Start = new LocalDate(2026, 1, 1) });
        var registered = SimulatedPortfolio.Decode(simulator.EventsOn(new LocalDate(2026, 1, 1))).Cast<CustomerStated>().ToList();
        registered.DistinctBy(one => one.Header.Account).Count().ShouldBe(5_000);
        registered.CountBy(one => one.Header.Time.InUtc().Hour).Count().ShouldBe(24);
        registered.ShouldAllBe(one => one.Registers && one.Name != null && one.Segment != null && one.TimeZone != null && one.Currency != null);
        registered.Select(one => one.Currency!.Code).Distinct().ShouldBe(["EUR", "CNY"], ignoreOrder: true);
        registered.ShouldAllBe(one => one.Region == "CN" ? one.Currency!.Code == "CNY" : one.Currency!.Code == "EUR");
        registered.ShouldAllBe(one => one.CreditLimit.HasValue == (one.Segment == "trade" || one.Segment == "factory"));
        registered.Count(one => one.Protection == Protection.Vulnerable).ShouldBeInRange(40, 130);
        registered.Count(one => one.Segment == "trade" && one.Terms == Terms.Cash).ShouldBeInRange(3, 40);
    }

    [Theory]
    [InlineData("customer.updated")]
    [InlineData("customer.closed")]
    [InlineData("customer.key-event")]
    [InlineData("customer.key-event.closed")]
    [InlineData("credit.report.received")]
    [InlineData("guarantee.lodged")]
    [InlineData("guarantee.released")]
    [InlineData("hold.granted")]
    [InlineData("hold.ended")]
    [InlineData("dispute.opened")]
    [InlineData("dispute.closed")]
    [InlineData("promise.made")]
    [InlineData("billing.invoice.issued")]
    [InlineData("billing.invoice.cancelled")]
    [InlineData("billing.credit-note.issued")]
    [InlineData("payment.initiated")]
    [InlineData("payment.received")]
    [InlineData("payment.failed")]
    [InlineData("payment.reversed")]
    public void Every_type_of_event_occurs(string type) => SimulatedPortfolio.Instance.Types.ShouldContain(type);

    [Fact]
    public void Businesses_that_default_may_be_sued_or_insolvent()
    {
        var kinds = SimulatedPortfolio.Instance.Events.OfType<KeyEventOpened>().Select(one => one.Kind).ToHashSet();
        kinds.ShouldContain(KeyEventKind.Lawsuit);
        kinds.Count.ShouldBeGreaterThan(3);
    }
}

/// <summary>Tolerances of drawn shares.</summary>
internal static class ShareAssertions
{
    /// <summary>Within five standard deviations (and a little) of what is expected of independent draws.</summary>
    public static void ShouldBeWithin(this int actual, int expected)
    {
        var tolerance = (int)(5 * Math.Sqrt(expected)) + 1;
        actual.ShouldBeInRange(expected - tolerance, expected + tolerance);
    }
}
