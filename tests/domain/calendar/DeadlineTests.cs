using CreditRisk.Domain.Calendar;
using CreditRisk.Tests.Properties;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Calendar;

public sealed class DeadlineTests(ITestOutputHelper output)
{
    private static readonly BusinessCalendar Calendar = (Calendars.Terms() with
    {
        Holidays = [Holiday.EveryYear("Christmas Day", Calendars.Day("12-25")), Holiday.EveryYear("Boxing Day", Calendars.Day("12-26")), Holiday.EveryYear("leap day", Calendars.Day("02-29"))],
        AlsoWorking = [Calendars.Date("2026-06-20")],
        KnownUntil = Calendars.Date("2026-12-31"),
    }).Made();

    [Theory]
    [InlineData("2026-06-15", 1, "2026-06-16")]
    [InlineData("2026-06-19", 1, "2026-06-20")]
    [InlineData("2026-06-19", 2, "2026-06-22")]
    [InlineData("2026-06-26", 1, "2026-06-29")]
    [InlineData("2026-06-27", 1, "2026-06-29")]
    [InlineData("2026-12-23", 2, "2026-12-28")]
    [InlineData("2026-06-15", 7, "2026-06-23")]
    [InlineData("2028-02-28", 1, "2028-03-01")]
    [InlineData("2027-02-26", 1, "2027-03-01")]
    public void Business_days_leave_out_weekends_and_holidays_and_the_day_itself(string from, int days, string end) =>
        Calendar.AddBusinessDays(Calendars.Date(from), days).ShouldBe(Calendars.Date(end));

    [Theory]
    [InlineData("2026-06-27")]
    [InlineData("2026-06-26")]
    public void No_business_days_after_a_date_is_the_date_itself(string date) =>
        Calendar.AddBusinessDays(Calendars.Date(date), 0).ShouldBe(Calendars.Date(date));

    [Theory]
    [InlineData("2026-06-15", 7, "2026-06-22")]
    [InlineData("2026-06-15", 5, "2026-06-20")]
    [InlineData("2026-06-15", 6, "2026-06-22")]
    [InlineData("2026-12-18", 7, "2026-12-28")]
    [InlineData("2026-06-27", 0, "2026-06-29")]
    [InlineData("2028-02-22", 7, "2028-03-01")]
    public void A_deadline_in_calendar_days_ends_on_a_business_day(string from, int days, string end) =>
        Calendar.AddCalendarDays(Calendars.Date(from), days).ShouldBe(Calendars.Date(end));

    [Fact]
    public void The_next_business_day_of_one_is_itself()
    {
        Calendar.NextBusinessDay(Calendars.Date("2026-06-26")).ShouldBe(Calendars.Date("2026-06-26"));
        Calendar.NextBusinessDay(Calendars.Date("2026-06-27")).ShouldBe(Calendars.Date("2026-06-29"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(BusinessCalendar.MostDays + 1)]
    public void Deadlines_have_a_range(int days)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddBusinessDays(Calendars.Date("2026-06-26"), days));
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddCalendarDays(Calendars.Date("2026-06-26"), days));
    }

    [Fact]
    public void Business_days_add_up() => Seeds.ForEach(output, 300, seed =>
    {
        var random = new Random(seed);
        var calendar = RandomCalendars.Terms(random).Made();
        var from = RandomCalendars.Date(random);
        var (first, second) = (random.Next(20), random.Next(20));

        var end = calendar.AddBusinessDays(from, first + second);
        calendar.AddBusinessDays(calendar.AddBusinessDays(from, first), second).ShouldBe(end);
        Enumerable.Range(1, end - from).Count(day => calendar.IsBusinessDay(from.Plus(day))).ShouldBe(first + second);
        (first + second == 0 || calendar.IsBusinessDay(end)).ShouldBeTrue();
    });
}
