using CreditRisk.Domain.Calendar;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Calendar;

public sealed class CutTimeTests
{
    private static readonly CalendarTerms Terms = Calendars.Terms() with
    {
        Holidays = [Holiday.Once("Good Friday", Calendars.Date("2026-04-03")), Holiday.EveryYear("Labour Day", Calendars.Day("05-01"))],
        KnownUntil = Calendars.Date("2026-12-31"),
        NoCuts = [new ProtectedPeriod("winter", Calendars.Day("11-01"), Calendars.Day("03-15"))],
    };

    [Theory]
    [InlineData("2026-06-16T08:00+02")]
    [InlineData("2026-06-16T15:59+02")]
    [InlineData("2026-06-18T12:00+02")]
    [InlineData("2026-03-16T08:00+01")]
    [InlineData("2026-10-29T15:59+01")]
    public void A_cut_is_permitted_on_a_working_day_within_the_hours_with_reconnection_on_the_day_after(string at)
    {
        var instant = Calendars.At(at);

        Terms.Made().CutAt(instant).ShouldBe(CutTime.Permitted);
        Terms.Made().CutAt(instant).IsPermitted.ShouldBeTrue();
        Terms.Made().NextCut(instant).ShouldBe(instant);
    }

    [Theory]
    [InlineData("2026-06-16T07:59+02", CutHold.OutsideHours, "people are cut from 08:00 to 16:00 only, and it is 2026-06-16 07:59 in Europe/Berlin", "2026-06-16T08:00+02")]
    [InlineData("2026-06-16T16:00+02", CutHold.OutsideHours, "people are cut from 08:00 to 16:00 only, and it is 2026-06-16 16:00 in Europe/Berlin", "2026-06-17T08:00+02")]
    [InlineData("2026-06-18T16:00+02", CutHold.OutsideHours, "people are cut from 08:00 to 16:00 only, and it is 2026-06-18 16:00 in Europe/Berlin", "2026-06-22T08:00+02")]
    [InlineData("2026-06-19T10:00+02", CutHold.NoReconnection, "nobody is cut on 2026-06-19, since nobody could be reconnected on 2026-06-20, a Saturday", "2026-06-22T08:00+02")]
    [InlineData("2026-06-20T10:00+02", CutHold.DayOff, "nobody is cut on 2026-06-20, a Saturday", "2026-06-22T08:00+02")]
    [InlineData("2026-04-02T10:00+02", CutHold.NoReconnection, "nobody is cut on 2026-04-02, since nobody could be reconnected on 2026-04-03, Good Friday", "2026-04-06T08:00+02")]
    [InlineData("2026-04-03T10:00+02", CutHold.Holiday, "nobody is cut on 2026-04-03, Good Friday", "2026-04-06T08:00+02")]
    [InlineData("2026-05-01T10:00+02", CutHold.Holiday, "nobody is cut on 2026-05-01, Labour Day", "2026-05-04T08:00+02")]
    [InlineData("2026-01-07T10:00+01", CutHold.ProtectedPeriod, "nobody is cut on 2026-01-07: winter (11-01 to 03-15)", "2026-03-16T08:00+01")]
    [InlineData("2026-03-15T23:59+01", CutHold.ProtectedPeriod, "nobody is cut on 2026-03-15: winter (11-01 to 03-15)", "2026-03-16T08:00+01")]
    [InlineData("2026-11-01T00:00+01", CutHold.ProtectedPeriod, "nobody is cut on 2026-11-01: winter (11-01 to 03-15)", null)]
    [InlineData("2026-12-31T10:00+01", CutHold.UnknownHolidays, "the calendar knows holidays only until 2026-12-31, and nobody is cut on 2026-12-31 before a day that may be one", null)]
    public void What_holds_a_cut_back_is_told_with_its_end(string at, CutHold by, string reason, string? until) =>
        Terms.Made().CutAt(Calendars.At(at)).ShouldBe(CutTime.Held(by, reason, until is null ? null : Calendars.At(until)));

    [Fact]
    public void Where_somebody_reconnects_at_weekends_people_are_cut_on_Fridays_but_not_before_holidays()
    {
        var calendar = (Terms with { Reconnecting = Calendars.AllWeek }).Made();

        calendar.CutAt(Calendars.At("2026-06-19T10:00+02")).IsPermitted.ShouldBeTrue();
        calendar.CutAt(Calendars.At("2026-06-20T10:00+02")).HeldBy.ShouldBe(CutHold.DayOff);
        calendar.CutAt(Calendars.At("2026-04-02T10:00+02")).HeldBy.ShouldBe(CutHold.NoReconnection);
    }

    [Fact]
    public void A_Saturday_on_which_people_work_permits_cuts_on_the_Friday_before_it()
    {
        var calendar = (Terms with { AlsoWorking = [Calendars.Date("2026-06-20")] }).Made();

        calendar.CutAt(Calendars.At("2026-06-19T10:00+02")).IsPermitted.ShouldBeTrue();
        calendar.CutAt(Calendars.At("2026-06-20T10:00+02")).HeldBy.ShouldBe(CutHold.NoReconnection);
    }

    [Fact]
    public void Where_every_day_is_protected_nobody_is_ever_cut() =>
        (Terms with { KnownUntil = null, Holidays = [], NoCuts = [new ProtectedPeriod("always", Calendars.Day("01-01"), Calendars.Day("12-31"))] }).Made()
            .CutAt(Calendars.At("2026-06-16T10:00+02")).Until.ShouldBeNull();

    [Theory]
    [InlineData("2026-06-16T03:00+02", "2026-06-16T03:00+02")]
    [InlineData("2026-06-16T09:00+02", "2026-06-17T00:00+02")]
    public void Cuts_may_run_from_or_to_midnight(string from, string next)
    {
        var hours = next.Contains("T00:00", StringComparison.Ordinal) ? Calendars.Hours("00:00", "06:00") : Calendars.Hours("00:00", "24:00");
        (Terms with { Cuts = hours }).Made().NextCut(Calendars.At(from)).ShouldBe(Calendars.At(next));
    }

    [Theory]
    [InlineData("2027-02-28", true)]
    [InlineData("2027-03-01", false)]
    [InlineData("2028-02-29", true)]
    [InlineData("2028-03-01", false)]
    public void A_period_that_ends_on_the_leap_day_ends_with_February(string date, bool isProtected) =>
        new ProtectedPeriod("winter", Calendars.Day("12-01"), Calendars.Day("02-29")).Contains(Calendars.Date(date).ToLocalDate()).ShouldBe(isProtected);

    [Fact]
    public void A_holiday_on_the_leap_day_is_there_in_leap_years()
    {
        var calendar = (Calendars.Terms() with { Holidays = [Holiday.EveryYear("leap day", Calendars.Day("02-29"))] }).Made();

        calendar.IsBusinessDay(Calendars.Date("2028-02-29")).ShouldBeFalse();
        calendar.CutAt(Calendars.At("2028-02-28T10:00+01")).HeldBy.ShouldBe(CutHold.NoReconnection);
        calendar.NextCut(Calendars.At("2028-02-28T10:00+01")).ShouldBe(Calendars.At("2028-03-01T08:00+01"));
        calendar.IsBusinessDay(Calendars.Date("2027-03-01")).ShouldBeTrue();
        calendar.CutAt(Calendars.At("2029-02-28T10:00+01")).IsPermitted.ShouldBeTrue();
    }

    [Fact]
    public void The_search_ends_after_400_days()
    {
        var calendar = (Calendars.Terms("UTC") with
        {
            Holidays = [Holiday.Once("x", Calendars.Date("2026-01-01"))],
            KnownUntil = Calendars.Date("2026-01-01"),
        }).Made();

        calendar.NextCut(Instant.FromUtc(2026, 1, 1, 0, 0)).ShouldBeNull();
        calendar.NextCut(Instant.FromUtc(2025, 1, 1, 0, 0)).ShouldBe(Instant.FromUtc(2025, 1, 1, 8, 0));
    }
}
