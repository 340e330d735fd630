using System.Globalization;
using System.Text;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Shows in a message what was found: short, on one line, and without characters that could deceive its reader.</summary>
internal static class Found
{
    private const int MaxCharacters = 40;

    // Four bytes are the longest character in UTF-8, so that this many hold all that is shown.
    private const int MaxBytes = (MaxCharacters + 1) * 4;

    /// <summary>A piece of JSON as it was written.</summary>
    public static string Json(ReadOnlySpan<byte> json) => json.IsEmpty ? "nothing" : Show(json);

    /// <summary>A text that is not JSON, in quotes.</summary>
    public static string Text(ReadOnlySpan<byte> text) => $"\"{Show(text)}\"";

    /// <summary>A field name of the sender's own, as a part of a path.</summary>
    public static string Name(ReadOnlySpan<byte> name) => Show(name);

    /// <summary>The first characters of a text that need not be valid UTF-8.</summary>
    public static string Lossy(ReadOnlySpan<byte> text, int maxCharacters)
    {
        var all = Encoding.UTF8.GetString(text.Length > maxCharacters * 4 ? text[..(maxCharacters * 4)] : text);
        return all.Length > maxCharacters ? all[..maxCharacters] : all;
    }

    private static string Show(ReadOnlySpan<byte> text)
    {
        var shown = new StringBuilder();
        var characters = 0;
        foreach (var rune in Encoding.UTF8.GetString(text.Length > MaxBytes ? text[..MaxBytes] : text).EnumerateRunes())
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
