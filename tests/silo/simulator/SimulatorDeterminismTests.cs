using System.Security.Cryptography;
using System.Text;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Silo.Simulator;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Simulator;

public sealed class SimulatorDeterminismTests
{
    private static readonly LocalDate Start = new(2026, 1, 1);

    [Fact]
    public void The_same_seed_gives_the_same_bytes() => Lines(Of(seed: 3), 100, 130).ShouldBe(Lines(Of(seed: 3), 100, 130));

    [Fact]
    public void Another_seed_gives_other_events() => Lines(Of(seed: 3), 0, 20).ShouldNotBe(Lines(Of(seed: 4), 0, 20));

    [Fact]
    public void Two_enumerations_at_once_do_not_disturb_each_other()
    {
        var simulator = Of(seed: 3);
        var pairs = simulator.EventsOn(Start.PlusDays(40)).Zip(simulator.EventsOn(Start.PlusDays(41))).ToList();
        pairs.Select(pair => Text(pair.First)).ShouldBe(Lines(simulator, 40, 41).Take(pairs.Count));
        pairs.Select(pair => Text(pair.Second)).ShouldBe(Lines(simulator, 41, 42).Take(pairs.Count));
    }

    [Fact]
    public void A_day_generated_alone_equals_the_same_day_within_a_range()
    {
        var inRange = Of(seed: 3).EventsBetween(Start, Start.PlusDays(200)).ToLookup(one => one.Time.InUtc().Date, Text);
        for (var day = Start; day < Start.PlusDays(200); day = day.PlusDays(1))
        {
            Of(seed: 3).EventsOn(day).Select(Text).ShouldBe(inRange[day], $"seed 3, {day}");
        }
    }

    [Fact]
    public void A_customer_does_the_same_in_a_portfolio_of_any_size()
    {
        var large = Of(seed: 3, customers: 400).EventsBetween(Start, Start.PlusDays(120));
        var first = large.Where(one => string.CompareOrdinal(one.Account, "c-0000100") <= 0).Select(Text);
        Lines(Of(seed: 3, customers: 100), 0, 120).ShouldBe(first);
    }

    [Fact]
    public void Without_usage_everything_else_is_the_same() => Lines(Of(seed: 3, usage: false), 0, 120).ShouldBe(
        Of(seed: 3).EventsBetween(Start, Start.PlusDays(120)).Where(one => one.Type != "usage.recorded").Select(Text));

    [Fact]
    public void There_is_nothing_before_the_first_day() => Lines(Of(seed: 3), -30, 0).ShouldBeEmpty();

    // A change of what the simulator invents changes this on purpose; another machine, run or version of the framework must not.
    [Fact]
    public void The_bytes_are_these_on_every_machine()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in new PortfolioSimulator(Options(seed: 3), Prices).EventsBetween(Start, Start.PlusDays(150)))
        {
            hash.AppendData(one.Json.Span);
        }

        Convert.ToHexString(hash.GetHashAndReset()).ShouldBe("501C6F063F5C17D638D5502320E7C7B9EA5E45A2958980D3BAA1510190B14922");
    }

    // A tariff of its own, so that the shipped one may change.
    private static Tariff Prices => TariffFile.Parse(
        "tariffs.yaml",
        """
        - { service: electricity, unit: kWh, currency: EUR, price: 0.30 }
        - { service: gas, unit: kWh, currency: EUR, price: 0.11 }
        - { service: water, unit: m3, currency: EUR, price: 2.10 }
        - { service: electricity, unit: kWh, currency: CNY, price: 0.56 }
        - { service: gas, unit: kWh, currency: CNY, price: 0.32 }
        - { service: water, unit: m3, currency: CNY, price: 4.20 }
        """).Value.ShouldNotBeNull();

    private static PortfolioSimulator Of(int seed, int customers = 300, bool usage = true) => new(Options(seed, customers, usage));

    private static SimulatorOptions Options(int seed, int customers = 300, bool usage = true) =>
        new() { Seed = seed, Customers = customers, Start = Start, Usage = usage };

    private static List<string> Lines(PortfolioSimulator simulator, int fromDay, int toDay) =>
        simulator.EventsBetween(Start.PlusDays(fromDay), Start.PlusDays(toDay)).Select(Text).ToList();

    private static string Text(SimulatedEvent one) => Encoding.UTF8.GetString(one.Json.Span);
}
