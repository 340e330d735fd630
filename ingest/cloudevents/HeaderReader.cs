using System.Text;
using CreditRisk.Domain.Events;
using NodaTime;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Checks the context attributes of an event, whichever way they came.</summary>
internal static class HeaderReader
{
    private const string ExpectedType = "a type of the event contracts";
    private const string ExpectedContent = "application/json or a type that ends in +json";

    /// <summary>Makes a header of the attributes; what is wrong is noted in the context.</summary>
    public static (EventHeader Header, EventType Type) Read(in CloudEventAttributes attributes, DecodeContext context)
    {
        ReadVersion(attributes.SpecVersion, context);
        var id = ReadId("id", attributes.Id, context) ? Encoding.ASCII.GetString(attributes.Id) : "";
        var source = ReadId("source", attributes.Source, context) ? context.Strings.Get(attributes.Source) : "";
        var type = ReadType(attributes.Type, context);
        var needsNoAccount = type == EventType.FeedHeartbeat && attributes.Subject.IsEmpty;
        var account = !needsNoAccount && ReadId("subject", attributes.Subject, context) ? Encoding.ASCII.GetString(attributes.Subject) : "";
        var time = ReadTime(attributes.Time, context);
        ReadContentType(attributes.DataContentType, context);
        return (new EventHeader(source, id, account, time), type);
    }

    private static void ReadVersion(ReadOnlySpan<byte> version, DecodeContext context)
    {
        const string Expected = "\"1.0\"";
        if (version.IsEmpty)
        {
            context.RefuseMissing("specversion", Expected);
        }
        else if (!version.SequenceEqual("1.0"u8))
        {
            context.Refuse(RefusalReasons.WrongSpecVersion, "specversion", Found.Text(version), Expected);
        }
    }

    private static bool ReadId(string name, ReadOnlySpan<byte> id, DecodeContext context)
    {
        if (IdText.IsValid(id))
        {
            return true;
        }

        if (id.IsEmpty)
        {
            context.RefuseMissing(name, IdText.Expected);
        }
        else
        {
            context.Refuse(RefusalReasons.BadId, name, Found.Text(id), IdText.Expected);
        }

        return false;
    }

    private static EventType ReadType(ReadOnlySpan<byte> name, DecodeContext context)
    {
        if (!EventTypes.Table.TryFind(name, out var type) && !(context.Limits.TakesOwn && EventTypes.Own.TryFind(name, out type)))
        {
            if (name.IsEmpty)
            {
                context.RefuseMissing("type", ExpectedType);
            }
            else
            {
                context.Refuse(RefusalReasons.UnknownType, "type", Found.Text(name), ExpectedType);
            }
        }

        return type;
    }

    private static Instant ReadTime(ReadOnlySpan<byte> text, DecodeContext context)
    {
        if (!CalendarText.TryTime(text, out var time))
        {
            if (text.IsEmpty)
            {
                context.RefuseMissing("time", CalendarText.ExpectedTime);
            }
            else
            {
                context.Refuse(RefusalReasons.BadTime, "time", Found.Text(text), CalendarText.ExpectedTime);
            }
        }

        return time;
    }

    private static void ReadContentType(ReadOnlySpan<byte> type, DecodeContext context)
    {
        if (type.IsEmpty || type.SequenceEqual("application/json"u8))
        {
            return;
        }

        // Parameters such as charset follow a semicolon; JSON is UTF-8 whatever they say, and that is checked.
        var end = type.IndexOf((byte)';');
        var essence = end < 0 ? type : type[..end].TrimEnd((byte)' ');
        var suffix = essence[Math.Max(0, essence.Length - "+json"u8.Length)..];
        if (!Ascii.EqualsIgnoreCase(essence, "application/json"u8) && !Ascii.EqualsIgnoreCase(suffix, "+json"u8))
        {
            context.Refuse(RefusalReasons.BadField, "datacontenttype", Found.Text(type), ExpectedContent);
        }
    }
}
