using System.Text;

namespace CreditRisk.Tests.Fuzz;

/// <summary>What careless or hostile senders write where a value is expected: numbers, texts, nesting and sizes at and beyond every bound, and bytes that are no text.</summary>
internal static class HostileValues
{
    // Bounds of the decoder and of its caches, and what lies around them.
    private static readonly int[] Lengths = [0, 1, 63, 64, 65, 255, 256, 257, 1_023, 1_535, 1_536, 1_537, 5_000];
    private static readonly int[] HugeLengths = [65_400, 65_535, 65_536, 65_537, 70_000];
    private static readonly int[] Depths = [2, 11, 12, 13, 14, 15, 16, 17, 63, 64, 65, 1_000];
    private static readonly int[] Counts = [0, 1, 63, 64, 65, 99, 100, 101, 999, 1_000, 1_001];

    private static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "-1", "+1", "007", "00", ".5", "5.", "1.", "1e309", "-1e309", "1e-400", "1E400", "1e+", "1e", "0e0", "1e2", "1.0e-2", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "92233720368547758.07", "99999999999999999.9", "999999999999999999", "9999999999999999999", "0.000000000000000000000000000001",
        "0.1234567890123456789", "2147483647", "2147483648", "-2147483649", "1.7976931348623157e308", "NaN", "Infinity", "-Infinity", "0x10", "1_000", "1,5", "1e99999999999",
        "0.00", "0.005", "12.3456789", "100.00",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "\\u0000", "\\\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\ud83d\\u0041", "\\ude00\\ud83d", "\\u00", "\\x41", "\\", "\\u202e", "\\ufeff", "\\u2028", "\\u0041\\u0042",
        "\u202Eevil", "\uFEFF", "\u200B", "e\u0301\u0301\u0301", "😀", "\uFFFF", "\uFFFE", "\u0085", "\u001F", "\u007F", "\t", "\n", "\r\n", "１２", "٣", "ﬁ", "İ", "ß",
        "-1", "1e5", "1.", "00.10", "0.10 ", " 0.10", "+0.10", "1,000.00", "1000000000000000000", "NaN", "0.0000000000000000001",
        "2026-02-29", "2024-02-29", "2026-02-30", "2026-13-01", "0000-00-00", "1899-12-31", "2200-01-01", "9999-12-31", "2026-1-1", "２026-01-01", "2026-01-01T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T23:59:60Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00.1234567891Z", "2026-01-01T00:00:00", "2199-12-31T23:59:59-23:59",
        "1900-01-01T00:00:00+23:59", "2026-01-01 00:00:00Z", "EUR", "eur", "XXX", "XAU", "JPY", "BHD", "EURO", "Europe/Berlin", "Europe/Atlantis", "../../etc/passwd", "'; DROP TABLE accounts; --",
        "<script>", "${jndi:ldap://x}", "%00", "true", "null", "application/json; charset=utf-16", "text/plain", "application/JSON;", "+json", "1.0", "0.3", "payment.received", "feed.heartbeat",
    ];

    // No text in UTF-8, wherever they stand: overlong forms, halves of pairs, cut sequences, bytes that never occur.
    private static readonly byte[][] Bytes =
    [
        [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF], [0xFE], [0x80], [0xBF], [0xC3], [0xE2, 0x82],
        [0xF0, 0x9F, 0x98], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0x00], [0x1F, 0x8B],
    ];

    private static readonly string[] Others = ["null", "true", "false", "[]", "{}", "[[]]", "[null]", "{\"a\":1}", "[{}]", "[1,2]", "{\"amount\":\"1.00\"}", "", "nul", "tru", "\"", "[", "{", "]", "}", "{]", "[}"];

    /// <summary>A piece of JSON, or of what looks like it.</summary>
    public static byte[] Draw(Random random) => random.Next(100) switch
    {
        < 30 => Utf8(Pick(Numbers, random)),
        < 65 => Quoted(Utf8(Pick(Texts, random))),
        < 72 => Quoted(Pick(Bytes, random)),
        < 75 => Pick(Bytes, random),
        < 85 => Utf8(Pick(Others, random)),
        < 91 => Quoted(Repeated(random, Pick(Lengths, random))),
        < 94 => Nested(random, Pick(Depths, random)),
        < 97 => Listed(random, Pick(Counts, random)),
        < 99 => Utf8(new string(random.Next(2) == 0 ? '9' : '0', Pick(Lengths, random)) + (random.Next(2) == 0 ? ".5" : "")),
        _ => random.Next(8) == 0 ? Quoted(Repeated(random, Pick(HugeLengths, random))) : Utf8("null"),
    };

    /// <summary>A few bytes as they stand in texts.</summary>
    public static byte[] Fragment(Random random) => random.Next(3) == 0 ? Pick(Bytes, random) : Utf8(Pick(Texts, random));

    public static T Pick<T>(T[] values, Random random) => values[random.Next(values.Length)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Quoted(ReadOnlySpan<byte> text) => [(byte)'"', .. text, (byte)'"'];

    private static byte[] Repeated(Random random, int length)
    {
        var piece = Utf8(Pick(["x", "\\u0041", "é", "😀", "\\\"", " ", "\\ud83d\\ude00", "a\u0301"], random));
        var text = new byte[length / piece.Length * piece.Length];
        for (var at = 0; at < text.Length; at += piece.Length)
        {
            piece.CopyTo(text, at);
        }

        return text;
    }

    private static byte[] Nested(Random random, int depth)
    {
        var (open, close) = random.Next(3) switch { 0 => ("[", "]"), 1 => ("{\"a\":", "}"), _ => ("[{\"a\":", "}]") };
        var levels = Math.Max(1, depth * (open.Length == 6 ? 1 : 2) / 2);
        return Utf8(string.Concat(Enumerable.Repeat(open, levels)) + "1" + (random.Next(5) == 0 ? "" : string.Concat(Enumerable.Repeat(close, levels))));
    }

    private static byte[] Listed(Random random, int count)
    {
        var isObject = random.Next(3) == 0;
        var item = Pick(["{}", "1", "{\"invoiceId\":\"I\",\"amount\":\"1.00\"}", "null", "[]", "\"x\"", "{\"service\":\"gas\",\"amount\":\"1\"}", "{\"id\":\"S\",\"service\":\"s\"}"], random);
        var items = Enumerable.Range(0, count).Select(i => isObject ? $"\"k{(random.Next(40) == 0 ? 0 : i)}\":{item}" : item);
        return Utf8($"{(isObject ? '{' : '[')}{string.Join(',', items)}{(isObject ? '}' : ']')}");
    }
}
