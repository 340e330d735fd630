using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CreditRisk.Domain.Account;

/// <summary>
/// Remembers for ever which business ids an account has used, in about 16 bits each: a scalable Bloom filter (Almeida et al., 2007), probed by enhanced double hashing (Dillinger and Manolios, 2004). "No" is
/// certain; "maybe" (less than one in a hundred for ids never used) is settled by a look into the history. Immutable.
/// </summary>
/// <param name="Words">The bit sets one after the other, each twice the size of the one before; the first has four words.</param>
/// <param name="LastCount">How many ids the last set holds.</param>
public readonly record struct FactFilter(ImmutableArray<ulong> Words, int LastCount)
{
    private const int FirstWords = 4;
    private const int FirstBitsPerId = 14;
    private const int Probes = 6;

    /// <summary>Nothing used.</summary>
    public static readonly FactFilter Empty = new([], 0);

    /// <summary>Whether the id may have been used.</summary>
    public bool MayContain(ulong hash)
    {
        var words = Words.AsSpan();
        for (var size = FirstWords; !words.IsEmpty; size *= 2)
        {
            if (SetMayContain(words[..size], hash))
            {
                return true;
            }

            words = words[size..];
        }

        return false;
    }

    /// <summary>Adds an id.</summary>
    public FactFilter Add(ulong hash)
    {
        // Sets of 4, 8, 16 ... words: n of them have 4 x (2^n - 1) words together, so that the last has (all + 4) / 2.
        var last = (Words.Length + FirstWords) / 2;
        // Each set is sparser than the one before, so that the chances of a false "maybe" stay below one in a hundred together.
        var bitsPerId = FirstBitsPerId + BitOperations.Log2((uint)Math.Max(1, last / FirstWords));
        var isFull = Words.IsEmpty || LastCount >= last * 64 / bitsPerId;
        var words = new ulong[Words.Length + (isFull ? Words.Length + FirstWords : 0)];
        Words.AsSpan().CopyTo(words);
        Set(words.AsSpan(words.Length - ((words.Length + FirstWords) / 2)), hash);
        return new FactFilter(ImmutableCollectionsMarshal.AsImmutableArray(words), isFull ? 1 : LastCount + 1);
    }

    private static bool SetMayContain(ReadOnlySpan<ulong> words, ulong hash)
    {
        unchecked
        {
            var step = (hash >> 32) | 1;
            for (ulong i = 0; i < Probes; i++, hash += step, step += i)
            {
                var bit = (int)(hash % (uint)(words.Length * 64));
                if ((words[bit >> 6] & (1UL << (bit & 63))) == 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static void Set(Span<ulong> words, ulong hash)
    {
        unchecked
        {
            var step = (hash >> 32) | 1;
            for (ulong i = 0; i < Probes; i++, hash += step, step += i)
            {
                var bit = (int)(hash % (uint)(words.Length * 64));
                words[bit >> 6] |= 1UL << (bit & 63);
            }
        }
    }
}
