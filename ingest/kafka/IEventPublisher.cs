using Confluent.Kafka;
using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>
/// Publishes events: within its life nothing is doubled, and events of one key keep their order whatever is tried again. After a failure it publishes nothing more: make another one, and
/// begin again behind what was acknowledged.
/// </summary>
public interface IEventPublisher : IDisposable
{
    /// <summary>Publishes a CloudEvent in structured mode.</summary>
    /// <param name="output">Our name of the topic.</param>
    /// <param name="key">The account.</param>
    /// <param name="body">The event.</param>
    /// <param name="at">The record's timestamp, or null for the moment of publishing.</param>
    /// <param name="delivered">Called on the client's thread with null when it is acknowledged, or with what failed.</param>
    /// <returns>Whether it was taken; false while too many wait.</returns>
    /// <exception cref="KafkaException">It can never be published, or the publisher has failed.</exception>
    bool TryPublish(string output, string key, ReadOnlyMemory<byte> body, Instant? at, Action<string?> delivered);
}
