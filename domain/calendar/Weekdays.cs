using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Domain.Calendar;

/// <summary>The words for days in files and messages.</summary>
internal static class Weekdays
{
    private static readonly AnnualDatePattern MonthDay = AnnualDatePattern.CreateWithInvariantCulture("MM'-'dd");

    /// <summary>The words in files, <c>monday</c> to <c>sunday</c>.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enumerable.Range((int)IsoDayOfWeek.Monday, 7).Select(day => ((IsoDayOfWeek)day).ToString().ToLowerInvariant())];

    /// <summary>The word in files.</summary>
    public static string Name(IsoDayOfWeek day) => Words[day - IsoDayOfWeek.Monday];

    /// <summary>Month and day as files have them.</summary>
    public static string Name(AnnualDate day) => MonthDay.Format(day);

    /// <summary>The day of the week after another.</summary>
    public static IsoDayOfWeek After(IsoDayOfWeek day) => day == IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : day + 1;

    /// <summary>A bit for each day.</summary>
    public static int Bits(IEnumerable<IsoDayOfWeek> days) => days.Aggregate(0, (bits, day) => bits | (1 << (int)day));
}
