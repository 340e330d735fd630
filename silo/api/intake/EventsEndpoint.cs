using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CreditRisk.Silo.Api.Intake;

/// <summary><c>POST /v1/events</c>: takes events in, and answers when what became of each is durable.</summary>
/// <param name="intake">Takes them in.</param>
/// <param name="options">Bounds.</param>
internal sealed class EventsEndpoint(EventIntake intake, ApiOptions options)
{
    private const string Accepted =
        "application/cloudevents+json, application/cloudevents-batch+json, application/json, application/x-ndjson";

    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var named = FormOf(request);
        var body = await ReadAsync(request, context.RequestAborted);
        var form = named ?? EventSplitter.FormOf(body.Span);
        var answer = await intake.TakeAsync(EventSplitter.Split(body, form, options.MaxEventsPerRequest));
        // Of several events some may be refused, and still the request is dealt with for good: the refused ones are kept, and there is nothing to send again.
        var status = form == EventForm.Single && answer.Refused > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status202Accepted;
        await JsonAnswer.WriteAsync(context, answer, status);
    }

    /// <summary>How events stand in a request, by its content type; null where the body must tell.</summary>
    private static EventForm? FormOf(HttpRequest request)
    {
        if (request.Headers.ContainsKey("ce-specversion"))
        {
            throw Unsupported("the binary mode of CloudEvents is not supported; send structured events");
        }

        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw Unsupported("compressed requests are not supported; send the events as they are");
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw Unsupported($"the content type must be one of {Accepted}, in UTF-8");
        }

        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/cloudevents+json" => EventForm.Single,
            "application/cloudevents-batch+json" => EventForm.Batch,
            "application/x-ndjson" or "application/ndjson" => EventForm.Lines,
            "application/json" => null,
            _ => throw Unsupported($"the content type must be one of {Accepted}"),
        };
    }

    // The whole body, since nothing of a batch is taken in that turns out to be none; its size is bounded by the server.
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        const int FirstBytes = 64 * 1024;
        var announced = request.ContentLength is { } length ? (int)Math.Min(length, int.MaxValue) : FirstBytes;
        await using var body = new MemoryStream(Math.Min(announced, FirstBytes));
        await request.Body.CopyToAsync(body, cancellation);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static ProblemException Unsupported(string detail) => new(StatusCodes.Status415UnsupportedMediaType, "unsupported-content", detail);
}
