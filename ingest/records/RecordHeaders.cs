using System.Buffers.Binary;
using System.Text;

namespace CreditRisk.Ingest.Records;

/// <summary>
/// A record's headers as one run of bytes, kept with the record: for each a 16-bit length and its name, a 32-bit length and its value, little-endian; a value that is
/// null has the length -1. No headers are no bytes.
/// </summary>
public static class RecordHeaders
{
    /// <summary>Encodes headers in their order; a name may occur several times.</summary>
    /// <exception cref="ArgumentException">A name is longer than 65,535 bytes.</exception>
    public static byte[] Encode(IEnumerable<KeyValuePair<string, byte[]?>> headers)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var (name, value) in headers)
        {
            var utf8 = Encoding.UTF8.GetBytes(name);
            if (utf8.Length > ushort.MaxValue)
            {
                throw new ArgumentException($"a header's name has {utf8.Length} bytes", nameof(headers));
            }

            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)utf8.Length);
            bytes.Write(length[..2]);
            bytes.Write(utf8);
            BinaryPrimitives.WriteInt32LittleEndian(length, value?.Length ?? -1);
            bytes.Write(length);
            bytes.Write(value);
        }

        return bytes.ToArray();
    }

    /// <summary>The last value of a name, compared without regard to the case of ASCII letters; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> found = [];
        while (TryNext(ref headers, out var next, out var value, out _))
        {
            found = Ascii.EqualsIgnoreCase(next, name) ? value : found;
        }

        return found;
    }

    /// <summary>The headers, decoded.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]?>> Decode(ReadOnlySpan<byte> headers)
    {
        var decoded = new List<KeyValuePair<string, byte[]?>>();
        while (TryNext(ref headers, out var name, out var value, out var isNull))
        {
            decoded.Add(new(Encoding.UTF8.GetString(name), isNull ? null : value.ToArray()));
        }

        return decoded;
    }

    private static bool TryNext(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool isNull)
    {
        name = default;
        value = default;
        isNull = false;
        if (rest.IsEmpty)
        {
            return false;
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        name = rest.Slice(2, nameLength);
        var valueLength = BinaryPrimitives.ReadInt32LittleEndian(rest[(2 + nameLength)..]);
        rest = rest[(6 + nameLength)..];
        isNull = valueLength < 0;
        if (!isNull)
        {
            value = rest[..valueLength];
            rest = rest[valueLength..];
        }

        return true;
    }
}
