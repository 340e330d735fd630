using System.Buffers.Binary;
using System.Text;

namespace CreditRisk.Ingest.Records;

/// <summary>
/// A record's headers as one run of bytes, kept with the record: for each a 16-bit length and its name, a 32-bit length and its value, little-endian; a value that is
/// null has the length -1. A name of 65,535 bytes or more has the 16-bit length 65,535, and its length in 32 bits behind that. No headers are no bytes.
/// </summary>
public static class RecordHeaders
{
    private const int LengthBytes = sizeof(int);

    /// <summary>Encodes headers in their order; a name may occur several times.</summary>
    public static byte[] Encode(IEnumerable<KeyValuePair<string, byte[]?>> headers)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[LengthBytes];
        foreach (var (name, value) in headers)
        {
            var utf8 = Encoding.UTF8.GetBytes(name);
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)Math.Min(utf8.Length, ushort.MaxValue));
            bytes.Write(length[..sizeof(ushort)]);
            if (utf8.Length >= ushort.MaxValue)
            {
                BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
                bytes.Write(length);
            }

            bytes.Write(utf8);
            BinaryPrimitives.WriteInt32LittleEndian(length, value?.Length ?? -1);
            bytes.Write(length);
            bytes.Write(value);
        }

        return bytes.ToArray();
    }

    /// <summary>The last value of a name, compared without regard to the case of ASCII letters; empty where there is none.</summary>
    /// <exception cref="FormatException">The bytes are damaged.</exception>
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
    /// <exception cref="FormatException">The bytes are damaged.</exception>
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

        int length = BinaryPrimitives.ReadUInt16LittleEndian(Take(ref rest, sizeof(ushort)));
        name = Take(ref rest, length < ushort.MaxValue ? length : BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, LengthBytes)));
        length = BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, LengthBytes));
        isNull = length == -1;
        value = isNull ? default : Take(ref rest, length);
        return true;
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> rest, int length)
    {
        if (length < 0 || length > rest.Length)
        {
            throw new FormatException($"the headers of a record are damaged: {length} bytes were to follow, and {rest.Length} are left");
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
