using Confluent.Kafka;

namespace CreditRisk.Ingest.Kafka;

/// <summary>
/// Publishes events: within its life nothing is doubled, and events of one key keep their order whatever is tried again. After a failure it publishes nothing more: make another one, and
/// begin again behind what was acknowledged.
/// </summary>
public interface IEventPublisher : IDisposable
{
    /// <summary>Publishes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="delivered">Called on the client's thread with null when it is acknowledged, or with what failed.</param>
    /// <returns>Whether it was taken; false while too many wait.</returns>
    /// <exception cref="KafkaException">It can never be published, or the publisher has failed.</exception>
    bool TryPublish(in OutgoingRecord record, Action<string?> delivered);
}
