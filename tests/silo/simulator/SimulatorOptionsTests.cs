using CreditRisk.Silo.Simulator;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Simulator;

public sealed class SimulatorOptionsTests
{
    private static readonly SimulatorOptions Valid = new() { Customers = 3, Start = new LocalDate(2026, 3, 1) };

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5_000_001)]
    public void A_number_of_customers_out_of_range_is_refused(int customers) =>
        Refusal(Valid with { Customers = customers }).ShouldContain($"Customers is {customers}: it must be 1 to 5000000");

    [Fact]
    public void A_prefix_that_would_make_ids_too_long_is_refused() =>
        Refusal(Valid with { Prefix = new string('x', 25) }).ShouldContain("Prefix has 25 characters");

    [Theory]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a\n")]
    public void A_prefix_that_no_id_may_have_is_refused(string prefix) =>
        Refusal(Valid with { Prefix = prefix }).ShouldContain("printable ASCII without spaces");

    [Fact]
    public void A_start_beyond_the_calendar_that_is_simulated_is_refused() =>
        Refusal(Valid with { Start = new LocalDate(1989, 12, 31) }).ShouldContain("Start is 1989-12-31: it must be 1990-01-01 to 2100-12-31");

    [Fact]
    public void Ids_begin_with_the_prefix_and_stay_within_64_characters()
    {
        var prefix = new string('~', SimulatorOptions.LongestPrefix);
        var simulator = new PortfolioSimulator(Valid with { Customers = 300, Prefix = prefix });
        var events = SimulatedPortfolio.Decode(simulator.EventsBetween(Valid.Start, Valid.Start.PlusDays(120))).ToList();
        events.ShouldAllBe(one => one.Header.Account.StartsWith(prefix, StringComparison.Ordinal));
        events.Max(one => one.Header.Id.Length).ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public void The_truth_is_told_of_existing_customers_only()
    {
        var simulator = new PortfolioSimulator(Valid);
        simulator.TruthOf(3).Account.ShouldBe("c-0000003");
        Should.Throw<ArgumentOutOfRangeException>(() => simulator.TruthOf(0));
        Should.Throw<ArgumentOutOfRangeException>(() => simulator.AccountOf(4));
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_is_refused_at_once() => Should.Throw<ArgumentOutOfRangeException>(
        () => new PortfolioSimulator(Valid).EventsBetween(Valid.Start, Valid.Start.PlusDays(-1)));

    private static string Refusal(SimulatorOptions options) => Should.Throw<ArgumentException>(() => new PortfolioSimulator(options)).Message;
}
