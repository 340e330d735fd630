using System.Collections.Immutable;
using System.Globalization;
using CreditRisk.Domain.Account;
using CreditRisk.Tests.Specs.Reading;
using NodaTime;

namespace CreditRisk.Tests.Specs.Stories;

/// <summary>What a row of a story says: an account, what happens to it, and what is expected of that.</summary>
internal sealed record Story
{
    public const string AccountColumn = "account", FactsColumn = "what happens", ExpectedColumn = "expected", YearSetting = "year";

    private const string Unregistered = "unregistered";

    private static readonly Phrase Silence = new("nothing");

    private static readonly Phrasebook<FigureReader?> Expectations = new(
        [.. EffectWords.Phrases.Select(phrase => (phrase, (FigureReader?)null)), .. FigureWords.All.Select(figure => (figure.Phrase, (FigureReader?)figure.Read)), (Silence, null)]);

    public required SpecRow Row { get; init; }

    public required AccountRules Rules { get; init; }

    /// <summary>The zone of all dates of the story.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The currency of amounts that say none.</summary>
    public required string Currency { get; init; }

    /// <summary>How the account is registered, or null where it is not.</summary>
    public required Said? Registration { get; init; }

    public required IReadOnlyList<Dated<FactKind>> Facts { get; init; }

    /// <summary>What is expected; with a reader a figure is meant, else an effect.</summary>
    public required IReadOnlyList<Dated<FigureReader?>> Expected { get; init; }

    /// <summary>Says that no effect is expected, up to the end of the day.</summary>
    public static Phrase Nothing => Silence;

    /// <summary>All phrases that may stand under what is expected.</summary>
    public static IEnumerable<Phrase> ExpectedPhrases => Expectations.Phrases;

    /// <summary>The first day of the story.</summary>
    public LocalDate First => Facts.Select(fact => fact.Known.Date).Concat(Expected.Select(expected => expected.When.Date)).Min();

    /// <summary>The last one, to whose end nothing may happen that is not expected.</summary>
    public LocalDate Last => Facts.Select(fact => fact.Known.Date).Concat(Expected.Select(expected => expected.When.Date)).Max();

    /// <summary>The effects that are expected.</summary>
    public IEnumerable<Dated<FigureReader?>> Effects => Expected.Where(expected => expected.Meaning is null && expected.Phrase != Nothing);

    /// <summary>Reads a row.</summary>
    /// <exception cref="SpecException">It cannot be read.</exception>
    public static Story Read(SpecRow row)
    {
        var year = YearOf(row);
        var rules = SpecRules.Accounts(row);
        var registration = Registered(row, year);
        var (facts, expected) = (Timeline.Read(row, FactsColumn, FactWords.Book, year), Timeline.Read(row, ExpectedColumn, Expectations, year));
        return expected.Count == 0 ? throw row.Wrong(row.At, "the row expects nothing") : new Story
        {
            Row = row,
            Rules = rules,
            Zone = ZoneOf(registration, rules),
            Currency = registration?["currency"] ?? "EUR",
            Registration = registration,
            Facts = facts,
            Expected = expected,
        };
    }

    /// <summary>The year of dates that say none.</summary>
    public static int YearOf(SpecRow row) => !row.Settings.Values.TryGetValue(YearSetting, out var year) ? 2026
        : int.TryParse(year.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1900 and <= 2199 ? number
        : throw row.Wrong(year.At, $"found '{year.Text}', expected a year");

    private static DateTimeZone ZoneOf(Said? registration, AccountRules rules) =>
        registration?["timeZone"] is { } own ? DateTimeZoneProviders.Tzdb[own] : rules.Book.ZoneOf(registration?["region"]);

    // What the row says of the account goes before what is said above its table.
    private static Said? Registered(SpecRow row, int year)
    {
        var said = new Said();
        ImmutableArray<Cell> common = row.Settings.Values.TryGetValue(AccountColumn, out var cell) ? [cell] : [];
        foreach (var part in common.Concat(row.Cells(AccountColumn)))
        {
            if (part.Text == Unregistered)
            {
                return null;
            }

            var words = Words.Of(row.File, part with { Text = "registered " + part.Text.Replace(",", " ", StringComparison.Ordinal), At = part.At with { Column = part.At.Column - "registered ".Length } });
            FactWords.Book.Read(words, year).Said.CopyTo(said);
        }

        return said;
    }
}
