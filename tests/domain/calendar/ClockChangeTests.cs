using CreditRisk.Domain.Calendar;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Calendar;

/// <summary>Berlin goes from 02:00 to 03:00 on 2026-03-29 and from 03:00 to 02:00 on 2026-10-25; New York from 02:00 to 03:00 on 2026-03-08 and from 02:00 to 01:00 on 2026-11-01; all are Sundays.</summary>
public sealed class ClockChangeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-27T16:00+01", "2026-03-30T08:00+02")]
    [InlineData("Europe/Berlin", "2026-10-23T16:00+02", "2026-10-26T08:00+01")]
    [InlineData("America/New_York", "2026-03-06T16:00-05", "2026-03-09T08:00-04")]
    [InlineData("America/New_York", "2026-10-30T16:00-04", "2026-11-02T08:00-05")]
    public void Hours_are_local_before_and_after_the_clock_changes(string zone, string from, string next) =>
        Calendars.Terms(zone).Made().NextCut(Calendars.At(from)).ShouldBe(Calendars.At(next));

    [Theory]
    [InlineData("Europe/Berlin", "02:30", "04:00", "2026-03-29T00:00+01", "2026-03-29T03:00+02")]
    [InlineData("Europe/Berlin", "02:00", "03:00", "2026-03-29T00:00+01", "2026-03-30T02:00+02")]
    [InlineData("America/New_York", "02:15", "05:00", "2026-03-08T00:00-05", "2026-03-08T03:00-04")]
    [InlineData("America/New_York", "02:00", "02:59", "2026-03-08T00:00-05", "2026-03-09T02:00-04")]
    public void Hours_that_the_clock_skips_are_none(string zone, string begin, string end, string from, string next) =>
        AllDays(zone, begin, end).NextCut(Calendars.At(from)).ShouldBe(Calendars.At(next));

    [Theory]
    // 02:30 to 03:30: from 02:30 until the clock goes back, and again from 02:30.
    [InlineData("Europe/Berlin", "02:30", "03:30", "2026-10-25T02:59+02", "2026-10-25T02:59+02")]
    [InlineData("Europe/Berlin", "02:30", "03:30", "2026-10-25T02:00+01", "2026-10-25T02:30+01")]
    [InlineData("Europe/Berlin", "02:30", "03:30", "2026-10-25T03:30+01", "2026-10-26T02:30+01")]
    // 01:00 to 01:30 is there twice.
    [InlineData("America/New_York", "01:00", "01:30", "2026-11-01T00:00-04", "2026-11-01T01:00-04")]
    [InlineData("America/New_York", "01:00", "01:30", "2026-11-01T01:30-04", "2026-11-01T01:00-05")]
    [InlineData("America/New_York", "01:00", "01:30", "2026-11-01T01:30-05", "2026-11-02T01:00-05")]
    public void Hours_that_the_clock_repeats_are_there_twice(string zone, string begin, string end, string from, string next) =>
        AllDays(zone, begin, end).NextCut(Calendars.At(from)).ShouldBe(Calendars.At(next));

    [Fact]
    public void Where_the_clock_skips_midnight_the_day_begins_later() =>
        AllDays("America/Sao_Paulo", "00:00", "06:00").NextCut(Calendars.At("2018-11-03T06:00-03")).ShouldBe(Calendars.At("2018-11-04T01:00-02"));

    [Theory]
    [InlineData("2026-03-28T12:00+01", "2026-03-30T10:00+02")]
    [InlineData("2026-10-24T12:00+02", "2026-10-26T10:00+01")]
    public void Friendly_hours_are_local_too(string from, string end) =>
        (Calendars.Terms() with { Friendly = Calendars.Hours("16:00", "10:00") }).Made().EndOfFriendly(Calendars.At(from)).ShouldBe(Calendars.At(end));

    private static BusinessCalendar AllDays(string zone, string begin, string end) =>
        (Calendars.Terms(zone) with { Working = Calendars.AllWeek, Cuts = Calendars.Hours(begin, end) }).Made();
}
