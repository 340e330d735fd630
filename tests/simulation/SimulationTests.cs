using CreditRisk.Tests.Oracle;
using CreditRisk.Tests.Properties;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Simulation;

/// <summary>The whole pipeline under one seeded scheduler, with everything going wrong that can.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    // About a second for twenty of them.
    private const int Count = 300;

    [Fact]
    public void Whatever_goes_wrong_nothing_is_lost_and_nothing_is_doubled() => Seeds.ForEach(output, Count, seed => PipelineRun.Run(seed));

    [Fact]
    public void A_seed_replays()
    {
        var seed = OracleRun.BaseSeed();
        var first = PipelineRun.Run(seed);
        var second = PipelineRun.Run(seed);
        (second.Lines, second.Hash).ShouldBe((first.Lines, first.Hash), $"seed {seed}");
    }

    [Theory]
    [InlineData(Sabotage.OffsetsTooEarly)]
    [InlineData(Sabotage.EventsNotPublished)]
    [InlineData(Sabotage.VersionsIgnored)]
    public void A_pipeline_that_is_broken_on_purpose_is_noticed(Sabotage sabotage)
    {
        // The very first seeds show it; ten of them are more than enough.
        var noticed = Enumerable.Range(1, 10).FirstOrDefault(seed => IsNoticed(seed, sabotage));
        output.WriteLine($"seed {noticed}");
        noticed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void What_shall_go_wrong_does_go_wrong()
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 40; seed++)
        {
            foreach (var (what, count) in PipelineRun.Run(seed).Counts)
            {
                counts[what] = counts.GetValueOrDefault(what) + count;
            }
        }

        foreach (var (what, count) in counts.OrderBy(count => count.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{what}: {count}");
        }
    }

    private static bool IsNoticed(int seed, Sabotage sabotage)
    {
        try
        {
            PipelineRun.Run(seed, sabotage);
            return false;
        }
        catch (SimulationFailedException)
        {
            return true;
        }
    }
}
