using System.Globalization;
using System.Text.Json;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
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
                JsonSerializer.Serialize(json, DeadLetterLine.Of(letter), JsonForm.Compact);
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

        return JsonAnswer.WriteAsync(context, DeadLetterView.Of(letter, encoded => AccountView.Of(engine.Rules, engine.Codec.Decode(encoded.Span))));
    }
}
