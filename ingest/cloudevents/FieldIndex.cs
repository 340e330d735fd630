using System.Text.Json;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Where the value of a field stands in the event's bytes.</summary>
internal struct FieldSlot
{
    /// <summary>The first byte: after the quote of a string, at the bracket of an object or array.</summary>
    public int Start;

    /// <summary>The length without quotes, with brackets.</summary>
    public int Length;

    /// <summary>Which reading this belongs to: what is not of the present one is absent.</summary>
    public uint Stamp;

    /// <summary>The kind of value: for objects and arrays the token that starts them.</summary>
    public JsonTokenType Kind;

    /// <summary>Whether a string has escapes.</summary>
    public bool Escaped;

    /// <summary>Whether the field came again; the first value is kept.</summary>
    public bool Repeated;
}

/// <summary>
/// Where the known fields of one JSON object stand. The whole event is walked once, whatever the order of its fields; values are
/// then read by name when it is known what they are for. Objects of this class are used again for each event.
/// </summary>
internal sealed class FieldIndex
{
    private readonly FieldSlot[] _slots = new FieldSlot[FieldNames.Count];
    private uint _stamp;

    /// <summary>The first field that came twice, or none.</summary>
    public Field Repeated { get; private set; }

    /// <summary>Forgets all fields.</summary>
    public void Clear()
    {
        Repeated = Field.None;
        if (_stamp == uint.MaxValue)
        {
            Array.Clear(_slots);
            _stamp = 0;
        }

        _stamp++;
    }

    /// <summary>Where a field's value stands.</summary>
    /// <returns>False when the field is absent.</returns>
    public bool TryGet(Field field, out FieldSlot slot)
    {
        slot = _slots[(int)field];
        return slot.Stamp == _stamp;
    }

    /// <summary>Walks through an object from its first bracket to its last and notes the known fields.</summary>
    /// <returns>False when the bytes end before the object does.</returns>
    /// <exception cref="JsonException">The bytes are not well-formed JSON.</exception>
    public bool ReadObject(ref Utf8JsonReader reader)
    {
        Clear();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            var field = FieldOf(ref reader);
            if (!reader.Read() || !(field == Field.None ? reader.TrySkip() : Store(field, ref reader)))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Notes the value on which the reader stands, and moves to its end.</summary>
    /// <returns>False when the bytes end before the value does.</returns>
    /// <exception cref="JsonException">The bytes are not well-formed JSON.</exception>
    public bool Store(Field field, ref Utf8JsonReader reader)
    {
        var kind = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        if (kind == JsonTokenType.String)
        {
            Put(field, new FieldSlot { Start = start + 1, Length = reader.ValueSpan.Length, Kind = kind, Escaped = reader.ValueIsEscaped });
            return true;
        }

        if (!reader.TrySkip())
        {
            return false;
        }

        Put(field, new FieldSlot { Start = start, Length = (int)reader.BytesConsumed - start, Kind = kind });
        return true;
    }

    /// <summary>The field whose name the reader stands on, or none when it is unknown.</summary>
    public static Field FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? FieldOfEscaped(reader.ValueSpan) : FieldNames.Find(reader.ValueSpan);

    /// <summary>Notes a value.</summary>
    public void Put(Field field, FieldSlot value)
    {
        ref var slot = ref _slots[(int)field];
        if (slot.Stamp == _stamp)
        {
            slot.Repeated = true;
            Repeated = Repeated == Field.None ? field : Repeated;
            return;
        }

        value.Stamp = _stamp;
        slot = value;
    }

    // Apart from the plain case, which would pay for the buffer as well.
    private static Field FieldOfEscaped(ReadOnlySpan<byte> name)
    {
        Span<byte> unescaped = stackalloc byte[FieldLimits.MaxTextBytes];
        return name.Length <= unescaped.Length && JsonText.TryUnescape(name, unescaped, out var length)
            ? FieldNames.Find(unescaped[..length])
            : Field.None;
    }
}
