using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>JSON strings that are written with escapes. The text is known to be well-formed JSON.</summary>
internal static class JsonText
{
    private const int UnicodeEscapeBytes = 6;

    /// <summary>A value as it was written, with the quotes of a string.</summary>
    public static ReadOnlySpan<byte> Token(ReadOnlySpan<byte> json, scoped in FieldSlot slot) =>
        slot.Kind == JsonTokenType.String ? json.Slice(slot.Start - 1, slot.Length + 2) : json.Slice(slot.Start, slot.Length);

    /// <summary>The text of a string value; only one with escapes is copied.</summary>
    /// <returns>False when half of a surrogate pair stands alone, which is no character.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, scoped in FieldSlot slot, out ReadOnlySpan<byte> text)
    {
        text = json.Slice(slot.Start, slot.Length);
        if (!slot.Escaped || slot.Length > FieldLimits.MaxEscapedTextBytes)
        {
            // With so many bytes it is too long whatever its escapes stand for: its reader will say so.
            return true;
        }

        var unescaped = new byte[slot.Length];
        var isText = TryUnescape(text, unescaped, out var length);
        text = unescaped.AsSpan(0, length);
        return isText;
    }

    /// <summary>Writes the text that a string stands for.</summary>
    /// <param name="raw">The string without its quotes.</param>
    /// <param name="text">At least as long as <paramref name="raw"/>.</param>
    /// <param name="written">How many bytes of <paramref name="text"/> are the text.</param>
    /// <returns>False when half of a surrogate pair stands alone, which is no character.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> text, out int written)
    {
        written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            var run = plain < 0 ? raw : raw[..plain];
            run.CopyTo(text[written..]);
            written += run.Length;
            if (plain < 0)
            {
                return true;
            }

            raw = raw[plain..];
            if (!TryRune(raw, out var rune, out var used))
            {
                return false;
            }

            written += rune.EncodeToUtf8(text[written..]);
            raw = raw[used..];
        }
    }

    /// <summary>Where U+0000 is written as an escape, or -1. JSON allows it in no other way.</summary>
    public static int IndexOfEscapedNul(ReadOnlySpan<byte> json)
    {
        for (var at = 0; at < json.Length; at += 2)
        {
            // A backslash always begins an escape of at least two bytes, so that \\u0000 is not taken for one.
            var next = json[at..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (json[at..].StartsWith("\\u0000"u8))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool TryRune(ReadOnlySpan<byte> escape, out Rune rune, out int used)
    {
        used = 2;
        if (escape[1] != 'u')
        {
            rune = new Rune(escape[1] switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                var same => (char)same,
            });
            return true;
        }

        var first = Unit(escape);
        used = UnicodeEscapeBytes;
        if (Rune.TryCreate(first, out rune))
        {
            return true;
        }

        var rest = escape[UnicodeEscapeBytes..];
        used += UnicodeEscapeBytes;
        return rest.StartsWith("\\u"u8) && Rune.TryCreate(first, Unit(rest), out rune);
    }

    private static char Unit(ReadOnlySpan<byte> escape)
    {
        _ = Utf8Parser.TryParse(escape[2..UnicodeEscapeBytes], out ushort unit, out _, 'x');
        return (char)unit;
    }
}
