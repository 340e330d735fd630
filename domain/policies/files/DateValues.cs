using CreditRisk.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads dates, times and zones out of nodes. What is wrong is told; something is returned all the same.</summary>
internal static class DateValues
{
    private static readonly LocalDatePattern Dates = LocalDatePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd");
    private static readonly AnnualDatePattern MonthDays = AnnualDatePattern.CreateWithInvariantCulture("MM'-'dd");
    private static readonly OffsetDateTimePattern Moments = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<Z+HH:mm>");
    private static readonly LocalTimePattern Times = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <summary>A date, <c>2026-12-25</c>.</summary>
    public static CivilDate Date(Node node, string name, MistakeList mistakes) =>
        TryDate(node) ?? Values.Refuse(node, $"{name} must be a date such as 2026-12-25", CivilDate.MinValue, mistakes);

    /// <summary>A date, or null where it is none; nothing is told.</summary>
    public static CivilDate? TryDate(Node node) =>
        Written(node, length: 10) is { } text && Dates.Parse(text) is { Success: true, Value: var date } ? CivilDate.From(date) : null;

    /// <summary>Month and day, <c>12-25</c>.</summary>
    public static AnnualDate MonthDay(Node node, string name, MistakeList mistakes) =>
        TryMonthDay(node) ?? Values.Refuse(node, $"{name} must be month and day such as 12-25", new AnnualDate(1, 1), mistakes);

    /// <summary>Month and day, or null where it is none; nothing is told.</summary>
    public static AnnualDate? TryMonthDay(Node node) =>
        Written(node, length: 5) is { } text && MonthDays.Parse(text) is { Success: true, Value: var day } ? day : null;

    /// <summary>A time of the day, <c>08:30</c>; 24:00 is midnight at its end.</summary>
    public static LocalTime Time(Node node, string name, bool isEnd, MistakeList mistakes) => Written(node, length: 5) switch
    {
        "24:00" when isEnd => LocalTime.Midnight,
        { } text when Times.Parse(text) is { Success: true, Value: var time } => time,
        _ => Values.Refuse(node, $"{name} must be a time from 00:00 to {(isEnd ? "24:00" : "23:59")}", LocalTime.Midnight, mistakes),
    };

    /// <summary>An instant in whole seconds, written with its offset from UTC: <c>2026-12-01T00:00:00+01:00</c>.</summary>
    public static Instant Moment(Node node, string name, MistakeList mistakes) =>
        node is ScalarNode { Kind: not ScalarKind.Literal, Value: [>= '0' and <= '9', ..] text } && Moments.Parse(text) is { Success: true, Value: var moment }
            ? moment.ToInstant()
            : Values.Refuse(node, $"{name} must be an instant with its offset such as 2026-12-01T00:00:00+01:00", Instant.MinValue, mistakes);

    /// <summary>An IANA zone, or null where it is none.</summary>
    public static DateTimeZone? Zone(Node node, string name, MistakeList mistakes)
    {
        var before = mistakes.Count;
        var id = Values.Text(node, name, Values.MostText, mistakes);
        if (mistakes.Count > before || node is BrokenNode)
        {
            return null;
        }

        // The provider would also make up fixed offsets, which are no places and know no summer time.
        var zones = DateTimeZoneProviders.Tzdb;
        if (zones.Ids.Contains(id))
        {
            return zones[id];
        }

        mistakes.Add(node.At, $"{name} must be an IANA time zone, found '{id}'{Nearest.Guess(id, zones.Ids)}");
        return null;
    }

    // Years with a sign would be read too, and no file needs them.
    private static string? Written(Node node, int length) =>
        node is ScalarNode { Kind: not ScalarKind.Literal, Value: var text } && text.Length == length && char.IsAsciiDigit(text[0]) ? text : null;
}
