using System.Collections.Frozen;
using System.Globalization;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Calendar;

/// <summary>
/// When a region works, when somebody may be cut there, and when a deadline ends. Immutable, without a clock of its own.
/// </summary>
/// <remarks>
/// A cut is permitted on a working day outside protected periods, within the hours for it, if people can be reconnected on the day after: whence no cuts on Fridays and before holidays.
/// Instants are judged by the local time that they have in the region's zone, so that an hour that the clock skips is none and one that it repeats is there twice.
/// </remarks>
public sealed class BusinessCalendar
{
    /// <summary>How far ahead a permitted instant is searched for, days.</summary>
    public const int SearchedDays = 400;

    /// <summary>The longest deadline, days.</summary>
    public const int MostDays = 3_660;

    private static readonly Duration Searched = Duration.FromDays(SearchedDays);

    private readonly FrozenDictionary<CivilDate, string> _once;
    private readonly FrozenDictionary<AnnualDate, string> _yearly;
    private readonly FrozenSet<CivilDate> _alsoWorking;
    private readonly int _working;
    private readonly int _reconnecting;

    /// <summary>Makes a calendar.</summary>
    /// <exception cref="ArgumentException">There is no such calendar; the message says why.</exception>
    public BusinessCalendar(CalendarTerms terms)
    {
        Flaw.Refuse(terms.Flaws(), nameof(terms));
        Terms = terms;
        _once = terms.Holidays.Where(holiday => holiday.On is not null).ToFrozenDictionary(holiday => holiday.On!.Value, holiday => holiday.Name);
        _yearly = terms.Holidays.Where(holiday => holiday.Yearly is not null).ToFrozenDictionary(holiday => holiday.Yearly!.Value, holiday => holiday.Name);
        _alsoWorking = terms.AlsoWorking.ToFrozenSet();
        _working = Weekdays.Bits(terms.Working);
        _reconnecting = Weekdays.Bits(terms.Reconnecting ?? terms.Working);
    }

    /// <summary>What the calendar is made of.</summary>
    public CalendarTerms Terms { get; }

    /// <summary>Whether people work on a date.</summary>
    public bool IsBusinessDay(CivilDate date) => IsOn(_working, date);

    /// <summary>Whether people are reconnected on a date.</summary>
    public bool HasReconnection(CivilDate date) => IsOn(_reconnecting, date);

    /// <summary>The date itself where people work on it, else the next one on which they do: where a deadline ends that would end on this date.</summary>
    public CivilDate NextBusinessDay(CivilDate date)
    {
        while (!IsBusinessDay(date))
        {
            date = date.Plus(1);
        }

        return date;
    }

    /// <summary>The business day that is so many business days after a date, which itself does not count; the date itself for 0.</summary>
    /// <param name="date">Where counting begins.</param>
    /// <param name="days">How many, 0-3,660.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days are out of their range.</exception>
    public CivilDate AddBusinessDays(CivilDate date, int days)
    {
        for (var left = Checked(days); left > 0; left--)
        {
            date = NextBusinessDay(date.Plus(1));
        }

        return date;
    }

    /// <summary>Where a deadline of so many calendar days ends: the date so many days later, or the next business day where that is none.</summary>
    /// <param name="date">Where counting begins; itself it does not count.</param>
    /// <param name="days">How many, 0-3,660.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days are out of their range.</exception>
    public CivilDate AddCalendarDays(CivilDate date, int days) => NextBusinessDay(date.Plus(Checked(days)));

    /// <summary>Whether a restriction may be executed at an instant, and if not why and for how long.</summary>
    public CutTime CutAt(Instant at)
    {
        var local = at.InZone(Terms.Zone).LocalDateTime;
        return HoldOf(local) is { } hold ? CutTime.Held(hold, Describe(hold, local), NextCut(at)) : CutTime.Permitted;
    }

    /// <summary>The first instant, not before another, at which a restriction may be executed; null where there is none within 400 days.</summary>
    public Instant? NextCut(Instant from) => First(from, Terms.Cuts, local => HoldOf(local) is null);

    /// <summary>Whether a prepaid supply is not stopped at an instant although the credit is used up.</summary>
    public bool IsFriendly(Instant at) => IsFriendly(at.InZone(Terms.Zone).LocalDateTime);

    /// <summary>The first instant, not before another, that is not friendly; null where there is none within 400 days.</summary>
    public Instant? EndOfFriendly(Instant from) => First(from, Terms.Friendly ?? default, local => !IsFriendly(local));

    private static int Checked(int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        return days;
    }

    private static string Time(LocalDateTime local) => local.ToString("uuuu'-'MM'-'dd HH':'mm", CultureInfo.InvariantCulture);

    private bool IsFriendly(LocalDateTime local) =>
        Terms.Friendly is { } hours && (hours.Contains(local.TimeOfDay) || !IsBusinessDay(CivilDate.From(local.Date)));

    private bool IsOn(int weekdays, CivilDate date) =>
        HolidayOn(date) is null && ((weekdays & (1 << (int)date.ToLocalDate().DayOfWeek)) != 0 || _alsoWorking.Contains(date));

    private string? HolidayOn(CivilDate date)
    {
        if (_once.TryGetValue(date, out var name))
        {
            return name;
        }

        // A date on which people are said to work all the same is no holiday.
        var local = date.ToLocalDate();
        return !_alsoWorking.Contains(date) && _yearly.TryGetValue(new AnnualDate(local.Month, local.Day), out name) ? name : null;
    }

    private CutHold? HoldOf(LocalDateTime local)
    {
        var date = CivilDate.From(local.Date);
        return date.Plus(1) > Terms.KnownUntil ? CutHold.UnknownHolidays
            : PeriodOf(local.Date) is not null ? CutHold.ProtectedPeriod
            : HolidayOn(date) is not null ? CutHold.Holiday
            : !IsBusinessDay(date) ? CutHold.DayOff
            : !HasReconnection(date.Plus(1)) ? CutHold.NoReconnection
            : !Terms.Cuts.Contains(local.TimeOfDay) ? CutHold.OutsideHours
            : null;
    }

    private ProtectedPeriod? PeriodOf(LocalDate date)
    {
        foreach (var period in Terms.NoCuts)
        {
            if (period.Contains(date))
            {
                return period;
            }
        }

        return null;
    }

    private string Describe(CutHold hold, LocalDateTime local)
    {
        var date = CivilDate.From(local.Date);
        return hold switch
        {
            CutHold.UnknownHolidays => $"the calendar knows holidays only until {Terms.KnownUntil}, and nobody is cut on {date} before a day that may be one",
            CutHold.ProtectedPeriod => $"nobody is cut on {date}: {PeriodOf(local.Date)}",
            CutHold.Holiday or CutHold.DayOff => $"nobody is cut on {Named(date)}",
            CutHold.NoReconnection => $"nobody is cut on {date}, since nobody could be reconnected on {Named(date.Plus(1))}",
            _ => $"people are cut from {Terms.Cuts} only, and it is {Time(local)} in {Terms.Zone.Id}",
        };
    }

    private string Named(CivilDate date) => $"{date}, {HolidayOn(date) ?? $"a {date.ToLocalDate().DayOfWeek}"}";

    // What holds at a local time holds until midnight, the beginning or end of the hours, or a change of the clock, whichever comes first: nothing between them need be tried.
    private Instant? First(Instant from, DayHours hours, Func<LocalDateTime, bool> holds)
    {
        var last = from + Searched;
        for (var at = from; at <= last;)
        {
            var interval = Terms.Zone.GetZoneInterval(at);
            var local = at.WithOffset(interval.WallOffset).LocalDateTime;
            if (holds(local))
            {
                return at;
            }

            var edge = NextEdge(local, hours).WithOffset(interval.WallOffset).ToInstant();
            at = interval.HasEnd && interval.End < edge ? interval.End : edge;
        }

        return null;
    }

    private static LocalDateTime NextEdge(LocalDateTime local, DayHours hours)
    {
        var (first, second) = hours.From < hours.To ? (hours.From, hours.To) : (hours.To, hours.From);
        return local.TimeOfDay < first ? local.Date + first
            : local.TimeOfDay < second ? local.Date + second
            : local.Date.PlusDays(1).AtMidnight();
    }
}
