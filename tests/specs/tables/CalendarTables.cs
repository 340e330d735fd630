using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Time;
using CreditRisk.Tests.Specs.Reading;
using CreditRisk.Tests.Specs.Stories;
using NodaTime;

namespace CreditRisk.Tests.Specs.Tables;

/// <summary>Tables about calendars: what they say at a local time of their region, or of a date.</summary>
internal static class CalendarTables
{
    private const string Yes = "yes", No = "no", Never = "never";

    /// <summary>Whether somebody may be cut; if not, why, and when he may.</summary>
    public static IEnumerable<string> Cuts(SpecRow row)
    {
        var calendar = Calendar(row);
        var cut = calendar.CutAt(InstantOf(row, calendar));
        return Cells.Differences(
            row,
            ("cut", cut.HeldBy is { } hold ? $"{No}, {Words(hold)}" : Yes),
            ("next", cut.IsPermitted ? "" : Local(cut.Until, calendar)));
    }

    /// <summary>Whether a prepaid supply is left on; if so, until when.</summary>
    public static IEnumerable<string> Friendly(SpecRow row)
    {
        var calendar = Calendar(row);
        var at = InstantOf(row, calendar);
        var isFriendly = calendar.IsFriendly(at);
        return Cells.Differences(row, ("friendly", isFriendly ? Yes : No), ("until", isFriendly ? Local(calendar.EndOfFriendly(at), calendar) : ""));
    }

    /// <summary>Where a deadline in business days ends.</summary>
    public static IEnumerable<string> BusinessDays(SpecRow row) => Deadline(row, "business days", (calendar, from, days) => calendar.AddBusinessDays(from, days));

    /// <summary>Where a deadline in calendar days ends.</summary>
    public static IEnumerable<string> CalendarDays(SpecRow row) => Deadline(row, "calendar days", (calendar, from, days) => calendar.AddCalendarDays(from, days));

    private static IEnumerable<string> Deadline(SpecRow row, string column, Func<BusinessCalendar, CivilDate, int, CivilDate> end)
    {
        var days = Cells.Whole(row, column);
        var from = CivilDate.From(Cells.MomentOf(row, "from").Date);
        return Cells.Differences(row, ("ends on", end(Calendar(row), from, days).ToString()));
    }

    private static BusinessCalendar Calendar(SpecRow row) => SpecRules.Calendars(row).Of(Cells.Region(row));

    private static Instant InstantOf(SpecRow row, BusinessCalendar calendar) =>
        Cells.MomentOf(row, "at").At(LocalTime.Midnight).InZoneLeniently(calendar.Terms.Zone).ToInstant();

    private static string Local(Instant? at, BusinessCalendar calendar) => at?.InZone(calendar.Terms.Zone).LocalDateTime.ToString("uuuu-MM-dd HH:mm", null) ?? Never;

    private static string Words(CutHold hold) => hold switch
    {
        CutHold.UnknownHolidays => "holidays not known",
        CutHold.ProtectedPeriod => "protected period",
        CutHold.Holiday => "holiday",
        CutHold.DayOff => "day off",
        CutHold.NoReconnection => "no reconnection on the next day",
        CutHold.OutsideHours => "outside hours",
        _ => hold.ToString(),
    };
}
