using System.Buffers.Binary;

namespace CreditRisk.Domain.Account;

/// <summary>
/// A hash that is the same in every process and version: it is stored. FNV-1a over the UTF-16 units, finished by MurmurHash3's
/// 64-bit mixer, so that all bits depend on all input. Two ids of one account collide with a chance of one in 2^64: even ten thousand
/// ids of each of a million accounts meet once in about four hundred thousand such portfolios.
/// </summary>
public static class StableHash
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The hash of a text.</summary>
    public static ulong Of(string text) => Mix(Add(OffsetBasis, text));

    /// <summary>The hash of a pair of texts; a separator keeps ("ab","c") and ("a","bc") apart.</summary>
    public static ulong Of(string first, string second) => Mix(Add(unchecked((Add(OffsetBasis, first) ^ 0x1F) * Prime), second));

    /// <summary>The hash of a number and a text.</summary>
    public static ulong Of(byte kind, string text) => Mix(Add(unchecked((OffsetBasis ^ kind) * Prime), text));

    /// <summary>The hash of bytes: FNV-1a over words of eight, folded at each so that every bit counts, and over the length.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var hash = (OffsetBasis ^ (ulong)bytes.Length) * Prime;
            for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            {
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Prime;
                hash ^= hash >> 32;
            }

            foreach (var last in bytes)
            {
                hash = (hash ^ last) * Prime;
            }

            return Mix(hash);
        }
    }

    private static ulong Add(ulong hash, string text)
    {
        unchecked
        {
            foreach (var unit in text)
            {
                hash = (hash ^ unit) * Prime;
            }
        }

        return hash;
    }

    private static ulong Mix(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
            hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
            return hash ^ (hash >> 33);
        }
    }
}
