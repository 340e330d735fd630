using System.Globalization;
using CreditRisk.Tests.Specs.Reading;
using CreditRisk.Tests.Specs.Stories;

namespace CreditRisk.Tests.Specs.Tables;

/// <summary>Reads single cells of a row, and compares them.</summary>
internal static class Cells
{
    private const string Elsewhere = "elsewhere";

    /// <summary>The region of the column <c>region</c>; null for all that have nothing of their own.</summary>
    public static string? Region(SpecRow row) => row.Cell("region").Text is Elsewhere ? null : row.Cell("region").Text;

    /// <summary>A date, and the time where one is said.</summary>
    public static Moment MomentOf(SpecRow row, string column)
    {
        var words = Words.Of(row.File, row.Cell(column));
        var moment = Slot.ReadMoment(words, Story.YearOf(row));
        return words.AtEnd ? moment : throw words.Wrong(words.Next, "a date, and a time such as 09:00");
    }

    /// <summary>A whole number.</summary>
    public static int Whole(SpecRow row, string column) => int.TryParse(row.Cell(column).Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw row.Wrong(row.Cell(column).At, $"found '{row.Cell(column).Text}', expected a whole number");

    /// <summary>One of some words.</summary>
    public static T Word<T>(SpecRow row, string column)
        where T : struct, Enum => Enum.TryParse<T>(row.Cell(column).Text, ignoreCase: true, out var word)
        ? word
        : throw row.Wrong(row.Cell(column).At, $"found '{row.Cell(column).Text}', expected one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");

    /// <summary>What the row says that is not so.</summary>
    public static IEnumerable<string> Differences(SpecRow row, params (string Column, string Found)[] found) =>
        from difference in found
        let cell = row.Cell(difference.Column)
        where cell.Text != difference.Found
        select $"{row.File}:{cell.At.Line}:{cell.At.Column}: {difference.Column}: expected '{cell.Text}', found '{difference.Found}'";
}
