using NodaTime;
using NodaTime.TimeZones;

namespace CreditRisk.Domain.Time;

/// <summary>
/// A calendar date of an account's own time zone, counted in days since 1970-01-01. Subtracting and comparing dates is the
/// innermost loop of ageing, so that this is one integer; NodaTime does everything that needs a calendar or a zone.
/// </summary>
/// <param name="Number">Days since 1970-01-01; from <see cref="MinValue"/> to <see cref="MaxValue"/>.</param>
public readonly record struct CivilDate(int Number) : IComparable<CivilDate>
{
    /// <summary>0001-01-01: before every date that an event may carry.</summary>
    public static readonly CivilDate MinValue = Of(1, 1, 1);

    /// <summary>9999-12-31: after every date that an event may carry.</summary>
    public static readonly CivilDate MaxValue = Of(9999, 12, 31);

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private static readonly ZoneLocalMappingResolver FirstInstant =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The date of a calendar day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public static CivilDate Of(int year, int month, int day) => From(new LocalDate(year, month, day));

    /// <summary>The same date, from NodaTime's.</summary>
    public static CivilDate From(LocalDate date) => new(Period.DaysBetween(new LocalDate(1970, 1, 1), date));

    /// <summary>The date of an instant in a zone.</summary>
    public static CivilDate At(Instant instant, DateTimeZone zone)
    {
        var offset = zone.GetUtcOffset(instant);
        return new CivilDate((int)Math.DivRem(FloorSeconds(instant) + offset.Seconds, 86_400L, out var rest) - (rest < 0 ? 1 : 0));
    }

    /// <summary>
    /// The first instant of this date in a zone: not always midnight, since clocks may skip it; and the start of the next one where a zone left out the whole day (Samoa,
    /// 2011-12-30).
    /// </summary>
    public Instant StartIn(DateTimeZone zone) => zone.ResolveLocal(ToLocalDate().AtMidnight(), FirstInstant).ToInstant();

    /// <summary>The same date as NodaTime's.</summary>
    public LocalDate ToLocalDate() => Epoch.PlusDays(Number);

    /// <summary>The date so many days later, or earlier when negative.</summary>
    public CivilDate Plus(int days) => new(Number + days);

    /// <summary>Days from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static int operator -(CivilDate left, CivilDate right) => left.Number - right.Number;

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(CivilDate left, CivilDate right) => left.Number < right.Number;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(CivilDate left, CivilDate right) => left.Number > right.Number;

    /// <summary>Whether <paramref name="left"/> is earlier or the same.</summary>
    public static bool operator <=(CivilDate left, CivilDate right) => left.Number <= right.Number;

    /// <summary>Whether <paramref name="left"/> is later or the same.</summary>
    public static bool operator >=(CivilDate left, CivilDate right) => left.Number >= right.Number;

    /// <inheritdoc/>
    public int CompareTo(CivilDate other) => Number.CompareTo(other.Number);

    /// <summary>ISO 8601, <c>2026-03-31</c>.</summary>
    public override string ToString() => ToLocalDate().ToString("uuuu'-'MM'-'dd", null);

    private static long FloorSeconds(Instant instant) => instant.ToUnixTimeSeconds();
}
