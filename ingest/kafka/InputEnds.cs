using Confluent.Kafka;
using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>Compares how far topics are read with where they end. Disposed of before the consumer; for one caller at a time.</summary>
/// <param name="consumer">A member of the group that reads them.</param>
/// <param name="directory">Knows what partitions there are; disposed of with this.</param>
/// <param name="options">The topics and their epoch.</param>
/// <param name="partitions">What the member owns.</param>
/// <param name="clock">The clock.</param>
internal sealed class InputEnds(
    IConsumer<byte[], byte[]?> consumer, ITopicDirectory directory, KafkaOptions options, PartitionSet partitions, TimeProvider clock) : IDisposable
{
    // As long as the topics have partitions.
    private readonly Dictionary<TopicPartition, ReadMark> _marks = [];

    /// <summary>See <see cref="KafkaSource.Read"/>.</summary>
    public IReadOnlyList<PartitionRead>? Look(TimeSpan timeout)
    {
        try
        {
            var places = partitions.All.Count == 0 ? [] : options.Topics.SelectMany(topic => directory.PartitionsOf(topic, timeout)).ToHashSet();
            // A broker that has just been started may know less than there is: partitions do not vanish.
            return places.Count == 0 || !_marks.Keys.All(places.Contains) ? null : [.. places.Select(place => new PartitionRead(NameOf(place), ReadUpTo(place, timeout)))];
        }
        catch (KafkaException)
        {
            // The broker did not answer: nobody knows what lies unread.
            return null;
        }
    }

    public void Dispose() => directory.Dispose();

    private SourcePartition NameOf(TopicPartition place) => new(options.Epoch, place.Topic, place.Partition.Value);

    private Instant? ReadUpTo(TopicPartition place, TimeSpan timeout)
    {
        if (!_marks.TryGetValue(place, out var mark))
        {
            _marks[place] = mark = new ReadMark();
        }

        var asked = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var offsets = consumer.QueryWatermarkOffsets(place, timeout);
        // Before its first record, and for another member's partition, the group's own offset tells what is read.
        var next = partitions.Find(place)?.NextToRead ?? consumer.Committed([place], timeout)[0].Offset.Value;
        mark.Look(asked, offsets.High.Value, offsets.High == offsets.Low ? offsets.High.Value : next);
        return mark.UpTo;
    }
}
