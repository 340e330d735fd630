using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes the window of event ids and the filter of business ids.</summary>
internal static class IdsCodec
{
    // A bit takes a little more than one byte, a word eight.
    private const int BitsPerWord = 6;

    public static void Write(StateWriter writer, RecentIds recent)
    {
        writer.Signed(recent.EvictedTicks);
        writer.Count(recent.Ids.Length);
        foreach (var seen in recent.Ids)
        {
            writer.Raw(seen.Hash);
            writer.Signed(seen.Ticks);
        }
    }

    public static RecentIds ReadRecent(ref StateReader reader)
    {
        var evicted = reader.Signed();
        return new RecentIds(reader.Many(ReadSeen), evicted);
    }

    /// <summary>Writes the filter: the bits that differ from an archive's of the same size, or all of it.</summary>
    public static void Write(StateWriter writer, FactFilter facts, StateArchive archive)
    {
        writer.Signed(facts.LastCount);
        if (!archive.IsEmpty)
        {
            writer.Bool(IsLike(facts, archive));
            if (IsLike(facts, archive))
            {
                WriteDifference(writer, facts.Words.AsSpan(), archive.Facts.Words.AsSpan());
                return;
            }
        }

        writer.Count(facts.Words.Length);
        foreach (var word in facts.Words)
        {
            writer.Raw(word);
        }
    }

    public static FactFilter ReadFacts(ref StateReader reader, StateArchive archive)
    {
        var last = reader.Int();
        return !archive.IsEmpty && reader.Bool()
            ? new FactFilter(ReadDifference(ref reader, archive.Facts.Words), last)
            : new FactFilter(reader.Many(ReadWord), last);
    }

    /// <summary>About how many words' room the filter takes where it is written against an archive.</summary>
    public static int CountOthers(FactFilter facts, StateArchive archive) => IsLike(facts, archive)
        ? CountBits(facts.Words.AsSpan(), archive.Facts.Words.AsSpan()) / BitsPerWord
        : facts.Words.Length;

    private static bool IsLike(FactFilter facts, StateArchive archive) => facts.Words.Length == archive.Facts.Words.Length;

    private static int CountBits(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> archived)
    {
        var bits = 0;
        for (var i = 0; i < words.Length; i++)
        {
            bits += BitOperations.PopCount(words[i] ^ archived[i]);
        }

        return bits;
    }

    // A new id sets a handful of bits among thousands: their distances take a byte or two each.
    private static void WriteDifference(StateWriter writer, ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> archived)
    {
        writer.Count(CountBits(words, archived));
        var last = 0;
        for (var i = 0; i < words.Length; i++)
        {
            for (var bits = words[i] ^ archived[i]; bits != 0; bits &= bits - 1)
            {
                var at = (i * 64) + BitOperations.TrailingZeroCount(bits);
                writer.Count(at - last);
                last = at;
            }
        }
    }

    private static ImmutableArray<ulong> ReadDifference(ref StateReader reader, ImmutableArray<ulong> archived)
    {
        var count = reader.Count();
        if (count == 0)
        {
            return archived;
        }

        var words = archived.ToArray();
        for (var at = 0UL; count > 0; count--)
        {
            at += Math.Min(reader.Unsigned(), int.MaxValue);
            words[at >> 6] ^= 1UL << (int)(at & 63);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(words);
    }

    private static SeenId ReadSeen(ref StateReader reader) => new(reader.Raw(), reader.Signed());

    private static ulong ReadWord(ref StateReader reader) => reader.Raw();
}
