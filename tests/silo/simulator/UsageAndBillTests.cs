using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Simulator;

/// <summary>400 customers over 14 months with their readings, seed 9.</summary>
public sealed class UsageAndBillTests
{
    private static readonly LocalDate Start = new(2026, 1, 10);

    private static readonly Lazy<List<AccountEvent>> Events = new(() => SimulatedPortfolio
        .Decode(new PortfolioSimulator(new SimulatorOptions { Seed = 9, Customers = 400, Start = Start }).EventsBetween(Start, Start.PlusMonths(14)))
        .DistinctBy(one => one.Header.Id)
        .ToList());

    private static readonly Lazy<Tariff> Tariff = new(RuleFiles.Shipped.LoadTariff);

    private static readonly Lazy<Dictionary<string, CustomerStated>> Customers = new(() =>
        Events.Value.OfType<CustomerStated>().Where(one => one.Registers).ToDictionary(one => one.Header.Account));

    [Fact]
    public void A_customers_readings_follow_each_other_without_gap_or_overlap()
    {
        foreach (var point in Events.Value.OfType<UsageRecorded>().GroupBy(one => one.ServicePoint!))
        {
            var zone = ZoneOf(point.First());
            CivilDate.At(point.First().From, zone).ToLocalDate().ShouldBe(Start);
            point.Zip(point.Skip(1)).Where(pair => pair.Second.From != pair.First.To + Duration.FromSeconds(1)).ShouldBeEmpty();
            point.Where(one => one.To >= one.Header.Time || (one.To - one.From).TotalHours > 169).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_bill_charges_what_the_readings_that_end_in_its_period_cost()
    {
        var readings = Events.Value.OfType<UsageRecorded>().ToLookup(one => (one.Header.Account, one.Service));
        var bills = 0;
        foreach (var bill in Events.Value.OfType<ItemCharged>().Where(one => !one.ItemId.Contains("-rei-", StringComparison.Ordinal)))
        {
            var value = 0L;
            foreach (var line in bill.Lines)
            {
                var zone = ZoneOf(bill);
                var ended = readings[(bill.Header.Account, line.Service!)]
                    .Where(one => CivilDate.At(one.To, zone) >= line.From && CivilDate.At(one.To, zone) <= line.To).ToList();
                ended.Where(one => CivilDate.At(one.From, zone) < line.From).ShouldBeEmpty("a reading spans two bills");
                value += ended.Sum(one => PriceOf(one, bill.Charged.Currency.Code));
            }

            if (bill.Lines.Length > 0)
            {
                bill.Charged.Minor.ShouldBe(value, bill.ItemId);
                bills++;
            }
        }

        bills.ShouldBeGreaterThan(4_000);
    }

    [Fact]
    public void Bills_follow_each_other_without_gap_and_fall_due_in_two_to_three_weeks()
    {
        foreach (var account in Events.Value.OfType<ItemCharged>().Where(one => one.Lines.Length > 0).GroupBy(one => one.Header.Account))
        {
            var bills = account.Where(one => !one.ItemId.Contains("-rei-", StringComparison.Ordinal)).ToList();
            bills[0].Lines[0].From.ShouldBe(CivilDate.From(Start));
            bills.Zip(bills.Skip(1)).Where(pair => pair.Second.Lines[0].From != pair.First.Lines[0].To!.Value.Plus(1)).ShouldBeEmpty();
            account.Where(one => one.DueOn - one.IssuedOn is < 14 or > 21).ShouldBeEmpty();
            account.Where(one => one.IssuedOn != CivilDate.At(one.Header.Time, ZoneOf(one))).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Some_readings_carry_their_amount_and_others_are_left_to_the_tariff()
    {
        var usage = Events.Value.OfType<UsageRecorded>().ToList();
        usage.Count(one => one.Value is null).ShouldBeGreaterThan(usage.Count / 5);
        usage.Count(one => one.Value is not null).ShouldBeGreaterThan(usage.Count / 5);
        usage.Count(one => one.Estimated).ShouldBeInRange(1, usage.Count / 50);
        usage.Select(one => (one.Service, one.Unit)).Distinct()
            .ShouldBe([("electricity", "kWh"), ("gas", "kWh"), ("water", "m3")], ignoreOrder: true);
    }

    [Fact]
    public void Gas_bills_peak_in_winter()
    {
        var gas = Events.Value.OfType<UsageRecorded>().Where(one => one.Service == "gas").ToLookup(one => one.To.InUtc().Month, one => one.Quantity.Unscaled);
        gas[1].Average().ShouldBeGreaterThan(4 * gas[7].Average());
    }

    private static DateTimeZone ZoneOf(AccountEvent one) => DateTimeZoneProviders.Tzdb[Customers.Value[one.Header.Account].TimeZone!];

    // What the account makes of a reading that carries no amount.
    private static long PriceOf(UsageRecorded one, string currency)
    {
        var minor = Tariff.Value.Rate(one.Service, one.Unit, one.Quantity, Currency.Of(currency)).ShouldNotBeNull();
        if (one.Value is { } stated)
        {
            stated.Minor.ShouldBe(minor);
        }

        return minor;
    }
}
