using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>A record to be published.</summary>
/// <param name="Output">Our name of the topic.</param>
/// <param name="Key">The account, or null where none is known: then any partition will do.</param>
/// <param name="Body">The value.</param>
/// <param name="At">The record's timestamp, or null for the moment of publishing.</param>
/// <param name="Headers">Its headers.</param>
public readonly record struct OutgoingRecord(
    string Output, string? Key, ReadOnlyMemory<byte> Body, Instant? At, IReadOnlyList<KeyValuePair<string, byte[]?>> Headers)
{
    private static readonly KeyValuePair<string, byte[]?>[] Structured = [new("content-type", "application/cloudevents+json"u8.ToArray())];

    /// <summary>A CloudEvent in structured mode.</summary>
    public static OutgoingRecord Event(string output, string key, ReadOnlyMemory<byte> body, Instant? at) => new(output, key, body, at, Structured);
}
