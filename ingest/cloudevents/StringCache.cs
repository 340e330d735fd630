using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// Strings that come again and again (senders, methods, services, states) made only once. Each text has one place; another text
/// with the same place takes it over. So the cache is bounded whatever is sent, and nothing has to be evicted.
/// </summary>
internal sealed class StringCache
{
    private const int Places = 2048;
    private const int MaxBytes = 64;

    private readonly string?[] _places = new string?[Places];

    /// <summary>The string of a UTF-8 text, which must be valid.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var place = ref _places[Hash(utf8) % Places];
        return place is not null && Ascii.Equals(utf8, place) ? place : GetOrReplace(ref place, utf8);
    }

    private static string GetOrReplace(ref string? place, ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[MaxBytes];
        Utf8.ToUtf16(utf8, text, out _, out var length);
        if (place is null || !text[..length].SequenceEqual(place))
        {
            place = new string(text[..length]);
        }

        return place;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        unchecked
        {
            const ulong Odd = 0x9E3779B97F4A7C15;
            var hash = (ulong)utf8.Length;
            for (; utf8.Length >= sizeof(ulong); utf8 = utf8[sizeof(ulong)..])
            {
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * Odd;
                hash ^= hash >> 32;
            }

            foreach (var one in utf8)
            {
                hash = (hash ^ one) * Odd;
            }

            return (uint)(hash >> 40);
        }
    }
}
