using Confluent.Kafka;
using CreditRisk.Ingest.Records;

namespace CreditRisk.Ingest.Kafka;

/// <summary>The partitions that this instance owns. Thread-safe.</summary>
/// <param name="epoch">The epoch of their positions.</param>
internal sealed class PartitionSet(string epoch)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TopicPartition, PartitionReader> _owned = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<PartitionReader> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _owned.Values];
            }
        }
    }

    /// <summary>Records that lie unread, by topic.</summary>
    public IReadOnlyDictionary<string, long> UnreadByTopic => All.GroupBy(reader => reader.Place.Topic, StringComparer.Ordinal)
        .ToDictionary(topic => topic.Key, topic => topic.Sum(reader => reader.Unread), StringComparer.Ordinal);

    /// <summary>Looks up where the partitions end, as their last fetches told: no broker is asked.</summary>
    public void LookAtEnds(IConsumer<byte[], byte[]?> consumer)
    {
        foreach (var reader in All)
        {
            reader.LookAtEnd(consumer);
        }
    }

    /// <summary>The partition, or null where it is not owned.</summary>
    public PartitionReader? Find(TopicPartition partition)
    {
        lock (_lock)
        {
            return _owned.GetValueOrDefault(partition);
        }
    }

    /// <summary>Takes partitions over.</summary>
    public void Add(IEnumerable<TopicPartition> assigned)
    {
        lock (_lock)
        {
            foreach (var partition in assigned)
            {
                _owned[partition] = new PartitionReader(partition, new SourcePartition(epoch, partition.Topic, partition.Partition.Value));
            }
        }
    }

    /// <summary>Gives partitions up.</summary>
    public IReadOnlyList<PartitionReader> Remove(IEnumerable<TopicPartition> gone)
    {
        lock (_lock)
        {
            var removed = gone.Select(partition => _owned.GetValueOrDefault(partition)).OfType<PartitionReader>().ToArray();
            foreach (var reader in removed)
            {
                _owned.Remove(reader.Place);
            }

            return removed;
        }
    }
}
