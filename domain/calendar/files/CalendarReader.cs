using System.Collections.Immutable;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using NodaTime;

namespace CreditRisk.Domain.Calendar.Files;

/// <summary>Reads the calendar of one region.</summary>
/// <param name="section">What the file says of the region.</param>
/// <param name="mistakes">Where mistakes go.</param>
internal sealed class CalendarReader(Section section, MistakeList mistakes)
{
    /// <summary>The keys of a region.</summary>
    public static readonly string[] Keys =
    [
        "zone", CalendarTerms.WorkingPart, CalendarTerms.ReconnectingPart, CalendarTerms.AlsoWorkingPart, CalendarTerms.HolidaysPart, CalendarTerms.KnownUntilPart,
        CalendarTerms.NoCutsPart, CalendarTerms.CutsPart, "friendly",
    ];

    private static readonly string[] HolidayKeys = ["name", "on"];
    private static readonly string[] PeriodKeys = ["name", "from", "to"];
    private static readonly string[] HoursKeys = ["from", "to"];

    // Where the items of each part stand.
    private readonly Dictionary<string, List<Position>> _places = new(StringComparer.Ordinal);

    /// <summary>The calendar, or null where a mistake was told.</summary>
    public BusinessCalendar? Read()
    {
        var before = mistakes.Count;
        var terms = new CalendarTerms
        {
            Zone = section.Require("zone") is { } zone ? DateValues.Zone(zone, "'zone'", mistakes)! : DateTimeZone.Utc,
            Working = section.Require(CalendarTerms.WorkingPart) is null ? [] : Days(CalendarTerms.WorkingPart),
            Reconnecting = section.Find(CalendarTerms.ReconnectingPart) is null ? null : Days(CalendarTerms.ReconnectingPart),
            AlsoWorking = Items(CalendarTerms.AlsoWorkingPart, node => DateValues.Date(node, "a working day", mistakes)),
            Holidays = Holidays(),
            KnownUntil = section.Find(CalendarTerms.KnownUntilPart) is { } until ? DateValues.Date(until, $"'{CalendarTerms.KnownUntilPart}'", mistakes) : null,
            NoCuts = Items(CalendarTerms.NoCutsPart, Period).OfType<ProtectedPeriod>().ToImmutableArray(),
            Cuts = section.Require(CalendarTerms.CutsPart) is null ? default : Hours(CalendarTerms.CutsPart),
            Friendly = section.Find("friendly") is null ? null : Hours("friendly"),
        };
        if (mistakes.Count > before)
        {
            return null;
        }

        foreach (var flaw in terms.Flaws())
        {
            mistakes.Add(flaw.Index < 0 ? section.Find(flaw.Part)!.At : _places[flaw.Part][flaw.Index], flaw.Message);
        }

        return mistakes.Count == before ? new BusinessCalendar(terms) : null;
    }

    private ImmutableArray<IsoDayOfWeek> Days(string part) =>
        Items(part, node => (IsoDayOfWeek)Math.Max(0, Values.Word(node, "day of the week", Weekdays.Words, mistakes)) + (int)IsoDayOfWeek.Monday);

    private ImmutableArray<T> Items<T>(string part, Func<Node, T> read)
    {
        var nodes = section.List(part) ?? [];
        _places[part] = [.. nodes.Select(node => node.At)];
        return [.. nodes.Select(read)];
    }

    private ImmutableArray<Holiday> Holidays()
    {
        var holidays = ImmutableArray.CreateBuilder<Holiday>();
        var places = new List<Position>();
        foreach (var item in section.List(CalendarTerms.HolidaysPart) ?? [])
        {
            if (Section.Open(item, item.At, "a holiday", HolidayKeys, mistakes) is not { } holiday)
            {
                continue;
            }

            var name = holiday.Text("name");
            foreach (var node in holiday.Require("on") is ListNode ? holiday.List("on") ?? [] : holiday.Find("on") is { } only ? [only] : [])
            {
                places.Add(node.At);
                holidays.Add(DateValues.TryMonthDay(node) is { } day ? Holiday.EveryYear(name, day)
                    : DateValues.TryDate(node) is { } date ? Holiday.Once(name, date)
                    : Values.Refuse(node, "'on' must be a date such as 2026-12-25, month and day such as 12-25, or a list of these", Holiday.EveryYear(name, default), mistakes));
            }
        }

        _places[CalendarTerms.HolidaysPart] = places;
        return holidays.ToImmutable();
    }

    private ProtectedPeriod? Period(Node item) => Section.Open(item, item.At, "a protected period", PeriodKeys, mistakes) is not { } period ? null
        : new ProtectedPeriod(
            period.Text("name"),
            period.Require("from") is { } from ? DateValues.MonthDay(from, "'from'", mistakes) : default,
            period.Require("to") is { } to ? DateValues.MonthDay(to, "'to'", mistakes) : default);

    private DayHours Hours(string part)
    {
        if (section.Open(part, HoursKeys) is not { } hours)
        {
            return default;
        }

        var before = mistakes.Count;
        var (first, last) = (hours.Require("from"), hours.Require("to"));
        var from = first is null ? default : DateValues.Time(first, "'from'", isEnd: false, mistakes);
        var to = last is null ? default : DateValues.Time(last, "'to'", isEnd: true, mistakes);
        if (mistakes.Count == before && DayHours.WrongWith(from, to) is { } wrong)
        {
            mistakes.Add(last!.At, wrong);
        }

        return mistakes.Count == before ? new DayHours(from, to) : default;
    }
}
