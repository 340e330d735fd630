using System.Globalization;
using System.Text.RegularExpressions;
using CreditRisk.Domain.Policies.Files;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Tests.Specs.Reading;

/// <summary>What may stand in a blank of a phrase.</summary>
internal enum SlotKind
{
    Text,
    Money,
    Number,

    /// <summary>A number, a percentage, or <c>undefined</c>.</summary>
    Ratio,
    Date,

    /// <summary>Something that the account has asked for, by a word for it; the last one that is meant.</summary>
    Request,

    /// <summary>A date, or a date and a time.</summary>
    Moment,
}

/// <summary>A date, and the time where one is said.</summary>
internal readonly record struct Moment(LocalDate Date, LocalTime? Time)
{
    public LocalDateTime At(LocalTime otherwise) => Date + (Time ?? otherwise);

    public bool IsBefore(Moment other) => Date < other.Date || (Date == other.Date && Time < other.Time);

    public override string ToString() => Time is { } time ? $"{Date:uuuu-MM-dd} {time:HH:mm}" : $"{Date:uuuu-MM-dd}";
}

/// <summary>A filled blank.</summary>
/// <param name="At">Where.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">Its text; dates are ISO 8601.</param>
/// <param name="Moment">The date; of a <see cref="SlotKind.Moment"/> with its time.</param>
internal sealed record Filled(Position At, SlotKind Kind, string Text, Moment Moment = default)
{
    /// <summary>Whether a text says the same, however it is written.</summary>
    public bool Is(string found) => Kind switch
    {
        SlotKind.Money or SlotKind.Number or SlotKind.Ratio => Text == found || (Number(Text) is { } number && number == Number(found)),
        SlotKind.Moment => Moment.At(LocalTime.Midnight).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture) == found,
        _ => Text == found,
    };

    private static decimal? Number(string text) =>
        !decimal.TryParse(text.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? null : text.EndsWith('%') ? number / 100 : number;
}

/// <summary>Reads what stands in a blank.</summary>
internal static partial class Slot
{
    public static string Expected(SlotKind kind) => kind switch
    {
        SlotKind.Money => "an amount such as 100.00",
        SlotKind.Number => "a number",
        SlotKind.Ratio => "a ratio such as 80% or 'undefined'",
        SlotKind.Date or SlotKind.Moment => "a date such as 01-31 or 2026-01-31",
        _ => "a word",
    };

    /// <summary>Whether a word looks like a date.</summary>
    public static bool IsDate(string text) => DateForm().IsMatch(text);

    /// <summary>Reads a blank.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="words">Where it is taken from.</param>
    /// <param name="year">The year of dates that say none.</param>
    /// <exception cref="SpecException">There is something else.</exception>
    public static Filled Read(SlotKind kind, Words words, int year)
    {
        var word = words.Next;
        var isRight = kind switch
        {
            SlotKind.Money or SlotKind.Number => NumberForm().IsMatch(word.Text),
            SlotKind.Ratio => RatioForm().IsMatch(word.Text),
            SlotKind.Date or SlotKind.Moment => IsDate(word.Text),
            _ => word.Text.Length > 0,
        };
        if (!isRight)
        {
            throw words.Wrong(word, Expected(kind));
        }

        if (kind is not (SlotKind.Date or SlotKind.Moment))
        {
            return new Filled(words.Take().At, kind, word.Text);
        }

        var moment = ReadMoment(words, year, hasTime: kind == SlotKind.Moment);
        return new Filled(word.At, kind, moment.ToString(), moment);
    }

    /// <summary>Reads a date and, where one may stand there and does, a time.</summary>
    public static Moment ReadMoment(Words words, int year, bool hasTime = true)
    {
        var word = words.Next;
        var text = word.Text.Length == "01-31".Length ? $"{year:0000}-{word.Text}" : word.Text;
        if (!IsDate(word.Text) || LocalDatePattern.Iso.Parse(text) is not { Success: true, Value: var date })
        {
            throw words.Wrong(word, Expected(SlotKind.Date));
        }

        words.Take();
        if (!hasTime || LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(words.Next.Text) is not { Success: true, Value: var time })
        {
            return new Moment(date, null);
        }

        words.Take();
        return new Moment(date, time);
    }

    [GeneratedRegex(@"^(?:\d{4}-)?\d\d-\d\d$", RegexOptions.None, 1000)]
    private static partial Regex DateForm();

    [GeneratedRegex(@"^-?\d+(?:\.\d+)?$", RegexOptions.None, 1000)]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"^(?:-?\d+(?:\.\d+)?%?|undefined)$", RegexOptions.None, 1000)]
    private static partial Regex RatioForm();
}
