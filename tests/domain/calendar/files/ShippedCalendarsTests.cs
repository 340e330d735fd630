using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Calendar.Files;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using CreditRisk.Tests.Domain.Policies.Files;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Calendar.Files;

public sealed class ShippedCalendarsTests
{
    private static Regional<BusinessCalendar> Shipped()
    {
        var file = Texts.Shipped("calendars.yaml");
        var loaded = CalendarFile.Parse(file.File, file.Text);
        Texts.Printed(loaded).ShouldBeEmpty();
        return loaded.Value!;
    }

    [Fact]
    public void There_is_a_default_and_there_are_regions() =>
        Shipped().Regions.Keys.Order().ShouldBe(["CN-HL", "DE-NW", "US-MA"]);

    [Theory]
    [InlineData("Good Friday", -2)]
    [InlineData("Easter Monday", 1)]
    [InlineData("Ascension Day", 39)]
    [InlineData("Whit Monday", 50)]
    [InlineData("Corpus Christi", 60)]
    public void Holidays_that_follow_Easter_do(string name, int days) =>
        Shipped().Of("DE-NW").Terms.Holidays.Where(holiday => holiday.Name == name).Select(holiday => holiday.On)
            .ShouldBe(new[] { "2026-04-05", "2027-03-28", "2028-04-16" }.Select(easter => (CivilDate?)Calendars.Date(easter).Plus(days)));

    [Fact]
    public void American_holidays_that_change_their_date_keep_their_day_of_the_week() =>
        Shipped().Of("US-MA").Terms.Holidays.Where(holiday => holiday.On is not null && holiday.Name != "Thanksgiving")
            .ShouldAllBe(holiday => holiday.On!.Value.ToLocalDate().DayOfWeek == IsoDayOfWeek.Monday);

    [Fact]
    public void In_China_people_make_up_for_holidays_at_weekends() =>
        Shipped().Of("CN-HL").Terms.AlsoWorking.ShouldAllBe(date => date.ToLocalDate().DayOfWeek >= IsoDayOfWeek.Saturday);

    [Theory]
    [InlineData(null, "2026-12-23T10:00+00", CutHold.NoReconnection)]
    [InlineData("somewhere", "2026-06-16T10:00+00", null)]
    [InlineData("DE-NW", "2026-04-02T10:00+02", CutHold.NoReconnection)]
    [InlineData("DE-NW", "2026-06-16T10:00+02", null)]
    [InlineData("DE-NW", "2026-06-19T10:00+02", CutHold.NoReconnection)]
    [InlineData("DE-NW", "2026-12-29T10:00+01", CutHold.ProtectedPeriod)]
    [InlineData("CN-HL", "2026-09-18T10:00+08", null)]
    [InlineData("CN-HL", "2026-09-24T10:00+08", CutHold.NoReconnection)]
    [InlineData("CN-HL", "2026-09-20T10:00+08", null)]
    [InlineData("CN-HL", "2026-11-18T10:00+08", CutHold.ProtectedPeriod)]
    [InlineData("CN-HL", "2026-07-20T10:00+08", CutHold.ProtectedPeriod)]
    [InlineData("US-MA", "2026-11-10T10:00-05", CutHold.NoReconnection)]
    [InlineData("US-MA", "2027-03-01T10:00-05", CutHold.ProtectedPeriod)]
    public void They_hold_back_what_their_comments_say(string? region, string at, CutHold? by) =>
        Shipped().Of(region).CutAt(Calendars.At(at)).HeldBy.ShouldBe(by);

    [Theory]
    [InlineData("2026-06-16T16:00+08", true)]
    [InlineData("2026-06-17T09:59+08", true)]
    [InlineData("2026-06-17T10:00+08", false)]
    [InlineData("2026-06-20T12:00+08", true)]
    [InlineData("2026-10-05T12:00+08", true)]
    [InlineData("2026-10-10T12:00+08", false)]
    public void Prepaid_customers_have_friendly_hours_at_night_and_on_days_off(string at, bool isFriendly) =>
        Shipped().Of("CN-HL").IsFriendly(Calendars.At(at)).ShouldBe(isFriendly);

    [Fact]
    public void Without_friendly_hours_there_are_none_on_days_off_either()
    {
        var calendar = Shipped().Of("US-MA");

        calendar.IsFriendly(Calendars.At("2026-06-20T12:00-04")).ShouldBeFalse();
        calendar.EndOfFriendly(Calendars.At("2026-06-20T12:00-04")).ShouldBe(Calendars.At("2026-06-20T12:00-04"));
    }
}
