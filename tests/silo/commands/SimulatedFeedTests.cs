using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Simulator;
using CreditRisk.Tests.Acceptance;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary><c>up</c> in this process, on a simulation that goes as fast as it can.</summary>
public sealed class SimulatedFeedTests
{
    private static readonly string[] Portfolio = ["--customers", "40", "--seed", "5", "--speed", "0", "--port", "0"];

    [Fact]
    public async Task A_simulation_in_two_runs_leaves_what_one_run_leaves()
    {
        using var folder = new TempFolder();
        var (whole, parts) = (Path.Combine(folder.Path, "whole"), Path.Combine(folder.Path, "parts"));
        await Up(whole, days: 60);
        await Up(parts, days: 23);
        (await Up(parts, days: 37)).ShouldContain("day 2026-01-24", customMessage: "the second run goes on where the first was");
        StoreImage.Of(parts).ShouldBe(StoreImage.Of(whole));
    }

    [Fact]
    public async Task A_simulation_that_is_stopped_within_days_leaves_what_one_run_leaves()
    {
        using var folder = new TempFolder();
        var (whole, parts) = (Path.Combine(folder.Path, "whole"), Path.Combine(folder.Path, "parts"));
        var offsets = new List<long>();
        for (var stop = 1; stop <= 6; stop++)
        {
            using var cancellation = new CancellationTokenSource();
            // The output is told of the start when the first event is on its way.
            await using var output = new CancellingWriter("ready", cancellation, afterMilliseconds: 40 * stop);
            (await CommandLine.RunAsync(["up", .. Portfolio, "--data", parts], output, TextWriter.Null, cancellation.Token)).ShouldBe(ExitCodes.Ok);
            using var reader = SimulatedStore.Read(parts);
            offsets.Add(reader.ProgressOf(SimulatedFeed.PartitionOf(Options)));
        }

        offsets.ShouldBeInOrder();
        var days = (int)(offsets[^1] / SimulatedFeed.OffsetsPerDay);
        await Up(parts, days: 1);
        await Up(whole, days + 1);
        StoreImage.Of(parts).ShouldBe(StoreImage.Of(whole));
    }

    [Fact]
    public async Task Time_alone_escalates_on_the_simulated_midnight()
    {
        using var folder = new TempFolder();
        await Up(folder.Path, days: 70);
        var raised = await CommandRun.Done("warnings", "--data", folder.Path, "--kind", "raised", "--stage", "notice", "--json");
        raised.Objects.ShouldContain(one => one.GetProperty("data").GetProperty("raisedAt").GetString() == one.GetProperty("data").GetProperty("effectiveAt").GetString());
        (await CommandRun.Done("rebuild", "--data", folder.Path, "--dry-run", "--json")).Object.GetProperty("different").GetInt64().ShouldBe(0);
    }

    [Theory]
    [InlineData("40", "6")]
    [InlineData("41", "5")]
    public async Task Another_portfolio_is_not_mixed_into_a_directory(string customers, string seed)
    {
        using var folder = new TempFolder();
        await Up(folder.Path, days: 1);
        var run = await CommandRun.Of("up", "--customers", customers, "--seed", seed, "--port", "0", "--data", folder.Path, "--days", "1");
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        run.Errors.ShouldContain("holds other data than this portfolio");
    }

    [Fact]
    public void Offsets_of_a_portfolio_depend_on_everything_that_makes_it()
    {
        SimulatorOptions[] others =
        [
            Options, Options with { Seed = 6 }, Options with { Customers = 41 }, Options with { Start = new LocalDate(2026, 1, 2) }, Options with { Usage = false },
        ];
        others.Select(SimulatedFeed.PartitionOf).Distinct().Count().ShouldBe(others.Length);
        SimulatedFeed.PartitionOf(Options with { }).ShouldBe(SimulatedFeed.PartitionOf(Options));
    }

    private static SimulatorOptions Options => new() { Customers = 40, Seed = 5 };

    private static async Task<string> Up(string data, int days) =>
        (await CommandRun.Done(["up", .. Portfolio, "--data", data, "--days", $"{days}"])).Output;

    /// <summary>Cancels some time after it was given a line.</summary>
    private sealed class CancellingWriter(string start, CancellationTokenSource cancellation, int afterMilliseconds) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(start, StringComparison.Ordinal) == true)
            {
                cancellation.CancelAfter(afterMilliseconds);
            }
        }
    }
}
