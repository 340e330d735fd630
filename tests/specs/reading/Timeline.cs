using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Tests.Specs.Reading;

/// <summary>Something said of a moment.</summary>
/// <typeparam name="T">What its phrase stands for.</typeparam>
internal sealed record Dated<T>(Position At, Moment When, Phrase Phrase, T Meaning, Said Said)
{
    /// <summary>When it became known.</summary>
    public Moment Known => Said.Blanks.TryGetValue("told", out var told) ? told.Moment : When;
}

/// <summary>Reads cells such as <c>01-05 invoice I1 100.00 due 01-15, payment P1 50.00; 01-20 payment P2 50.00</c>.</summary>
internal static class Timeline
{
    /// <summary>What cells say, in their order, which is that of time.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="book">What can be said.</param>
    /// <param name="year">The year of dates that say none.</param>
    /// <exception cref="SpecException">They cannot be read.</exception>
    public static IReadOnlyList<Dated<T>> Read<T>(SpecRow row, string column, Phrasebook<T> book, int year)
    {
        List<Dated<T>> all = [];
        foreach (var words in row.Cells(column).Select(cell => Words.Of(row.File, cell)))
        {
            while (!words.AtEnd)
            {
                ReadDay(row, words, book, year, all);
            }
        }

        return all;
    }

    private static void ReadDay<T>(SpecRow row, Words words, Phrasebook<T> book, int year, List<Dated<T>> all)
    {
        var when = Slot.ReadMoment(words, year);
        string separator;
        do
        {
            var part = words.Part(out separator);
            var place = part.Next.At;
            var (phrase, meaning, said) = book.Read(part, year);
            var dated = new Dated<T>(place, when, phrase, meaning, said);
            if (all is [.., var last] && dated.Known.IsBefore(last.Known))
            {
                throw row.Wrong(place, $"{dated.Known} is before {last.Known}; write in the order in which things become known");
            }

            all.Add(dated);
        }
        while (separator == ",");
    }
}
