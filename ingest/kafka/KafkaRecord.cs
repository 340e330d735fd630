using System.Text;
using Confluent.Kafka;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>A record as it was read.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="LoggedAt">Its timestamp. One that is none (before 1970, or beyond 9999 since it was written in another unit) is 1970's beginning: an account's time, which never goes back, stands still.</param>
/// <param name="Key">Its key, or empty.</param>
/// <param name="Body">Its value, or null for a tombstone.</param>
/// <param name="Headers">Its headers, see <see cref="RecordHeaders"/>.</param>
public sealed record KafkaRecord(RecordPosition Position, Instant LoggedAt, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte>? Body, ReadOnlyMemory<byte> Headers)
{
    // The end of 9999, beyond which there are no instants.
    private const long LastMillisecond = 253_402_300_799_999;

    /// <summary>The account that the key names, or null where it cannot be one.</summary>
    public string? Account => IdText.IsValid(Key.Span) ? Encoding.ASCII.GetString(Key.Span) : null;

    /// <summary>The bytes that it takes in memory, about.</summary>
    internal int Bytes => Key.Length + (Body?.Length ?? 0) + Headers.Length;

    /// <summary>The record as the client gives it.</summary>
    internal static KafkaRecord Of(SourcePartition partition, ConsumeResult<byte[], byte[]?> result)
    {
        var message = result.Message;
        ReadOnlyMemory<byte> headers = message.Headers is { Count: > 0 } some
            ? RecordHeaders.Encode(some.Select(header => KeyValuePair.Create(header.Key, (byte[]?)header.GetValueBytes())))
            : default;
        return new KafkaRecord(
            new RecordPosition(partition, result.Offset.Value),
            TimeOf(message.Timestamp.UnixTimestampMs),
            message.Key,
            message.Value is { } value ? (ReadOnlyMemory<byte>?)value : null,
            headers);
    }

    private static Instant TimeOf(long milliseconds) => Instant.FromUnixTimeMilliseconds(milliseconds is >= 0 and <= LastMillisecond ? milliseconds : 0);
}

/// <summary>Takes records in.</summary>
public interface IKafkaTarget
{
    /// <summary>Takes a record; waits while there is no room. Records of one partition come in order, one at a time.</summary>
    /// <param name="record">The record.</param>
    /// <param name="done">To be called once, on any thread, when the record's effect or its dead letter is durable.</param>
    /// <param name="cancellation">Gives up; then <paramref name="done"/> is not called.</param>
    ValueTask TakeAsync(KafkaRecord record, Action done, CancellationToken cancellation);
}
