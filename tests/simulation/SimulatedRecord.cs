using Confluent.Kafka;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using NodaTime;

namespace CreditRisk.Tests.Simulation;

/// <summary>What somebody sends to an input topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Key">The key, which decides the partition.</param>
/// <param name="Value">The value, or null for a tombstone.</param>
/// <param name="At">The record's timestamp.</param>
internal sealed record Sending(string Topic, byte[] Key, byte[]? Value, Instant At);

/// <summary>A record of an input topic.</summary>
internal sealed class SimulatedRecord
{
    public SimulatedRecord(Sending sent, TopicPartition place, long offset, EventDecoder decoder)
    {
        (Sent, Place, Offset) = (sent, place, offset);
        // A record whose key is not its subject is refused before it reaches an account.
        var decoded = sent.Value is null ? null : decoder.Decode(sent.Value).Event;
        Event = decoded is not null && (sent.Key.Length == 0 || System.Text.Ascii.Equals(sent.Key, decoded.Header.Account)) ? decoded : null;
    }

    public Sending Sent { get; }

    public TopicPartition Place { get; }

    public long Offset { get; }

    /// <summary>The event, or null where it cannot be one.</summary>
    public AccountEvent? Event { get; }

    /// <summary>Where it stands, as dead letters tell it.</summary>
    public string Origin => $"{Place.Topic}/{Place.Partition.Value}@{Offset}";
}
