using System.Text.Json;
using System.Text.Unicode;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// Walks once through the bytes of an event: checks that they are JSON within the limits and notes where the known fields stand.
/// </summary>
internal sealed class EventScanner(DecodeContext context)
{
    // Extensions are few and always the same in one feed; more than this is no event of a sane sender.
    private const int MaxExtensions = 64;

    private readonly HashSet<string> _extensions = new(StringComparer.Ordinal);

    /// <summary>Scans a whole event of structured mode into the indexes of envelope and data.</summary>
    /// <returns>False when it is refused; what could be read until then is in the indexes.</returns>
    public bool ScanEvent(ReadOnlySpan<byte> json) => Scan(json, isEvent: true, "event");

    /// <summary>Scans the data of an event of binary mode into the index of data.</summary>
    /// <returns>False when it is refused.</returns>
    public bool ScanData(ReadOnlySpan<byte> json) => Scan(json, isEvent: false, "data");

    private bool Scan(ReadOnlySpan<byte> json, bool isEvent, string root)
    {
        var limits = context.Limits;
        var isWhole = json.Length <= limits.MaxEventBytes;
        if (!isWhole)
        {
            context.Refuse(RefusalReasons.TooLarge, root, $"{json.Length} bytes", $"at most {limits.MaxEventBytes}");
            json = json[..limits.MaxEventBytes];
        }
        else if (!Utf8.IsValid(json))
        {
            context.Refuse(RefusalReasons.MalformedJson, root, "bytes that are no UTF-8", "JSON in UTF-8");
        }

        var options = new JsonReaderOptions { MaxDepth = limits.MaxDepth };
        var reader = new Utf8JsonReader(json, isWhole, new JsonReaderState(options));
        try
        {
            Walk(ref reader, json, isEvent, root);
        }
        catch (JsonException)
        {
            RefuseJson(json, reader, root);
        }

        if (context.Refusal is null && JsonText.IndexOfEscapedNul(json) is var nul and >= 0)
        {
            var path = JsonPath.At(json, nul, isEvent ? "" : "data", limits.MaxDepth);
            context.Refuse(RefusalReasons.BadField, path, "\\u0000", "text without U+0000");
        }

        return context.Refusal is null;
    }

    private void Walk(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool isEvent, string root)
    {
        if (!reader.Read())
        {
            return;
        }

        var isObject = reader.TokenType == JsonTokenType.StartObject;
        _ = !isObject ? reader.TrySkip() : isEvent ? ReadEnvelope(ref reader) : context.Data.ReadObject(ref reader);

        // Anything but white space after the end is refused by the reader itself.
        _ = reader.Read();
        if (!isObject)
        {
            context.Refuse(RefusalReasons.BadField, root, Found.Json(json), "an object");
        }
    }

    private bool ReadEnvelope(ref Utf8JsonReader reader)
    {
        _extensions.Clear();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                RefuseRepeated();
                return true;
            }

            var field = FieldIndex.FieldOf(ref reader);
            if (field == Field.None)
            {
                NoteExtension(ref reader);
            }

            if (!reader.Read() || !ReadAttribute(field, ref reader))
            {
                return false;
            }
        }

        return false;
    }

    private bool ReadAttribute(Field field, ref Utf8JsonReader reader)
    {
        if (field == Field.None)
        {
            return reader.TrySkip();
        }

        if (field != Field.Data || reader.TokenType != JsonTokenType.StartObject || context.Envelope.TryGet(Field.Data, out _))
        {
            return context.Envelope.Store(field, ref reader);
        }

        var start = (int)reader.TokenStartIndex;
        var isRead = context.Data.ReadObject(ref reader);
        var length = (int)reader.BytesConsumed - start;
        context.Envelope.Put(field, new FieldSlot { Start = start, Length = length, Kind = JsonTokenType.StartObject });
        return isRead;
    }

    // Any attribute that comes twice is refused, even one that we do not read: a router in between may read the other one.
    private void RefuseRepeated()
    {
        if (context.Envelope.Repeated != Field.None)
        {
            RefuseTwice(FieldNames.Of(context.Envelope.Repeated));
        }
    }

    private void NoteExtension(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            var unescaped = new byte[name.Length];
            name = JsonText.TryUnescape(name, unescaped, out var length) ? unescaped.AsSpan(0, length) : name;
        }

        if (_extensions.Count == MaxExtensions)
        {
            context.Refuse(RefusalReasons.BadField, "event", "too many unknown attributes", $"at most {MaxExtensions}");
        }
        else if (!_extensions.Add(context.Strings.Get(name)))
        {
            RefuseTwice(Found.Name(name));
        }
    }

    private void RefuseTwice(string name) => context.Refuse(RefusalReasons.BadField, name, "a second time", "it once");

    private void RefuseJson(ReadOnlySpan<byte> json, in Utf8JsonReader reader, string root)
    {
        if (context.Refusal is not null)
        {
            return;
        }

        // The token that starts a level is not yet counted as within it.
        var most = context.Limits.MaxDepth;
        if (reader.CurrentDepth >= most - 1 && IsTooDeep(json))
        {
            context.Refuse(RefusalReasons.TooDeep, root, $"more than {most} levels", $"at most {most}");
            return;
        }

        var found = $"{Found.Json(json[(int)reader.BytesConsumed..])} after byte {reader.BytesConsumed}";
        context.Refuse(RefusalReasons.MalformedJson, root, found, "one JSON object and nothing else");
    }

    // The reader's exception does not tell depth from syntax, so that the text is read again without a bound; its size is bounded.
    private bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= context.Limits.MaxDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }
}
