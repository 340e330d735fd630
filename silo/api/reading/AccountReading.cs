using System.Text.Json;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Reading;

/// <summary>Answers questions about one account, from what is durable.</summary>
/// <param name="engine">The pipeline.</param>
internal sealed class AccountReading(Engine engine)
{
    /// <summary><c>GET /v1/accounts/{id}</c></summary>
    public Task ShowAsync(HttpContext context) =>
        engine.StateOf(QueryReader.Account(context)) is { } state
            ? JsonAnswer.WriteAsync(context, AccountView.Of(engine.Rules, state))
            : throw Unknown();

    /// <summary><c>GET /v1/accounts/{id}/history?limit=&amp;before=</c></summary>
    public Task HistoryAsync(HttpContext context)
    {
        var account = Known(context);
        var limit = QueryReader.Limit(context.Request);
        var before = QueryReader.Position(context.Request, "before") ?? long.MaxValue;
        var records = engine.Reader.HistoryBefore(account, before, limit);
        return JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("account", account);
            json.WriteStartArray("records");
            foreach (var record in records)
            {
                Write(json, record);
            }

            json.WriteEndArray();
            // The first record of all has the number 1: before it there is nothing to ask for.
            if (records is [.., { Sequence: > 1 and var oldest }])
            {
                json.WriteNumber("next", oldest);
            }

            json.WriteEndObject();
        });
    }

    /// <summary><c>GET /v1/accounts/{id}/warnings?after=&amp;limit=</c></summary>
    public Task WarningsAsync(HttpContext context) => WarningReading.WriteAsync(context, engine.Reader, Known(context));

    private static void Write(Utf8JsonWriter json, StoredRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", record.Sequence);
        json.WritePropertyName("loggedAt");
        JsonSerializer.Serialize(json, record.LoggedAt, JsonForm.Compact);
        if (TypeOf(record.Body.Span) is { } type)
        {
            json.WriteString("type", type);
        }

        // The decoder has read it: it is JSON. It may have line breaks, which are JSON too.
        json.WritePropertyName("event");
        json.WriteRawValue(record.Body.Span, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static string? TypeOf(ReadOnlySpan<byte> cloudEvent)
    {
        var reader = new Utf8JsonReader(cloudEvent);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            reader.Skip();
        }

        return null;
    }

    private string Known(HttpContext context)
    {
        var account = QueryReader.Account(context);
        return engine.Reader.Load([account])[0] is not null ? account : throw Unknown();
    }

    private static ProblemException Unknown() =>
        new(StatusCodes.Status404NotFound, "no-such-account", "nothing durable is known of this account");
}
