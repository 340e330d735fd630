using System.Collections.Immutable;
using NodaTime;

namespace CreditRisk.Domain.Guards;

/// <summary>How many restrictions left in a region in an hour.</summary>
/// <param name="Hour">The hour: whole hours from 1970-01-01 00:00 UTC.</param>
/// <param name="Region">The region; empty where an account has none.</param>
/// <param name="Count">How many, 1 or more.</param>
public readonly record struct HourCount(long Hour, string Region, long Count);

/// <summary>
/// What left, by region and UTC hour, of the newest few hours; immutable. An hour whose counts were let go is one of which nothing is known: it never counts as one in which nothing left, whatever a clock says later.
/// </summary>
public sealed class HourlyCounts
{
    /// <summary>Hours that are kept: more than one, since clocks differ around the full hour.</summary>
    public const int MostHours = 4;

    /// <summary>Regions that are told apart in an hour.</summary>
    public const int MostRegions = 1_000;

    private const long SecondsPerHour = 3_600;

    private readonly ImmutableSortedDictionary<long, ImmutableDictionary<string, long>> _hours;

    private HourlyCounts(ImmutableSortedDictionary<long, ImmutableDictionary<string, long>> hours, long? unknownUpTo) => (_hours, UnknownUpTo) = (hours, unknownUpTo);

    /// <summary>Nothing has left yet.</summary>
    public static HourlyCounts Empty { get; } = new(ImmutableSortedDictionary<long, ImmutableDictionary<string, long>>.Empty, null);

    /// <summary>The last hour of which nothing is known any more, nor of those before it; or null.</summary>
    public long? UnknownUpTo { get; }

    /// <summary>Everything that is known.</summary>
    public IEnumerable<HourCount> All => from hour in _hours from region in hour.Value select new HourCount(hour.Key, region.Key, region.Value);

    /// <summary>The counts that <see cref="All"/> and <see cref="UnknownUpTo"/> told.</summary>
    /// <exception cref="ArgumentException">There are no such counts.</exception>
    public static HourlyCounts Restore(IEnumerable<HourCount> counts, long? unknownUpTo)
    {
        var hours = counts.GroupBy(count => count.Hour).ToImmutableSortedDictionary(
            hour => hour.Key, hour => hour.ToImmutableDictionary(count => count.Region, count => count.Count, StringComparer.Ordinal));
        return hours.Count <= MostHours && hours.All(hour => hour.Key > (unknownUpTo ?? long.MinValue) && hour.Value.Count <= MostRegions && hour.Value.Values.All(count => count > 0))
            ? new HourlyCounts(hours, unknownUpTo)
            : throw new ArgumentException("these are no counts of hours", nameof(counts));
    }

    /// <summary>How many left in the region in the hour of an instant, or null where that is not known.</summary>
    public long? Of(string? region, Instant at)
    {
        var hour = HourOf(at);
        return hour <= UnknownUpTo ? null : _hours.TryGetValue(hour, out var regions) ? regions.GetValueOrDefault(region ?? "") : 0;
    }

    /// <summary>Counts one more. Where it is one more region or hour than is kept, an hour becomes unknown: the oldest one, or the one that would have too many regions.</summary>
    public HourlyCounts Add(string? region, Instant at)
    {
        var hour = HourOf(at);
        if (hour <= UnknownUpTo)
        {
            return this;
        }

        var regions = _hours.GetValueOrDefault(hour) ?? ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);
        var key = region ?? "";
        regions = regions.SetItem(key, regions.GetValueOrDefault(key) + 1);
        if (regions.Count > MostRegions)
        {
            return Forget(_hours, hour);
        }

        var hours = _hours.SetItem(hour, regions);
        return hours.Count > MostHours ? Forget(hours, hours.Keys.First()) : new HourlyCounts(hours, UnknownUpTo);
    }

    private static HourlyCounts Forget(ImmutableSortedDictionary<long, ImmutableDictionary<string, long>> hours, long upTo) => new(hours.RemoveRange(hours.Keys.Where(hour => hour <= upTo)), upTo);

    // Seconds are rounded down, hours must be too.
    private static long HourOf(Instant at) => (at.ToUnixTimeSeconds() - Mod(at.ToUnixTimeSeconds())) / SecondsPerHour;

    private static long Mod(long seconds) => ((seconds % SecondsPerHour) + SecondsPerHour) % SecondsPerHour;
}
