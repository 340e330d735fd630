using Confluent.Kafka;
using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>Compares how far topics are read with where they end. Disposed of before the consumer.</summary>
/// <param name="consumer">A member of the group that reads them.</param>
/// <param name="directory">Knows what partitions there are; disposed of with this.</param>
/// <param name="topics">The topics.</param>
/// <param name="partitions">What the member owns.</param>
/// <param name="clock">The clock.</param>
internal sealed class InputEnds(
    IConsumer<byte[], byte[]?> consumer, ITopicDirectory directory, IReadOnlyList<string> topics, PartitionSet partitions, TimeProvider clock) : IDisposable
{
    /// <summary>See <see cref="KafkaSource.ReadUpTo"/>.</summary>
    public Instant? ReadUpTo(TimeSpan timeout)
    {
        var asked = Instant.FromDateTimeOffset(clock.GetUtcNow());
        try
        {
            return partitions.All.Count > 0 && topics.SelectMany(topic => directory.PartitionsOf(topic, timeout)).All(place => IsRead(place, timeout)) ? asked : null;
        }
        catch (KafkaException)
        {
            // The broker did not answer: nobody knows what lies unread.
            return null;
        }
    }

    public void Dispose() => directory.Dispose();

    private bool IsRead(TopicPartition place, TimeSpan timeout)
    {
        var offsets = consumer.QueryWatermarkOffsets(place, timeout);
        // Before its first record, and for another member's partition, the group's own offset tells what is read.
        var next = partitions.Find(place)?.NextToRead ?? consumer.Committed([place], timeout)[0].Offset.Value;
        return offsets.High == offsets.Low || next >= offsets.High;
    }
}
