using System.Text.Json;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.Records;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// Makes account events of CloudEvents 1.0 in JSON, by the contracts in <c>docs/events.md</c>. It never throws on what a sender
/// may send: what is not exactly as agreed is refused. One instance serves one thread at a time; it keeps caches, so keep it.
/// </summary>
public sealed class EventDecoder
{
    private const int MaxAttributeCharacters = 256;

    private readonly DecodeContext _context;
    private readonly EventScanner _scanner;

    /// <summary>A decoder with the default limits.</summary>
    public EventDecoder()
        : this(DecoderLimits.Default)
    {
    }

    /// <summary>A decoder with limits of its own.</summary>
    public EventDecoder(DecoderLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _context = new DecodeContext(limits);
        _scanner = new EventScanner(_context);
    }

    /// <summary>Decodes one event in structured mode: attributes and data in one JSON object.</summary>
    /// <param name="structuredJson">The object in UTF-8 and nothing else but white space; it is not kept.</param>
    public DecodeResult Decode(ReadOnlySpan<byte> structuredJson)
    {
        _context.Begin();
        var isScanned = _scanner.ScanEvent(structuredJson);
        var attributes = ReadAttributes(structuredJson);
        return isScanned ? Finish(attributes, structuredJson) : Refuse(attributes);
    }

    /// <summary>Decodes a record: in binary mode where its headers have the attributes, else in structured mode.</summary>
    /// <param name="body">The record's value; it is not kept.</param>
    /// <param name="headers">Its headers, see <see cref="RecordHeaders"/>; empty for none.</param>
    public DecodeResult Decode(ReadOnlySpan<byte> body, ReadOnlySpan<byte> headers)
    {
        var version = RecordHeaders.Find(headers, "ce_specversion"u8);
        return version.IsEmpty
            ? Decode(body)
            : DecodeBinary(
                new CloudEventAttributes
                {
                    SpecVersion = version,
                    Id = RecordHeaders.Find(headers, "ce_id"u8),
                    Source = RecordHeaders.Find(headers, "ce_source"u8),
                    Type = RecordHeaders.Find(headers, "ce_type"u8),
                    Subject = RecordHeaders.Find(headers, "ce_subject"u8),
                    Time = RecordHeaders.Find(headers, "ce_time"u8),
                    DataContentType = RecordHeaders.Find(headers, "content-type"u8),
                },
                body);
    }

    /// <summary>Decodes one event in binary mode: attributes in headers, data in the value.</summary>
    /// <param name="attributes">The headers.</param>
    /// <param name="data">The data as a JSON object in UTF-8; it is not kept.</param>
    public DecodeResult DecodeBinary(in CloudEventAttributes attributes, ReadOnlySpan<byte> data)
    {
        _context.Begin();
        if (!data.IsEmpty)
        {
            if (!_scanner.ScanData(data))
            {
                return Refuse(attributes);
            }

            _context.Envelope.Put(Field.Data, new FieldSlot { Length = data.Length, Kind = JsonTokenType.StartObject });
        }

        return Finish(attributes, data);
    }

    private DecodeResult Finish(in CloudEventAttributes attributes, ReadOnlySpan<byte> json)
    {
        var (header, type) = HeaderReader.Read(attributes, _context);
        RequireData(json);
        if (_context.Refusal is not null)
        {
            return Refuse(attributes);
        }

        var accountEvent = EventMapping.Read(type, header, new FieldReader(json, _context));
        return _context.Refusal is null ? new DecodeResult(accountEvent) : Refuse(attributes);
    }

    private DecodeResult Refuse(in CloudEventAttributes attributes) => new(
        _context.Refusal.GetValueOrDefault(),
        new RefusedAttributes(Show(attributes.Id), Show(attributes.Source), Show(attributes.Subject), Show(attributes.Type)));

    private static string? Show(ReadOnlySpan<byte> attribute) =>
        attribute.IsEmpty ? null : Found.Lossy(attribute, MaxAttributeCharacters);

    private void RequireData(ReadOnlySpan<byte> json)
    {
        const string Expected = "an object";
        if (!_context.Envelope.TryGet(Field.Data, out var slot) || slot.Kind == JsonTokenType.Null)
        {
            _context.RefuseMissing("data", Expected);
        }
        else if (slot.Kind != JsonTokenType.StartObject)
        {
            _context.Refuse(RefusalReasons.BadField, "data", Found.Json(JsonText.Token(json, slot)), Expected);
        }
    }

    private CloudEventAttributes ReadAttributes(ReadOnlySpan<byte> json) => new()
    {
        SpecVersion = ReadAttribute(json, Field.Specversion),
        Id = ReadAttribute(json, Field.Id),
        Source = ReadAttribute(json, Field.Source),
        Type = ReadAttribute(json, Field.Type),
        Subject = ReadAttribute(json, Field.Subject),
        Time = ReadAttribute(json, Field.Time),
        DataContentType = ReadAttribute(json, Field.Datacontenttype),
    };

    // Null unsets an attribute; an empty one is forbidden, and would look like an absent one from here on.
    private ReadOnlySpan<byte> ReadAttribute(ReadOnlySpan<byte> json, Field field)
    {
        if (!_context.Envelope.TryGet(field, out var slot) || slot.Kind == JsonTokenType.Null)
        {
            return default;
        }

        if (slot.Kind != JsonTokenType.String || slot.Length == 0 || !JsonText.TryRead(json, slot, out var text))
        {
            _context.Refuse(RefusalReasons.BadField, FieldNames.Of(field), Found.Json(JsonText.Token(json, slot)), "a text of 1 or more characters");
            return default;
        }

        return text;
    }
}
