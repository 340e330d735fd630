using System.Buffers;
using System.Globalization;
using System.Text;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Storage.Contracts;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Stream;

/// <summary>
/// <c>GET /v1/warnings/stream</c>: warnings as server-sent events as they become durable. The id of an event is its offset, so that a client that was cut off goes on
/// where it was.
/// </summary>
/// <param name="reader">The store.</param>
/// <param name="feed">Tells that there may be new ones.</param>
/// <param name="clock">Times the signs of life.</param>
/// <param name="stopping">Ends all streams.</param>
internal sealed class WarningStream(IAccountReader reader, WarningFeed feed, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>A silent stream shows so often that it is alive.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    private const string ContentType = "text/event-stream";
    private const int PerRead = 256;

    /// <summary>Handles a request, until the client goes or the service stops.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var offset = StartOf(context.Request);
        context.Response.ContentType = ContentType;
        using var listening = feed.Listen();
        try
        {
            await SendAsync(context, "retry: 1000\n\n"u8.ToArray(), end.Token);
            while (true)
            {
                // Asked for before reading: what comes after the reading ends it.
                var news = feed.News;
                offset = await SendNewAsync(context, offset, end.Token);
                await WaitAsync(context, news, end.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of the stream is the answer's proper end: the client comes again, and goes on behind the last id that it has.
            return;
        }
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await context.Response.Body.WriteAsync(bytes, cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }

    private async Task WaitAsync(HttpContext context, Task news, CancellationToken cancellation)
    {
        try
        {
            await news.WaitAsync(SignOfLife, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // So that a client that has gone without a word is noticed, and proxies do not close what they think is dead.
            await SendAsync(context, ":\n\n"u8.ToArray(), cancellation);
        }
    }

    // Behind the last id that the client has, behind what it asks for, or else behind what there is.
    private long StartOf(HttpRequest request)
    {
        if (request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last)
        {
            return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                ? offset
                : throw new ProblemException(StatusCodes.Status400BadRequest, "bad-parameter", "Last-Event-ID must be the id of an event of this stream");
        }

        return QueryReader.Position(request, "after") ?? (reader.NewestEffects(1) is [var newest] ? newest.Offset : 0);
    }

    private async Task<long> SendNewAsync(HttpContext context, long offset, CancellationToken cancellation)
    {
        while (true)
        {
            var effects = reader.Effects(offset, PerRead);
            var text = new ArrayBufferWriter<byte>();
            foreach (var effect in effects)
            {
                offset = effect.Offset;
                if (effect.Topic == WarningEncoder.Topic)
                {
                    // The CloudEvent is one line: it was written so.
                    text.Write(Encoding.UTF8.GetBytes($"id: {effect.Offset}\nevent: {effect.Type}\ndata: "));
                    text.Write(effect.Body.Span);
                    text.Write("\n\n"u8);
                }
            }

            if (text.WrittenCount > 0)
            {
                await SendAsync(context, text.WrittenMemory, cancellation);
            }

            if (effects.Count < PerRead)
            {
                return offset;
            }
        }
    }
}
