using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using CreditRisk.Domain.Effects;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Writes the CloudEvents that leave: the attributes that all of them have, and their data.</summary>
internal static class OutgoingEvent
{
    /// <summary>The source of everything that leaves.</summary>
    public const string Source = "/creditrisk";

    // A reason such as 'daysPastDue 1 >= 1' is read by people too; it goes into no web page as it is.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event of an effect in structured mode. The same effect always gives the same bytes.</summary>
    /// <param name="effect">The effect.</param>
    /// <param name="type">Its type.</param>
    /// <param name="writeData">Writes the data, which begin with the sequence.</param>
    public static byte[] Write(AccountEffect effect, string type, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", AccountEffect.IdOf(effect.Account, effect.Number));
        json.WriteString("source", Source);
        json.WriteString("type", type);
        json.WriteString("subject", effect.Account);
        json.WriteString("time", Text(effect.DecidedAt));
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        json.WriteNumber("sequence", effect.Number);
        writeData(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An instant as it stands in events.</summary>
    public static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
