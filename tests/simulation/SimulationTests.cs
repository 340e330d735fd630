using System.Collections.Concurrent;
using System.Diagnostics;
using CreditRisk.Tests.Fuzz;
using CreditRisk.Tests.Oracle;
using CreditRisk.Tests.Properties;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Simulation;

/// <summary>
/// The whole pipeline under one seeded scheduler, with everything going wrong that can. The usual run takes the same seeds each time, so that what it finds came with the last change; the long one
/// takes others.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    // About a minute where nothing else runs.
    private const int Seeds = 1000;

    private const int FirstSeed = 1;

    private static readonly string[] MustHappen =
    [
        "is killed", "is taken for dead", "is Asked", "is Lost", "meets another owner", "is refused by the store", "loses a commit", "hears nothing of a commit", "cannot read", "is refused for the content", "keeps dead letters",
        "has failed", "has stopped", "commits offsets", "publish",
    ];

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    [Fact]
    public void Whatever_goes_wrong_nothing_is_lost_and_nothing_is_doubled()
    {
        if (FuzzRun.Time is { } time)
        {
            RunFor(time);
        }
        else
        {
            RunFrom(OracleRun.BaseSeed(FirstSeed));
            MustHappen.ShouldAllBe(what => _counts.ContainsKey(what));
        }

        output.WriteLine(string.Join(Environment.NewLine, _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_seed_replays(int number)
    {
        var seed = OracleRun.BaseSeed(FirstSeed) + number;
        var first = PipelineRun.Run(seed);
        var second = PipelineRun.Run(seed);
        (second.Lines, second.Hash).ShouldBe((first.Lines, first.Hash), $"seed {seed}");
    }

    [Theory]
    [InlineData(Sabotage.OffsetsTooEarly)]
    [InlineData(Sabotage.EventsNotPublished)]
    [InlineData(Sabotage.VersionsIgnored)]
    public void A_pipeline_that_is_broken_on_purpose_is_noticed(Sabotage sabotage) => Enumerable.Range(FirstSeed, 10).ShouldContain(seed => IsNoticed(seed, sabotage));

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

    private void RunFor(TimeSpan time)
    {
        var begun = Stopwatch.GetTimestamp();
        var seed = OracleRun.BaseSeed();
        for (var runs = 0; Stopwatch.GetElapsedTime(begun) < time; runs += Seeds)
        {
            Console.WriteLine($"simulation: {runs} seeds, {Stopwatch.GetElapsedTime(begun):h\\:mm\\:ss} of {time:h\\:mm\\:ss}");
            RunFrom(unchecked(seed + runs));
        }
    }

    private void RunFrom(int first) => Properties.Seeds.ForEach(output, first, Seeds, seed =>
    {
        foreach (var (what, count) in PipelineRun.Run(seed).Counts)
        {
            _counts.AddOrUpdate(what, count, (_, before) => before + count);
        }
    });
}
