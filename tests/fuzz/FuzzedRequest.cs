using System.Runtime.InteropServices;
using System.Text.Json;

namespace CreditRisk.Tests.Fuzz;

/// <summary>A request with events of which many are bad.</summary>
/// <param name="ContentType">How the events stand in it.</param>
/// <param name="Body">The body.</param>
/// <param name="Events">The events in it, or null where it cannot be split into events.</param>
internal sealed record FuzzedRequest(string ContentType, byte[] Body, IReadOnlyList<byte[]>? Events)
{
    private const string Lines = "application/x-ndjson";
    private const string Batch = "application/cloudevents-batch+json";
    private const int MostEvents = 2_000;

    private static readonly byte[] WhiteSpace = [.. " \t\r\n"u8];

    /// <summary>The request of a seed: mostly many lines, sometimes a batch, a single event, or nothing that can be split.</summary>
    public static FuzzedRequest Of(int seed)
    {
        var random = new Random(seed);
        return random.Next(10) switch
        {
            < 6 => OfLines([.. Drawn(random, MostEvents).SelectMany(one => (byte[])[.. one, .. random.Next(3) == 0 ? "\r\n"u8 : "\n"u8])]),
            6 => OfBatch([.. Drawn(random, 1_000).Where(IsJson)], random),
            7 => OfMaybeBatch([(byte)'[', .. Drawn(random, 3).SelectMany(one => (byte[])[.. one, (byte)',']), .. Mutations.Mutated(random), (byte)']']),
            _ => OfSingle(Mutations.Mutated(random)),
        };
    }

    private static IEnumerable<byte[]> Drawn(Random random, int most) => Enumerable.Range(0, random.Next(1, most)).Select(_ => random.Next(3) == 0 ? Mutations.Renewed(random) : Mutations.Mutated(random));

    // As plainly as it can be said: an event a line, blank ones are none.
    private static FuzzedRequest OfLines(byte[] body)
    {
        var events = new List<byte[]>();
        var rest = WithoutMark(body);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).Trim(WhiteSpace);
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!line.IsEmpty)
            {
                events.Add(line.ToArray());
            }
        }

        return new FuzzedRequest(Lines, body, events.Count == 0 ? null : events);
    }

    private static FuzzedRequest OfBatch(byte[][] events, Random random)
    {
        byte[] between = random.Next(2) == 0 ? [(byte)','] : [.. " ,\r\n "u8];
        byte[] body = [(byte)'[', .. events.SelectMany((one, i) => i == 0 ? one : [.. between, .. one]), (byte)']'];
        return new FuzzedRequest(Batch, body, [.. events.Select(one => one.AsSpan().Trim(WhiteSpace).ToArray())]);
    }

    // What this is made of may hold brackets of its own, so that only another reader knows what it is.
    private static FuzzedRequest OfMaybeBatch(byte[] body)
    {
        try
        {
            using var batch = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 10_000 });
            return new FuzzedRequest(Batch, body, [.. batch.RootElement.EnumerateArray().Select(one => JsonMarshal.GetRawUtf8Value(one).ToArray())]);
        }
        catch (JsonException)
        {
            return new FuzzedRequest(Batch, body, null);
        }
    }

    private static FuzzedRequest OfSingle(byte[] one)
    {
        var inner = WithoutMark(one).Trim(WhiteSpace).ToArray();
        return new FuzzedRequest("application/cloudevents+json", one, inner.Length == 0 ? null : [inner]);
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static bool IsJson(byte[] one)
    {
        try
        {
            using var parsed = JsonDocument.Parse(one, new JsonDocumentOptions { MaxDepth = 10_000 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
