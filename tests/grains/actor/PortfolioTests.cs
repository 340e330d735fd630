using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>The portfolio's totals are the sums over its accounts, however these came to be.</summary>
public class PortfolioTests(ITestOutputHelper output) : HostTests
{
    [Theory]
    [InlineData(31)]
    public async Task After_a_simulated_portfolio_the_totals_are_the_sums_over_all_accounts(int seed)
    {
        var options = new SimulatorOptions { Seed = seed, Customers = 200, Start = new LocalDate(2026, 1, 1) };
        var events = new PortfolioSimulator(options).EventsBetween(options.Start, options.Start.PlusDays(120)).ToList();
        output.WriteLine($"seed {seed}, {events.Count} events");
        var rules = RuleFiles.Shipped.Load();
        await using var harness = await StartAsync(new HostOptions { Loops = 2, ResidentAccountsPerLoop = 50 }, rules);
        for (var offset = 0; offset < events.Count; offset++)
        {
            await harness.Submit(Sent.Of(events[offset].Json), new Told(), offset);
        }

        await harness.Host.SweepAsync(options.Start.PlusDays(120).AtMidnight().InUtc().ToInstant());

        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
        var states = StoreContents.Accounts(harness.Store).Select(harness.Decode).ToList();
        states.Count.ShouldBe(options.Customers);
        var figures = states.ConvertAll(rules.FiguresOf);
        Sum(harness, TotalKind.OpenByDueDate).ShouldBe(figures.Sum(one => one.Receivable) + Sum(harness, TotalKind.UnappliedCredit));
        Sum(harness, TotalKind.Unbilled).ShouldBe(figures.Sum(one => one.Unbilled));
        foreach (var stage in StageNames.All)
        {
            Count(harness, stage).ShouldBe(states.Count(state => AccountRules.StageOf(state) == stage), stage.Name());
        }

        harness.Store.Counts().Effects.ShouldBeGreaterThan(100);
        figures.ShouldContain(one => one.Unbilled > 0);
    }

    private static long Sum(HostHarness harness, TotalKind kind) => harness.Store.Totals().Where(total => total.Key.Kind == kind).Sum(total => total.Amount);

    private static long Count(HostHarness harness, Stage stage) =>
        harness.Store.Totals().Where(total => total.Key == new TotalKey(TotalKind.AccountsByStage, "", (int)stage)).Sum(total => total.Count);
}
