using System.Globalization;
using System.Text;

namespace CreditRisk.Domain.Events;

/// <summary>Shows in a message what a sender wrote: short, on one line, and without characters that could deceive its reader.</summary>
public static class SenderText
{
    /// <summary>How many characters are shown; three dots stand for the others.</summary>
    public const int MaxCharacters = 40;

    /// <summary>A text as it may stand in a message: its first characters, with those escaped that are not seen or turn others round.</summary>
    public static string Show(string text)
    {
        var shown = new StringBuilder();
        var characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (characters++ == MaxCharacters)
            {
                return shown.Append("...").ToString();
            }

            if (IsHarmless(rune))
            {
                shown.Append(rune);
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
        }

        return shown.ToString();
    }

    // Format characters can turn the direction of a line round; separators can break it.
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
