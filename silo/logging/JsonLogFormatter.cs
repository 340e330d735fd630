using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CreditRisk.Silo.Views;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CreditRisk.Silo.Logging;

/// <summary>
/// Writes a log entry as one line of JSON: <c>time</c> (UTC), <c>level</c>, <c>logger</c>, <c>event</c>, <c>message</c>, the message's parameters under their own names in
/// <c>data</c>, and of an exception its type, message and stack.
/// </summary>
/// <param name="clock">Gives the time.</param>
public sealed class JsonLogFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>The formatter's name.</summary>
    public const string FormatterName = "creditrisk-json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JsonForm.Compact.Encoder };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", NameOf(logEntry.LogLevel));
            json.WriteString("logger", logEntry.Category);
            if (logEntry.EventId.Name is { Length: > 0 } name)
            {
                json.WriteString("event", name);
            }

            json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            WriteData(json, logEntry.State as IEnumerable<KeyValuePair<string, object?>>);
            if (logEntry.Exception is { } exception)
            {
                WriteException(json, exception);
            }

            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(line.WrittenSpan));
        textWriter.Write('\n');
    }

    private static string NameOf(LogLevel level) => level.ToString().ToLowerInvariant();

    // The template of the message stands among its parameters, under a name in braces; it is the message once more.
    private static void WriteData(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>>? data)
    {
        var parameters = data?.Where(pair => !pair.Key.StartsWith('{')).DistinctBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        if (parameters is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartObject("data");
        foreach (var (key, value) in parameters)
        {
            switch (value)
            {
                case null:
                    json.WriteNull(key);
                    break;
                case bool flag:
                    json.WriteBoolean(key, flag);
                    break;
                case byte or short or int or long:
                    json.WriteNumber(key, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    break;
                default:
                    json.WriteString(key, Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static void WriteException(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartObject("exception");
        json.WriteString("type", exception.GetType().FullName);
        json.WriteString("message", exception.Message);
        json.WriteString("stack", exception.ToString());
        json.WriteEndObject();
    }
}
