using System.Text;
using CreditRisk.Domain.Events;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Shows in a message what was found in an event's bytes; see <see cref="SenderText"/>.</summary>
internal static class Found
{
    // Four bytes are the longest character in UTF-8, so that this many hold all that is shown.
    private const int MaxBytes = (SenderText.MaxCharacters + 1) * 4;

    /// <summary>A piece of JSON as it was written.</summary>
    public static string Json(ReadOnlySpan<byte> json) => json.IsEmpty ? "nothing" : Show(json);

    /// <summary>A text that is not JSON, in quotes.</summary>
    public static string Text(ReadOnlySpan<byte> text) => $"\"{Show(text)}\"";

    /// <summary>A field name of the sender's own, as a part of a path.</summary>
    public static string Name(ReadOnlySpan<byte> name) => name.IsEmpty ? "\"\"" : Show(name);

    /// <summary>The first characters of a text that need not be valid UTF-8.</summary>
    public static string Lossy(ReadOnlySpan<byte> text, int maxCharacters)
    {
        var all = Encoding.UTF8.GetString(text.Length > maxCharacters * 4 ? text[..(maxCharacters * 4)] : text);
        if (all.Length <= maxCharacters)
        {
            return all;
        }

        // A character of two units is shown whole or not at all.
        return all[..(char.IsHighSurrogate(all[maxCharacters - 1]) ? maxCharacters - 1 : maxCharacters)];
    }

    private static string Show(ReadOnlySpan<byte> text) => SenderText.Show(Encoding.UTF8.GetString(text.Length > MaxBytes ? text[..MaxBytes] : text));
}
