using System.Text.Json;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Storage.Contracts;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Reading;

/// <summary>Answers with warnings, as the CloudEvents that they left as.</summary>
internal static class WarningReading
{
    /// <summary>A page of warnings: with <c>after</c> those behind an offset, in order, else the newest first.</summary>
    /// <param name="context">The request.</param>
    /// <param name="reader">The store.</param>
    /// <param name="account">The account, or null for all.</param>
    public static Task WriteAsync(HttpContext context, IAccountReader reader, string? account)
    {
        var limit = QueryReader.Limit(context.Request);
        var after = QueryReader.Position(context.Request, "after");
        var effects = after is { } offset ? reader.Effects(offset, limit, account) : reader.NewestEffects(limit, account);
        // Where to go on: also over effects that are no warnings.
        var next = effects.Count == 0 ? after ?? 0 : effects.Max(effect => effect.Offset);
        return JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("warnings");
            foreach (var effect in effects.Where(effect => effect.Topic == WarningEncoder.Topic))
            {
                json.WriteStartObject();
                json.WriteNumber("offset", effect.Offset);
                json.WritePropertyName("event");
                json.WriteRawValue(effect.Body.Span, skipInputValidation: true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("next", next);
            json.WriteEndObject();
        });
    }
}
