using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Intake;

/// <summary>How events stand in a request.</summary>
internal enum EventForm
{
    /// <summary>One event.</summary>
    Single,

    /// <summary>A JSON array of events.</summary>
    Batch,

    /// <summary>An event a line.</summary>
    Lines,
}

/// <summary>Finds the events in a request's body. Each is a slice of it: the bytes that are kept are those that came.</summary>
internal static class EventSplitter
{
    // What is around an event is not kept, so that the same event has the same bytes wherever it stands.
    private static readonly byte[] WhiteSpace = [.. " \t\r\n"u8];

    /// <summary>The form of a body that is only known to be JSON: what begins with a bracket is a batch.</summary>
    public static EventForm FormOf(ReadOnlySpan<byte> body) => WithoutMark(body).TrimStart(WhiteSpace).StartsWith("["u8) ? EventForm.Batch : EventForm.Single;

    /// <summary>The events in a body.</summary>
    /// <param name="body">The body; an empty one has no event, and is refused.</param>
    /// <param name="form">How events stand in it.</param>
    /// <param name="most">How many there may be.</param>
    /// <exception cref="ProblemException">The body cannot be split, or has too many events: nothing of it is to be taken in.</exception>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, EventForm form, int most)
    {
        body = body[(body.Length - WithoutMark(body.Span).Length)..];
        if (body.Span.Trim(WhiteSpace).IsEmpty)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "no-events", "the request has no body");
        }

        return form switch
        {
            EventForm.Batch => SplitArray(body, most),
            EventForm.Lines => SplitLines(body, most),
            _ => [body.Trim(WhiteSpace)],
        };
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static List<ReadOnlyMemory<byte>> SplitLines(ReadOnlyMemory<byte> body, int most)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        foreach (var range in body.Span.Split((byte)'\n'))
        {
            var line = body[range].Trim(WhiteSpace);
            if (!line.IsEmpty)
            {
                Add(events, line, most);
            }
        }

        return events;
    }

    private static List<ReadOnlyMemory<byte>> SplitArray(ReadOnlyMemory<byte> body, int most)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        // The depth of each event is the decoder's concern, which refuses that event alone.
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                throw Malformed("it is no array");
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Add(events, body[start..(int)reader.BytesConsumed], most);
            }

            // Anything behind the array but white space is refused by the reader itself.
            _ = reader.Read();
            return events;
        }
        catch (JsonException)
        {
            throw Malformed($"it is no JSON after byte {reader.BytesConsumed}");
        }
    }

    private static void Add(List<ReadOnlyMemory<byte>> events, ReadOnlyMemory<byte> found, int most)
    {
        if (events.Count == most)
        {
            throw new ProblemException(
                StatusCodes.Status413PayloadTooLarge, "too-many-events", $"a request has at most {most} events; nothing of it was taken in");
        }

        events.Add(found);
    }

    private static ProblemException Malformed(string why) =>
        new(StatusCodes.Status400BadRequest, "malformed-batch", $"the batch cannot be split into events: {why}; nothing of it was taken in");
}
