using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Reads one element of an encoded list.</summary>
internal delegate T ReadElement<out T>(ref StateReader reader);

/// <summary>Reads what <see cref="StateWriter"/> wrote. Every read checks that the bytes are there.</summary>
/// <param name="bytes">An encoded state.</param>
internal ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether reading threw this because of the bytes.</summary>
    public static bool IsDamage(Exception thrown) => thrown is IndexOutOfRangeException or ArgumentException or OverflowException;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte()
    {
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new StateCodecException($"a flag of {other} was found in an encoded state"),
    };

    public ulong Raw()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
        _rest = _rest[8..];
        return value;
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= unchecked((ulong)(next & 0x7F) << shift);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new StateCodecException("an integer of more than 64 bits was found in an encoded state");
    }

    public long Signed()
    {
        var value = Unsigned();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    public int Int() => (int)Signed();

    /// <summary>A number of elements: never more than there are bytes left, so that a damaged state cannot ask for much memory.</summary>
    /// <param name="known">How many elements may be there without bytes of their own.</param>
    public int Count(int known = 0)
    {
        var value = Unsigned();
        return value <= (ulong)_rest.Length + (ulong)known
            ? (int)value
            : throw new StateCodecException($"a count of {value} was found in an encoded state with {_rest.Length} bytes left");
    }

    /// <summary>A list: its count, then its elements.</summary>
    public ImmutableArray<T> Many<T>(ReadElement<T> read)
    {
        var count = Count();
        if (count == 0)
        {
            return [];
        }

        var elements = new T[count];
        for (var i = 0; i < count; i++)
        {
            elements[i] = read(ref this);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(elements);
    }

    public CivilDate Date() => new(Int());

    public Instant Instant()
    {
        var seconds = Signed();
        var instant = NodaTime.Instant.FromUnixTimeSeconds(seconds >> 1);
        return (seconds & 1) == 0 ? instant : instant.PlusNanoseconds((long)Unsigned());
    }

    public string Text()
    {
        var length = Count();
        var text = Encoding.UTF8.GetString(_rest[..length]);
        _rest = _rest[length..];
        return text;
    }

    public string? OptionalText() => Bool() ? Text() : null;

    /// <summary>A text that many accounts have in common, such as a source or a region: one object serves them all.</summary>
    public string Word()
    {
        var length = Count();
        var text = CommonWords.Of(_rest[..length]);
        _rest = _rest[length..];
        return text;
    }
}
