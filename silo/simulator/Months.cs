using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>Calendar months as one number (year x 12 + month - 1), and the days in them.</summary>
internal static class Months
{
    private static readonly int EpochDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The month of a day.</summary>
    public static int Of(CivilDate day)
    {
        var date = ToDateOnly(day);
        return (date.Year * 12) + date.Month - 1;
    }

    /// <summary>A day of a month; <paramref name="day"/> is 1 to 28, so that every month has it.</summary>
    public static CivilDate Day(int month, int day)
    {
        var year = Math.DivRem(month, 12, out var monthOfYear);
        return new CivilDate(new DateOnly(year, monthOfYear + 1, day).DayNumber - EpochDayNumber);
    }

    /// <summary>The month as digits, 202603.</summary>
    public static int Digits(int month)
    {
        var year = Math.DivRem(month, 12, out var monthOfYear);
        return (year * 100) + monthOfYear + 1;
    }

    /// <summary>The same day as the framework's, whose calendar arithmetic allocates nothing and is fast.</summary>
    public static DateOnly ToDateOnly(CivilDate day) => DateOnly.FromDayNumber(day.Number + EpochDayNumber);

    /// <summary>Whether banks are closed (a weekend; holidays are not simulated).</summary>
    public static bool IsWeekend(CivilDate day) => WeekdayFromMonday(day) >= 5;

    /// <summary>0 for Monday to 6 for Sunday.</summary>
    public static int WeekdayFromMonday(CivilDate day)
    {
        var rest = (day.Number + 3) % 7;
        return rest < 0 ? rest + 7 : rest;
    }

    /// <summary>The bank day on or before a day, unless that would be before <paramref name="floor"/>: then the day itself.</summary>
    public static CivilDate BankDay(CivilDate day, CivilDate floor)
    {
        var moved = day.Plus(-Math.Max(0, WeekdayFromMonday(day) - 4));
        return moved < floor ? day : moved;
    }
}
