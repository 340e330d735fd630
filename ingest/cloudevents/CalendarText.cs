using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Dates and times as text: read from the bytes, since this is done several times for each event.</summary>
internal static class CalendarText
{
    /// <summary>What a message says is expected of a date.</summary>
    public const string ExpectedDate = "a date yyyy-MM-dd from 1900 to 2199";

    /// <summary>What a message says is expected of a time.</summary>
    public const string ExpectedTime = "an RFC 3339 time with Z or an offset from 1900 to 2199";

    private const int DateBytes = 10;
    private const int ClockBytes = 9;
    private const int OffsetBytes = 6;
    private const int MaxFractionDigits = 9;
    private const int FirstYear = 1900;
    private const int LastYear = 2199;
    private const int SecondsPerDay = 86_400;

    private static readonly int FirstDay = CivilDate.Of(FirstYear, 1, 1).Number;
    private static readonly int LastDay = CivilDate.Of(LastYear, 12, 31).Number;

    private static ReadOnlySpan<byte> DaysOfMonth => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>Reads an ISO 8601 calendar date.</summary>
    /// <returns>False when the text is not what <see cref="ExpectedDate"/> says.</returns>
    public static bool TryDate(ReadOnlySpan<byte> text, out CivilDate date)
    {
        date = default;
        if (text.Length != DateBytes || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        var hundreds = TwoDigits(text, 0);
        var ones = TwoDigits(text, 2);
        var month = TwoDigits(text, 5);
        var day = TwoDigits(text, 8);
        if ((hundreds | ones | month | day) < 0)
        {
            return false;
        }

        var year = (hundreds * 100) + ones;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DaysIn(year, month))
        {
            return false;
        }

        date = new CivilDate(DayNumber(year, month, day));
        return true;
    }

    /// <summary>Reads an RFC 3339 time to the nanosecond. A leap second is refused: no clock of ours has one.</summary>
    /// <returns>False when the text is not what <see cref="ExpectedTime"/> says.</returns>
    public static bool TryTime(ReadOnlySpan<byte> text, out Instant time)
    {
        time = default;
        if (text.Length < DateBytes + ClockBytes + 1 || !TryDate(text[..DateBytes], out var date) || !TryClock(text[DateBytes..], out var second))
        {
            return false;
        }

        var rest = text[(DateBytes + ClockBytes)..];
        if (!TryFraction(ref rest, out var nanoseconds) || !TryOffset(rest, out var offset))
        {
            return false;
        }

        var seconds = ((long)date.Number * SecondsPerDay) + second - offset;
        if (seconds < (long)FirstDay * SecondsPerDay || seconds >= (LastDay + 1L) * SecondsPerDay)
        {
            return false;
        }

        time = Instant.FromUnixTimeSeconds(seconds);
        if (nanoseconds != 0)
        {
            time = time.PlusNanoseconds(nanoseconds);
        }

        return true;
    }

    private static bool TryClock(ReadOnlySpan<byte> text, out int second)
    {
        second = 0;
        if (text[0] is not ((byte)'T' or (byte)'t') || text[3] != ':' || text[6] != ':')
        {
            return false;
        }

        var hours = TwoDigits(text, 1);
        var minutes = TwoDigits(text, 4);
        var seconds = TwoDigits(text, 7);
        second = (((hours * 60) + minutes) * 60) + seconds;
        return (hours | minutes | seconds) >= 0 && hours <= 23 && minutes <= 59 && seconds <= 59;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, out int nanoseconds)
    {
        nanoseconds = 0;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        var digits = 0;
        for (var i = 1; i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            if (++digits > MaxFractionDigits)
            {
                return false;
            }

            nanoseconds = (nanoseconds * 10) + (text[i] - '0');
        }

        text = text[(1 + digits)..];
        for (var i = digits; i < MaxFractionDigits; i++)
        {
            nanoseconds *= 10;
        }

        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        if (text.Length != OffsetBytes || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':')
        {
            return false;
        }

        var hours = TwoDigits(text, 1);
        var minutes = TwoDigits(text, 4);
        seconds = ((hours * 60) + minutes) * 60 * (text[0] == '-' ? -1 : 1);
        return (hours | minutes) >= 0 && hours <= 23 && minutes <= 59;
    }

    // Negative when either is no digit; the sign survives when several results are joined by |.
    private static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        var tens = text[at] - '0';
        var ones = text[at + 1] - '0';
        return tens is < 0 or > 9 || ones is < 0 or > 9 ? -1 : (tens * 10) + ones;
    }

    private static int DaysIn(int year, int month) => month == 2 && DateTime.IsLeapYear(year) ? 29 : DaysOfMonth[month - 1];

    // Years are counted from March, so that the leap day is the last of its year; 719,468 days lie between 0000-03-01 and 1970-01-01.
    private static int DayNumber(int year, int month, int day)
    {
        var fromMarch = month > 2 ? year : year - 1;
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (fromMarch * 365) + (fromMarch / 4) - (fromMarch / 100) + (fromMarch / 400) + dayOfYear - 719_468;
    }
}
