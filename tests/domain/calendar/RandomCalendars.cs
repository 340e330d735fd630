using System.Collections.Immutable;
using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Domain.Calendar;

/// <summary>Random legal calendars, whose hours begin and end on quarters of an hour, and dates and instants about which to ask them.</summary>
internal static class RandomCalendars
{
    // Clocks that change by half an hour, at midnight, not at all, and the other way round in winter.
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Shanghai", "Asia/Kathmandu", "Europe/Dublin", "America/Sao_Paulo", "Asia/Gaza"];

    private static readonly CivilDate First = CivilDate.Of(2016, 1, 1);

    public static CivilDate Date(Random random) => First.Plus(random.Next(6 * 365));

    public static Instant Instant(Random random) => First.StartIn(DateTimeZone.Utc) + Duration.FromMinutes(random.Next(6 * 365 * 1_440)) + Duration.FromMilliseconds(random.Next(60_000));

    public static CalendarTerms Terms(Random random)
    {
        while (true)
        {
            var terms = Any(random);
            if (!terms.Flaws().Any())
            {
                return terms;
            }
        }
    }

    private static CalendarTerms Any(Random random) => new()
    {
        Zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]],
        Working = Weekdays(random),
        Reconnecting = random.Next(2) == 0 ? null : Weekdays(random),
        AlsoWorking = [.. Many(random, 5, Date).Distinct()],
        Holidays =
        [
            .. Many(random, 60, Date).Distinct().Select(date => Holiday.Once("once", date)),
            .. Many(random, 30, Day).Distinct().Select(day => Holiday.EveryYear("yearly", day)),
        ],
        KnownUntil = CivilDate.Of(2022, 1, 1).Plus(random.Next(800)),
        NoCuts = Many(random, 3, one => new ProtectedPeriod("period", Day(one), Day(one))),
        Cuts = Hours(random),
        Friendly = random.Next(4) == 0 ? null : Hours(random),
    };

    private static ImmutableArray<IsoDayOfWeek> Weekdays(Random random) => [.. Calendars.AllWeek.Where(_ => random.Next(3) > 0)];

    private static ImmutableArray<T> Many<T>(Random random, int most, Func<Random, T> one) => [.. Enumerable.Range(0, random.Next(most)).Select(_ => one(random))];

    private static AnnualDate Day(Random random) => CivilDate.Of(2016, 1, 1).Plus(random.Next(366)).ToLocalDate() is var date ? new AnnualDate(date.Month, date.Day) : default;

    private static LocalTime Quarter(Random random) => LocalTime.Midnight.PlusMinutes(random.Next(96) * 15);

    private static DayHours Hours(Random random)
    {
        var from = Quarter(random);
        return new DayHours(from, from.PlusMinutes(random.Next(1, 96) * 15));
    }
}
