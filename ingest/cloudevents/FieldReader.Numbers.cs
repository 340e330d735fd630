using System.Buffers.Text;
using System.Text.Json;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Ingest.CloudEvents;

internal readonly ref partial struct FieldReader
{
    private const string ExpectedShare = "a number from 0 to 1";
    private const string ExpectedZone = "an IANA time zone";

    /// <summary>A date.</summary>
    public CivilDate Date(Field field)
    {
        if (DateOrNull(field) is { } date)
        {
            return date;
        }

        Missing(field, CalendarText.ExpectedDate);
        return default;
    }

    /// <summary>A date, or null when the field is absent.</summary>
    public CivilDate? DateOrNull(Field field)
    {
        if (!TryText(field, RefusalReasons.BadDate, CalendarText.ExpectedDate, out var text))
        {
            return null;
        }

        if (CalendarText.TryDate(text, out var date))
        {
            return date;
        }

        Refuse(field, RefusalReasons.BadDate, CalendarText.ExpectedDate);
        return null;
    }

    /// <summary>A point in time.</summary>
    public Instant Time(Field field)
    {
        if (!TryText(field, RefusalReasons.BadTime, CalendarText.ExpectedTime, out var text))
        {
            Missing(field, CalendarText.ExpectedTime);
            return default;
        }

        if (!CalendarText.TryTime(text, out var time))
        {
            Refuse(field, RefusalReasons.BadTime, CalendarText.ExpectedTime);
        }

        return time;
    }

    /// <summary>A point in time, or null when the field is absent.</summary>
    public Instant? TimeOrNull(Field field) => Has(field) ? Time(field) : null;

    /// <summary>Refuses a period that ends before it begins.</summary>
    public void RequireOrder<T>(Field from, T first, Field to, T last, string reason)
        where T : struct, IComparable<T>
    {
        if (last.CompareTo(first) < 0)
        {
            Refuse(to, reason, $"nothing before {Path(from)}");
        }
    }

    /// <summary>The id of a time zone that is known here, or null when the field is absent.</summary>
    public string? ZoneOrNull(Field field)
    {
        var zone = TermOrNull(field);
        if (zone is not null && !ZoneNames.All.Contains(zone))
        {
            Refuse(field, RefusalReasons.BadField, ExpectedZone);
        }

        return zone;
    }

    /// <summary>A whole number in a range.</summary>
    public int Integer(Field field, int least, int most)
    {
        if (IntegerOrNull(field, least, most) is { } number)
        {
            return number;
        }

        Missing(field, ExpectedInteger(least, most));
        return default;
    }

    /// <summary>A whole number in a range, or null when the field is absent.</summary>
    public int? IntegerOrNull(Field field, int least, int most)
    {
        if (!TryValue(field, out var slot))
        {
            return null;
        }

        var text = _json.Slice(slot.Start, slot.Length);
        if (slot.Kind == JsonTokenType.Number && Utf8Parser.TryParse(text, out int number, out var used) && used == text.Length
            && number >= least && number <= most)
        {
            return number;
        }

        Refuse(field, RefusalReasons.BadField, ExpectedInteger(least, most));
        return null;
    }

    /// <summary>A share from 0 to 1 in whole per cent, halves rounded up, or null when the field is absent.</summary>
    public int? PercentOrNull(Field field)
    {
        if (!TryNumeral(field, RefusalReasons.BadField, ExpectedShare, out var text))
        {
            return null;
        }

        // At most 18 digits: a decimal holds the share, and a hundred times it, exactly.
        if (AmountText.TryRead(text, out var amount) && AmountText.ToDecimal(amount) is var share and <= 1)
        {
            return (int)Math.Round(share * 100, MidpointRounding.AwayFromZero);
        }

        Refuse(field, RefusalReasons.BadField, ExpectedShare);
        return null;
    }

    private static string ExpectedInteger(int least, int most) => $"a whole number from {least} to {most}";
}
