using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Time;
using CreditRisk.Tests.Properties;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Calendar;

public sealed class NextCutPropertyTests(ITestOutputHelper output)
{
    // Hours, offsets and changes of the clock are all on quarters of an hour, and so is all that changes.
    private static readonly Duration Quarter = Duration.FromMinutes(15);

    [Fact]
    public void The_next_permitted_instant_is_permitted_and_nothing_between_is() => Seeds.ForEach(output, 80, seed =>
    {
        var random = new Random(seed);
        var terms = RandomCalendars.Terms(random);
        var calendar = terms.Made();
        var from = RandomCalendars.Instant(random);

        var next = calendar.NextCut(from);
        ShouldBeFirst(from, next, at => Permits(terms, at));
        var asked = calendar.CutAt(from);
        asked.IsPermitted.ShouldBe(next == from);
        asked.Until.ShouldBe(next == from ? null : next);
    });

    [Fact]
    public void The_end_of_friendly_hours_is_not_friendly_and_all_before_is() => Seeds.ForEach(output, 80, seed =>
    {
        var random = new Random(seed);
        var terms = RandomCalendars.Terms(random);
        var from = RandomCalendars.Instant(random);

        terms.Made().IsFriendly(from).ShouldBe(IsFriendly(terms, from));
        ShouldBeFirst(from, terms.Made().EndOfFriendly(from), at => !IsFriendly(terms, at));
    });

    private static void ShouldBeFirst(Instant from, Instant? first, Func<Instant, bool> holds)
    {
        if (first is not null)
        {
            holds(first.Value).ShouldBeTrue();
        }

        var end = first ?? from + Duration.FromDays(BusinessCalendar.SearchedDays);
        var minutes = (long)(from - NodaConstants.UnixEpoch).TotalMinutes;
        var grid = NodaConstants.UnixEpoch + Duration.FromMinutes(minutes - (minutes % 15));
        for (var at = from; at < end; at = grid)
        {
            holds(at).ShouldBeFalse($"{at} is before {first}");
            grid += Quarter;
        }
    }

    // Written out from the definition, day by day and without any table.
    private static bool Permits(CalendarTerms terms, Instant at)
    {
        var local = at.InZone(terms.Zone).LocalDateTime;
        var date = CivilDate.From(local.Date);
        return IsOn(terms, date, terms.Working) && IsOn(terms, date.Plus(1), terms.Reconnecting ?? terms.Working)
            && date < terms.KnownUntil && !terms.NoCuts.Any(period => Lies(local.Date, period)) && Within(local.TimeOfDay, terms.Cuts);
    }

    private static bool IsFriendly(CalendarTerms terms, Instant at)
    {
        var local = at.InZone(terms.Zone).LocalDateTime;
        return terms.Friendly is { } hours && (Within(local.TimeOfDay, hours) || !IsOn(terms, CivilDate.From(local.Date), terms.Working));
    }

    private static bool IsOn(CalendarTerms terms, CivilDate date, IEnumerable<IsoDayOfWeek> weekdays)
    {
        var local = date.ToLocalDate();
        return terms.AlsoWorking.Contains(date)
            || (weekdays.Contains(local.DayOfWeek) && !terms.Holidays.Any(one => one.On == date || (one.Yearly is { } day && (day.Month, day.Day) == (local.Month, local.Day))));
    }

    private static bool Lies(LocalDate date, ProtectedPeriod period)
    {
        var (day, from, to) = ((100 * date.Month) + date.Day, (100 * period.From.Month) + period.From.Day, (100 * period.To.Month) + period.To.Day);
        return from <= to ? from <= day && day <= to : day <= to || from <= day;
    }

    private static bool Within(LocalTime time, DayHours hours)
    {
        var (minute, from, to) = (time.TickOfDay, hours.From.TickOfDay, hours.To.TickOfDay == 0 ? NodaConstants.TicksPerDay : hours.To.TickOfDay);
        return from < to ? minute >= from && minute < to : minute >= from || minute < to;
    }
}
