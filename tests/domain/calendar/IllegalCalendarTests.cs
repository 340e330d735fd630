using CreditRisk.Domain.Calendar;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Calendar;

public sealed class IllegalCalendarTests
{
    public static TheoryData<string, CalendarTerms> Illegal
    {
        get
        {
            var terms = Calendars.Terms();
            var dated = terms with { KnownUntil = Calendars.Date("2026-12-31") };
            var christmas = Holiday.Once("Christmas", Calendars.Date("2026-12-25"));
            return new TheoryData<string, CalendarTerms>
            {
                { "at least one", terms with { Working = [] } },
                { "at least one", terms with { Working = [IsoDayOfWeek.None] } },
                { "at least one", terms with { Reconnecting = [] } },
                { "monday is listed twice", terms with { Working = [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Monday] } },
                { "nobody could ever be cut", terms with { Working = [IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday] } },
                { "nobody could ever be cut", terms with { Reconnecting = [IsoDayOfWeek.Monday] } },
                { "would go on in the next day", terms with { Cuts = Calendars.Hours("22:00", "04:00") } },
                { "'knownUntil' must say", terms with { Holidays = [christmas] } },
                { "'knownUntil' must say", terms with { AlsoWorking = [Calendars.Date("2026-12-25")] } },
                { "2027-01-01 is after 'knownUntil', 2026-12-31", dated with { Holidays = [christmas, Holiday.Once("x", Calendars.Date("2027-01-01"))] } },
                { "2026-12-25 is listed twice", dated with { Holidays = [christmas, Holiday.Once("again", Calendars.Date("2026-12-25"))] } },
                { "12-25 is listed twice", terms with { Holidays = [Holiday.EveryYear("a", Calendars.Day("12-25")), Holiday.EveryYear("b", Calendars.Day("12-25"))] } },
                { "2026-12-25 is a holiday as well", dated with { Holidays = [christmas], AlsoWorking = [Calendars.Date("2026-12-25")] } },
                { "at most 100 are taken", terms with { Holidays = [.. Enumerable.Range(0, 101).Select(day => Calendars.Date("2028-01-01").Plus(day).ToLocalDate()).Select(date => Holiday.EveryYear("x", new AnnualDate(date.Month, date.Day)))] } },
                { "at most 1000 are taken", (terms with { KnownUntil = Calendars.Date("2036-01-01") }) with { Holidays = [.. Enumerable.Range(0, 1_001).Select(day => Holiday.Once("x", Calendars.Date("2028-01-01").Plus(day)))] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Illegal), DisableDiscoveryEnumeration = true)]
    public void Illegal_calendars_do_not_construct(string why, CalendarTerms terms) =>
        Should.Throw<ArgumentException>(() => new BusinessCalendar(terms)).Message.ShouldContain(why, Case.Sensitive);

    [Fact]
    public void Hours_that_are_none_do_not_construct()
    {
        Should.Throw<ArgumentException>(() => Calendars.Hours("08:00", "08:00"));
        Should.Throw<ArgumentException>(() => new DayHours(new LocalTime(8, 0, 1), new LocalTime(9, 0)));
        default(DayHours).ShouldBe(Calendars.Hours("00:00", "24:00"));
    }

    [Fact]
    public void A_date_of_one_year_may_be_worked_on_although_it_is_a_holiday_of_every_year()
    {
        var calendar = (Calendars.Terms() with
        {
            Holidays = [Holiday.EveryYear("Labour Day", Calendars.Day("05-01"))],
            AlsoWorking = [Calendars.Date("2026-05-01")],
            KnownUntil = Calendars.Date("2026-12-31"),
        }).Made();

        calendar.IsBusinessDay(Calendars.Date("2026-05-01")).ShouldBeTrue();
        calendar.IsBusinessDay(Calendars.Date("2028-05-01")).ShouldBeFalse();
    }
}
