using System.Buffers.Binary;
using System.Text;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Writes values into a growing buffer: integers as variable-length quantities, texts as UTF-8 with their length.</summary>
internal sealed class StateWriter
{
    // Up to three bytes of UTF-8 a letter make at most 126, which one byte can count.
    private const int MostShortText = 42;

    [ThreadStatic]
    private static StateWriter? _ofThread;

    private byte[] _buffer = new byte[1024];
    private int _length;

    private StateWriter()
    {
    }

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>The thread's one buffer, empty: a state is encoded for every write. What was written into it before must have been copied.</summary>
    public static StateWriter Begin()
    {
        var writer = _ofThread ??= new StateWriter();
        writer._length = 0;
        return writer;
    }

    public void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Raw(ulong value)
    {
        Reserve(8);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_length), value);
        _length += 8;
    }

    public void Unsigned(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    /// <summary>A signed integer: zigzag, so that small negative numbers stay short.</summary>
    public void Signed(long value) => Unsigned(unchecked((ulong)((value << 1) ^ (value >> 63))));

    public void Count(int value) => Unsigned((ulong)value);

    public void Date(CivilDate value) => Signed(value.Number);

    /// <summary>An instant, exact to the nanosecond; whole seconds take no room for the rest.</summary>
    public void Instant(Instant value)
    {
        var seconds = value.ToUnixTimeSeconds();
        var nanoseconds = (value - NodaTime.Instant.FromUnixTimeSeconds(seconds)).SubsecondNanoseconds;
        Signed((seconds * 2) + (nanoseconds == 0 ? 0 : 1));
        if (nanoseconds != 0)
        {
            Unsigned((ulong)nanoseconds);
        }
    }

    public void Text(string value)
    {
        if (value.Length <= MostShortText)
        {
            // Its length takes one byte, whatever its letters: it is written in one go.
            Reserve(1 + (value.Length * 3));
            var written = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length + 1));
            _buffer[_length] = (byte)written;
            _length += 1 + written;
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Count(bytes);
        Reserve(bytes);
        _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
    }

    /// <summary>A text or null.</summary>
    public void OptionalText(string? value)
    {
        Bool(value is not null);
        if (value is not null)
        {
            Text(value);
        }
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
