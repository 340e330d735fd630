using System.Text.Json;
using System.Text.Json.Serialization;
using CreditRisk.Silo.Letters;
using CreditRisk.Silo.Views;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Intake;

/// <summary><c>POST /v1/dead-letters/replay</c>: takes dead letters in again, and answers when what became of each is durable.</summary>
/// <param name="create">Makes a replay: each request has one of its own.</param>
internal sealed class LetterReplayEndpoint(Func<LetterReplay> create)
{
    private static readonly JsonSerializerOptions Strict = new(JsonForm.Compact) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        // Asked for, so that no page in a browser can send it to a service on its own machine without that being allowed to it.
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "unsupported-content", "the content type must be application/json");
        }

        var selection = await ReadAsync(context);
        await JsonAnswer.WriteAsync(context, await create().RunAsync(selection, context.RequestAborted));
    }

    private static async Task<LetterSelection> ReadAsync(HttpContext context)
    {
        try
        {
            var selection = await JsonSerializer.DeserializeAsync<LetterSelection>(context.Request.Body, Strict, context.RequestAborted);
            return selection?.Mistake() is { } mistake ? throw Bad(mistake) : selection ?? throw Bad("an object is needed");
        }
        catch (JsonException strange)
        {
            throw Bad(strange.Message);
        }
    }

    private static ProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, "bad-selection", detail);
}
