using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using CreditRisk.Domain.Money;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Makes one value of an array out of the fields of one element; amounts in it must fit the event's currency.</summary>
internal delegate T ElementMapping<T>(in FieldReader element, Currency? currency);

internal readonly ref partial struct FieldReader
{
    /// <summary>The objects of an array, or default when the field is absent.</summary>
    /// <param name="field">The array.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="read">Makes a value out of one object.</param>
    /// <param name="currency">The event's currency, when it has one.</param>
    public ImmutableArray<T> Objects<T>(Field field, int most, ElementMapping<T> read, Currency? currency = null)
    {
        if (!TryValue(field, out var slot))
        {
            return default;
        }

        if (slot.Kind != JsonTokenType.StartArray)
        {
            Refuse(field, RefusalReasons.BadField, "an array");
            return default;
        }

        var array = _json.Slice(slot.Start, slot.Length);
        var count = Count(array);
        if (count > most)
        {
            _context.Refuse(RefusalReasons.BadField, Path(field), $"{count} elements", $"at most {most}");
            return default;
        }

        return count == 0 ? [] : ReadObjects(array, field, count, read, currency);
    }

    /// <summary>Refuses an array that is absent or empty.</summary>
    public void RefuseEmpty(Field field, string expected)
    {
        if (Has(field))
        {
            Refuse(field, RefusalReasons.BadField, expected);
        }
        else
        {
            Missing(field, expected);
        }
    }

    private ImmutableArray<T> ReadObjects<T>(
        ReadOnlySpan<byte> array, Field field, int count, ElementMapping<T> read, Currency? currency)
    {
        var values = new T[count];
        var reader = new Utf8JsonReader(array, Options());
        _ = reader.Read();
        for (var i = 0; i < count && reader.Read() && _context.Refusal is null; i++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var found = Found.Json(array[start..(int)reader.BytesConsumed]);
                _context.Refuse(RefusalReasons.BadField, $"{Path(field)}[{i}]", found, "an object");
                break;
            }

            _ = _context.Element.ReadObject(ref reader);
            values[i] = read(new FieldReader(array, _context, field, i), currency);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    // The bytes have been read once already: they are well-formed and no deeper than the limit.
    private int Count(ReadOnlySpan<byte> array)
    {
        var reader = new Utf8JsonReader(array, Options());
        var count = 0;
        for (_ = reader.Read(); reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            reader.Skip();
        }

        return count;
    }

    private JsonReaderOptions Options() => new() { MaxDepth = _context.Limits.MaxDepth };
}
