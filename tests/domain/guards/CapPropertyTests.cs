using CreditRisk.Domain.Guards;
using CreditRisk.Tests.Properties;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Guards;

public sealed class CapPropertyTests(ITestOutputHelper output)
{
    private const int Takes = 400;

    private static readonly Instant Start = Instant.FromUtc(1969, 12, 31, 20, 0);

    [Fact]
    public void In_no_clock_hour_more_than_the_cap_leave_whatever_the_order() => Seeds.ForEach(output, 500, seed =>
    {
        var random = new Random(seed);
        var cap = random.Next(4);
        var brakes = Brakes.None.WithCap(cap, 0, new BrakeNote("why", "alice", Start))!;
        var left = new Dictionary<(long Hour, string Region), int>();
        for (var i = 0; i < Takes; i++)
        {
            // Mostly forwards, as time goes; now and then anywhere, as clocks that are wrong have it.
            var at = Start + Duration.FromMinutes(random.Next(10) == 0 ? random.Next(12 * 60) : i) + Duration.FromTicks(random.Next(1000));
            var region = $"region-{random.Next(3)}";
            var asked = brakes.MayLeave(region, at);
            (brakes, var leave) = brakes.Take(region, at);
            leave.ShouldBe(asked);
            brakes = Stored(brakes);
            var key = ((long)Math.Floor((at - NodaConstants.UnixEpoch).TotalHours), region);
            left[key] = left.GetValueOrDefault(key) + (leave.IsAllowed ? 1 : 0);
        }

        left.Values.Max().ShouldBeLessThanOrEqualTo(cap);
        brakes.Taken.All.Select(count => count.Hour).Distinct().Count().ShouldBeLessThanOrEqualTo(HourlyCounts.MostHours);
    });

    [Fact]
    public void Where_time_goes_forwards_exactly_the_cap_leave() => Seeds.ForEach(output, 200, seed =>
    {
        var random = new Random(seed);
        var cap = random.Next(1, 5);
        var brakes = Brakes.None.WithCap(cap, 0, new BrakeNote("why", "alice", Start))!;
        foreach (var hour in Enumerable.Range(0, 30))
        {
            var asked = random.Next(cap * 2);
            var given = 0;
            for (var i = 0; i < asked; i++)
            {
                (brakes, var leave) = brakes.Take("north", Start + Duration.FromHours(hour) + Duration.FromSeconds(random.Next(3600)));
                given += leave.IsAllowed ? 1 : 0;
            }

            given.ShouldBe(Math.Min(asked, cap));
        }
    });

    private static Brakes Stored(Brakes brakes) => Brakes.Restore(
        brakes.Version, brakes.KillSwitch, brakes.DryRun, brakes.Cap, brakes.Journal, HourlyCounts.Restore([.. brakes.Taken.All], brakes.Taken.UnknownUpTo));
}
