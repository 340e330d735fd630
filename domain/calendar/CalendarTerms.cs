using System.Collections.Immutable;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Calendar;

/// <summary>What a business calendar is made of.</summary>
public sealed record CalendarTerms
{
    /// <summary>The most holidays.</summary>
    public const int MostHolidays = 1_000;

    /// <summary>The most holidays of every year: so few that always some day remains to work on.</summary>
    public const int MostYearlyHolidays = 100;

    /// <summary>The most protected periods, and the most working days beside the weekly ones.</summary>
    public const int MostListed = 200;

    // The parts as the files call them.
    internal const string WorkingPart = "working", ReconnectingPart = "reconnecting", AlsoWorkingPart = "alsoWorking", HolidaysPart = "holidays",
        KnownUntilPart = "knownUntil", NoCutsPart = "noCuts", CutsPart = "cuts";

    /// <summary>The zone of the region: its dates and hours are those of the calendar.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The days of the week on which people work, each once, at least one.</summary>
    public required ImmutableArray<IsoDayOfWeek> Working { get; init; }

    /// <summary>The days of the week with a reconnection service, each once, at least one; null for those on which people work. On holidays there is none.</summary>
    public ImmutableArray<IsoDayOfWeek>? Reconnecting { get; init; }

    /// <summary>Dates on which people work, and are reconnected, although the day of the week says otherwise; at most 200.</summary>
    public ImmutableArray<CivilDate> AlsoWorking { get; init; } = [];

    /// <summary>The holidays, at most 1,000 and of them at most 100 of every year.</summary>
    public ImmutableArray<Holiday> Holidays { get; init; } = [];

    /// <summary>
    /// The last day for which all dates of one year are listed: required where there are any. Beyond it nobody is cut, since a holiday that nobody has listed yet would be cut on.
    /// </summary>
    public CivilDate? KnownUntil { get; init; }

    /// <summary>The parts of the year in which nobody is cut, at most 200. Together they may be the whole year, where nobody ever is.</summary>
    public ImmutableArray<ProtectedPeriod> NoCuts { get; init; } = [];

    /// <summary>The hours in which a restriction may be executed, within one day.</summary>
    public required DayHours Cuts { get; init; }

    /// <summary>The hours in which a prepaid customer's supply outlasts his credit, beside all days on which nobody works; null where there are none at all.</summary>
    public DayHours? Friendly { get; init; }

    /// <summary>Why no calendar can be made of this; nothing where one can.</summary>
    internal IEnumerable<Flaw> Flaws() =>
    [
        .. OfWeekdays(WorkingPart, Working), .. Reconnecting is { } own ? OfWeekdays(ReconnectingPart, own) : [], .. OfCutDays(), .. OfDates(), .. OfSizes(),
        .. Cuts.SpansMidnight ? new[] { Flaw.Of(CutsPart, $"cuts from {Cuts} would go on in the next day, which may be no day for cuts") } : [],
    ];

    private static IEnumerable<Flaw> OfWeekdays(string part, ImmutableArray<IsoDayOfWeek> days)
    {
        if (days.IsDefaultOrEmpty || days.Any(day => day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday))
        {
            return [Flaw.Of(part, $"'{part}' must list days of the week, at least one")];
        }

        return Flaw.Repeats(part, days, Weekdays.Name);
    }

    private IEnumerable<Flaw> OfCutDays()
    {
        if (!Working.IsDefaultOrEmpty && !Working.Any(day => (Reconnecting ?? Working).Contains(Weekdays.After(day))))
        {
            yield return Flaw.Of(WorkingPart, "no working day is followed by one with a reconnection service, so that nobody could ever be cut");
        }
    }

    private IEnumerable<Flaw> OfDates()
    {
        var once = Holidays.Select(holiday => holiday.On).OfType<CivilDate>().ToHashSet();
        foreach (var (index, date) in AlsoWorking.Index().Where(entry => once.Contains(entry.Item)))
        {
            yield return new Flaw(AlsoWorkingPart, index, $"{date} is a holiday as well");
        }

        var dated = Holidays.Select((holiday, index) => (Part: HolidaysPart, Index: index, Date: holiday.On))
            .Concat(AlsoWorking.Select((date, index) => (Part: AlsoWorkingPart, Index: index, Date: (CivilDate?)date)));
        foreach (var (part, index, date) in dated)
        {
            if (date is not null && KnownUntil is null)
            {
                yield return new Flaw(part, index, $"with dates of one year, such as {date}, '{KnownUntilPart}' must say up to when all of them are listed");
                break;
            }

            if (date > KnownUntil)
            {
                yield return new Flaw(part, index, $"{date} is after '{KnownUntilPart}', {KnownUntil}");
            }
        }

        var repeats = Flaw.Repeats(HolidaysPart, Holidays.Select(holiday => (holiday.On, holiday.Yearly)), day => day.On?.ToString() ?? Weekdays.Name(day.Yearly!.Value))
            .Concat(Flaw.Repeats(AlsoWorkingPart, AlsoWorking, date => date.ToString()));
        foreach (var flaw in repeats)
        {
            yield return flaw;
        }
    }

    private IEnumerable<Flaw> OfSizes()
    {
        (string Part, string What, int Count, int Most)[] sizes =
        [
            (HolidaysPart, "holidays", Holidays.Length, MostHolidays),
            (HolidaysPart, "holidays of every year", Holidays.Count(holiday => holiday.Yearly is not null), MostYearlyHolidays),
            (AlsoWorkingPart, "working days beside the weekly ones", AlsoWorking.Length, MostListed), (NoCutsPart, "protected periods", NoCuts.Length, MostListed),
        ];
        return sizes.Where(size => size.Count > size.Most).Select(size => Flaw.Of(size.Part, $"there are {size.Count} {size.What}; at most {size.Most} are taken"));
    }
}
