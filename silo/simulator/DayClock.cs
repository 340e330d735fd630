using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Silo.Simulator;

/// <summary>
/// One day of UTC: where its local hours lie in each region, and when the local days before it began. Zone rules are asked once
/// for a day, not once for an event.
/// </summary>
internal sealed class DayClock
{
    private const int SecondsPerDay = 86_400;
    private const int SecondsPerHour = 3_600;

    // A reading spans at most a week.
    private const int DaysBack = 8;

    private readonly int[] _offsetSeconds = new int[Regions.All.Length];
    private readonly long[,] _dayStarts = new long[Regions.All.Length, DaysBack + 1];

    /// <summary>The clock of a day.</summary>
    public DayClock(CivilDate day)
    {
        Day = day;
        for (var region = 0; region < Regions.All.Length; region++)
        {
            var zone = DateTimeZoneProviders.Tzdb[Regions.All[region].Zone];
            var noon = Instant.FromUnixTimeSeconds(((long)day.Number * SecondsPerDay) + (12 * SecondsPerHour));
            _offsetSeconds[region] = zone.GetUtcOffset(noon).Seconds;
            for (var back = 0; back <= DaysBack; back++)
            {
                _dayStarts[region, back] = day.Plus(-back).StartIn(zone).ToUnixTimeSeconds();
            }
        }
    }

    /// <summary>The day of UTC.</summary>
    public CivilDate Day { get; }

    /// <summary>The second of the day of UTC at which a customer's local hours begin.</summary>
    /// <param name="customer">Whose region counts.</param>
    /// <param name="hour">The local hour, 8 to 23.</param>
    public int SecondAt(in CustomerProfile customer, int hour) => (hour * SecondsPerHour) - _offsetSeconds[customer.RegionIndex];

    /// <summary>The first second of a customer's local day, as Unix time; the day is this one or one of the eight before.</summary>
    public long StartOf(in CustomerProfile customer, CivilDate day) => _dayStarts[customer.RegionIndex, Day - day];

    /// <summary>A second of the day of UTC as Unix time.</summary>
    public long UnixSeconds(int secondOfDay) => ((long)Day.Number * SecondsPerDay) + secondOfDay;
}
