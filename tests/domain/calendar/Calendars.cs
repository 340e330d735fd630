using System.Collections.Immutable;
using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Tests.Domain.Calendar;

/// <summary>Calendars for tests, and the values that they are asked with.</summary>
internal static class Calendars
{
    public static readonly ImmutableArray<IsoDayOfWeek> Workweek =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    public static readonly ImmutableArray<IsoDayOfWeek> AllWeek = [.. Workweek, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    /// <summary>Monday to Friday, cuts from 08:00 to 16:00, no holidays.</summary>
    public static CalendarTerms Terms(string zone = "Europe/Berlin") => new()
    {
        Zone = DateTimeZoneProviders.Tzdb[zone],
        Working = Workweek,
        Cuts = Hours("08:00", "16:00"),
    };

    public static BusinessCalendar Made(this CalendarTerms terms) => new(terms);

    /// <summary>Hours; 24:00 is the end of the day.</summary>
    public static DayHours Hours(string from, string to) => new(Time(from), to == "24:00" ? LocalTime.Midnight : Time(to));

    public static CivilDate Date(string date) => CivilDate.From(LocalDatePattern.Iso.Parse(date).Value);

    public static AnnualDate Day(string day) => AnnualDatePattern.CreateWithInvariantCulture("MM'-'dd").Parse(day).Value;

    /// <summary>An instant with its offset: <c>2026-07-01T08:00+02</c>.</summary>
    public static Instant At(string text) => OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<g>").Parse(text).Value.ToInstant();

    private static LocalTime Time(string time) => LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Parse(time).Value;
}
