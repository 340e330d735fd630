using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Calendar.Files;
using CreditRisk.Tests.Domain.Policies.Files;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Calendar.Files;

public sealed class CalendarFileTests
{
    private const string Region = """
        default:
          zone: Europe/Berlin
          working: [monday, tuesday, wednesday]
          cuts: { from: 08:00, to: 16:00 }
        """;

    [Fact]
    public void Each_region_has_its_calendar_and_all_others_have_the_default()
    {
        var calendars = CalendarFile.Parse("c.yaml", Region + "\nregions:\n  CN-HL: { zone: Asia/Shanghai, working: [monday, tuesday], cuts: { from: 00:00, to: 24:00 } }").Value!;

        calendars.Of("CN-HL").Terms.Zone.Id.ShouldBe("Asia/Shanghai");
        calendars.Of("CN-HL").Terms.Cuts.ShouldBe(default);
        calendars.Of("elsewhere").ShouldBeSameAs(calendars.Default);
        calendars.Of(null).ShouldBeSameAs(calendars.Default);
    }

    [Fact]
    public void A_calendar_says_what_its_file_says()
    {
        var terms = CalendarFile.Parse("c.yaml", Region + """

              reconnecting: [monday, tuesday, wednesday, thursday, sunday]
              alsoWorking: [2026-02-14]
              holidays:
                - { name: New Year, on: 01-01 }
                - { name: "Easter", on: [2026-04-03, "2026-04-06", 12-24] }
              knownUntil: 2026-12-31
              noCuts:
                - { name: winter, from: 11-15, to: 02-29 }
              friendly: { from: 16:30, to: 10:00 }
            """).Value!.Default.Terms;

        terms.Zone.Id.ShouldBe("Europe/Berlin");
        terms.Working.ShouldBe([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday]);
        terms.Reconnecting!.Value.ShouldBe([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Sunday]);
        terms.AlsoWorking.ShouldBe([Calendars.Date("2026-02-14")]);
        terms.Holidays.ShouldBe(
        [
            Holiday.EveryYear("New Year", Calendars.Day("01-01")), Holiday.Once("Easter", Calendars.Date("2026-04-03")),
            Holiday.Once("Easter", Calendars.Date("2026-04-06")), Holiday.EveryYear("Easter", Calendars.Day("12-24")),
        ]);
        terms.KnownUntil.ShouldBe(Calendars.Date("2026-12-31"));
        terms.NoCuts.ShouldBe([new ProtectedPeriod("winter", Calendars.Day("11-15"), Calendars.Day("02-29"))]);
        terms.Cuts.ShouldBe(Calendars.Hours("08:00", "16:00"));
        terms.Friendly.ShouldBe(Calendars.Hours("16:30", "10:00"));
    }

    [Theory]
    [InlineData("", "c.yaml:1:1: the file is empty")]
    [InlineData("[]", "c.yaml:1:1: the calendar file must be keys with values, found a list")]
    [InlineData("{}", "c.yaml:1:1: the calendar file lacks the key 'default'")]
    [InlineData("default: {}", "c.yaml:1:1: 'default' lacks the key 'zone'", "c.yaml:1:1: 'default' lacks the key 'working'", "c.yaml:1:1: 'default' lacks the key 'cuts'")]
    [InlineData(Region + "\nregion: {}", "c.yaml:5:1: unknown key 'region' in the calendar file; did you mean 'regions'?")]
    [InlineData(Region + "\nregions: { TW: { zone: Asia/Taipeh, working: [monday, tuesday], cuts: { from: 08:00, to: 09:00 } } }", "c.yaml:5:24: 'zone' must be an IANA time zone, found 'Asia/Taipeh'; did you mean 'Asia/Taipei'?")]
    [InlineData(Region + "\nregions: { TW: 5 }", "c.yaml:5:16: 'TW' must be keys with values, found '5'")]
    public void Mistakes_are_told_with_their_place(string yaml, params string[] mistakes) =>
        Texts.Printed(CalendarFile.Parse("c.yaml", yaml)).ShouldBe(mistakes);

    [Theory]
    [InlineData("reconecting: [monday]", "c.yaml:5:3: unknown key 'reconecting' in 'default'; did you mean 'reconnecting'?")]
    [InlineData("reconnecting: [munday]", "c.yaml:5:18: unknown day of the week 'munday'; did you mean 'monday'?")]
    [InlineData("reconnecting: [Monday, tuesday]", "c.yaml:5:18: unknown day of the week 'Monday'; did you mean 'monday'?")]
    [InlineData("reconnecting: [tuesday, tuesday]", "c.yaml:5:27: tuesday is listed twice in 'reconnecting'")]
    [InlineData("reconnecting: [monday, friday]", "c.yaml:3:12: no working day is followed by one with a reconnection service, so that nobody could ever be cut")]
    [InlineData("alsoWorking: [2026-02-30]", "c.yaml:5:17: a working day must be a date such as 2026-12-25, found '2026-02-30'")]
    [InlineData("alsoWorking: [2026-02-14]", "c.yaml:5:17: with dates of one year, such as 2026-02-14, 'knownUntil' must say up to when all of them are listed")]
    [InlineData("holidays: [01-01]", "c.yaml:5:14: a holiday must be keys with values, found '01-01'")]
    [InlineData("holidays: [{ on: 01-01 }]", "c.yaml:5:14: a holiday lacks the key 'name'")]
    [InlineData("holidays: [{ name: x }]", "c.yaml:5:14: a holiday lacks the key 'on'")]
    [InlineData("holidays: [{ name: x, on: [] }]", "c.yaml:5:29: 'on' must be a list of at least one item, found an empty one")]
    [InlineData("holidays: [{ name: x, on: [02-29, 02-30] }]", "c.yaml:5:37: 'on' must be a date such as 2026-12-25, month and day such as 12-25, or a list of these, found '02-30'")]
    [InlineData("holidays: [{ name: x, on: 1-1 }]", "c.yaml:5:29: 'on' must be a date such as 2026-12-25, month and day such as 12-25, or a list of these, found '1-1'")]
    [InlineData("holidays: [{ name: x, on: 2026-1-01 }]", "c.yaml:5:29: 'on' must be a date such as 2026-12-25, month and day such as 12-25, or a list of these, found '2026-1-01'")]
    [InlineData("holidays: [{ name: x, on: [01-01, 01-01] }]", "c.yaml:5:37: 01-01 is listed twice in 'holidays'")]
    [InlineData("holidays: [{ name: x, on: [12-25, 2026-12-25] }]", "c.yaml:5:37: with dates of one year, such as 2026-12-25, 'knownUntil' must say up to when all of them are listed")]
    [InlineData("knownUntil: 2026", "c.yaml:5:15: 'knownUntil' must be a date such as 2026-12-25, found '2026'")]
    [InlineData("holidays: [{ name: x, on: 2027-01-01 }]\n  knownUntil: 2026-12-31", "c.yaml:5:29: 2027-01-01 is after 'knownUntil', 2026-12-31")]
    [InlineData("noCuts: [{ name: winter, from: 11-01 }]", "c.yaml:5:12: a protected period lacks the key 'to'")]
    [InlineData("noCuts: [{ name: winter, from: 11-1, to: 13-01 }]", "c.yaml:5:34: 'from' must be month and day such as 12-25, found '11-1'", "c.yaml:5:44: 'to' must be month and day such as 12-25, found '13-01'")]
    [InlineData("friendly: { from: 24:00, to: 25:00 }", "c.yaml:5:21: 'from' must be a time from 00:00 to 23:59, found '24:00'", "c.yaml:5:32: 'to' must be a time from 00:00 to 24:00, found '25:00'")]
    [InlineData("friendly: { from: 8:00, to: 08:00 }", "c.yaml:5:21: 'from' must be a time from 00:00 to 23:59, found '8:00'")]
    [InlineData("friendly: { from: 08:00, to: 08:00 }", "c.yaml:5:32: hours that begin and end at the same time are none; the whole day is 00:00 to 24:00")]
    [InlineData("friendly: { from: 08:00 }", "c.yaml:5:3: 'friendly' lacks the key 'to'")]
    [InlineData("friendly: 08:00", "c.yaml:5:13: 'friendly' must be keys with values, found '08:00'")]
    public void Mistakes_of_a_region_are_told_with_their_place(string line, params string[] mistakes) =>
        Texts.Printed(CalendarFile.Parse("c.yaml", $"{Region}\n  {line}")).ShouldBe(mistakes);

    [Fact]
    public void Cuts_may_not_go_on_in_the_next_day() =>
        Texts.Printed(CalendarFile.Parse("c.yaml", Region.Replace("08:00, to: 16:00", "16:00, to: 08:00", StringComparison.Ordinal)))
            .ShouldBe(["c.yaml:4:9: cuts from 16:00 to 08:00 would go on in the next day, which may be no day for cuts"]);
}
