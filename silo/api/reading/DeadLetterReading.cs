using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Reading;

/// <summary>Answers with dead letters: what was refused, and why.</summary>
/// <param name="engine">The pipeline.</param>
internal sealed class DeadLetterReading(Engine engine)
{
    /// <summary><c>GET /v1/dead-letters?after=&amp;limit=&amp;reason=</c>, in the order of their coming, without their bytes.</summary>
    public Task ListAsync(HttpContext context)
    {
        var after = QueryReader.Position(context.Request, "after") ?? 0;
        var letters = engine.Reader.DeadLetters(after, QueryReader.Limit(context.Request), QueryReader.Text(context.Request, "reason"));
        return JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("deadLetters");
            foreach (var letter in letters)
            {
                json.WriteStartObject();
                WriteHead(json, letter);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("next", letters.Count == 0 ? after : letters[^1].Id);
            json.WriteEndObject();
        });
    }

    /// <summary><c>GET /v1/dead-letters/{id}</c>, whole.</summary>
    public Task ShowAsync(HttpContext context)
    {
        var id = context.Request.RouteValues["id"] as string;
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || engine.Reader.DeadLetter(number) is not { } letter)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "no-such-dead-letter", "there is no dead letter with this number");
        }

        return JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            WriteHead(json, letter);
            WriteBytes(json, "body", letter.Letter.Body.Span);
            WriteBytes(json, "headers", letter.Letter.Headers.Span);
            if (!letter.Letter.State.IsEmpty)
            {
                json.WritePropertyName("accountBefore");
                JsonSerializer.Serialize(json, AccountView.Of(engine.Rules, engine.Codec.Decode(letter.Letter.State.Span)), JsonForm.Compact);
            }

            json.WriteEndObject();
        });
    }

    private static void WriteHead(Utf8JsonWriter json, StoredDeadLetter stored)
    {
        var letter = stored.Letter;
        json.WriteNumber("id", stored.Id);
        json.WritePropertyName("at");
        JsonSerializer.Serialize(json, letter.At, JsonForm.Compact);
        json.WriteString("reason", letter.Reason);
        json.WriteString("message", letter.Message);
        WriteIfKnown(json, "account", letter.Account);
        WriteIfKnown(json, "eventId", letter.EventId);
        WriteIfKnown(json, "origin", letter.Origin);
        json.WriteNumber("bytes", letter.Body.Length);
    }

    private static void WriteIfKnown(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    // What was refused need not be text; then it is shown in base 64, since not a byte of it may be lost.
    private static void WriteBytes(Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (Utf8.IsValid(bytes))
        {
            json.WriteString(name, Encoding.UTF8.GetString(bytes));
        }
        else
        {
            json.WriteBase64String(name + "Base64", bytes);
        }
    }
}
