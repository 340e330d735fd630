using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CreditRisk.Domain.Account;

/// <summary>
/// Remembers for ever which business ids an account has used, in about 12 bits each: a scalable Bloom filter (Almeida et al., 2007). "No" is
/// certain; "maybe" (less than one in a hundred for ids never used) is settled by a look into the history. Immutable.
/// </summary>
/// <param name="Layers">Bit sets, each twice the size of the one before.</param>
/// <param name="LastCount">How many ids the last layer holds.</param>
public sealed record FactFilter(ImmutableArray<ImmutableArray<ulong>> Layers, int LastCount)
{
    private const int FirstWords = 4;
    private const int BitsPerId = 12;
    private const int Probes = 6;

    /// <summary>Nothing used.</summary>
    public static readonly FactFilter Empty = new([], 0);

    /// <summary>Whether the id may have been used.</summary>
    public bool MayContain(ulong hash)
    {
        foreach (var layer in Layers)
        {
            if (LayerMayContain(layer.AsSpan(), hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds an id.</summary>
    public FactFilter Add(ulong hash)
    {
        if (Layers.IsEmpty || LastCount >= Layers[^1].Length * 64 / BitsPerId)
        {
            var words = Layers.IsEmpty ? FirstWords : Layers[^1].Length * 2;
            return new FactFilter(Layers.Add(Set(new ulong[words], hash)), 1);
        }

        var last = Layers.Length - 1;
        var changed = Set(Layers[last].AsSpan().ToArray(), hash);
        return new FactFilter(last == 0 ? [changed] : Layers.SetItem(last, changed), LastCount + 1);
    }

    private static bool LayerMayContain(ReadOnlySpan<ulong> words, ulong hash)
    {
        unchecked
        {
            var step = (hash >> 32) | 1;
            for (var i = 0; i < Probes; i++, hash += step)
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

    private static ImmutableArray<ulong> Set(ulong[] words, ulong hash)
    {
        unchecked
        {
            var step = (hash >> 32) | 1;
            for (var i = 0; i < Probes; i++, hash += step)
            {
                var bit = (int)(hash % (uint)(words.Length * 64));
                words[bit >> 6] |= 1UL << (bit & 63);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(words);
    }
}
