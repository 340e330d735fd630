using Confluent.Kafka;

namespace CreditRisk.Tests.Simulation;

/// <summary>A consumer of which the source uses what is abstract here, and nothing else.</summary>
internal abstract class UnusedConsumer : IConsumer<byte[], byte[]?>
{
    public abstract string Name { get; }

    public abstract List<TopicPartition> Assignment { get; }

    public string MemberId => throw Unused();

    public List<string> Subscription => throw Unused();

    public IConsumerGroupMetadata ConsumerGroupMetadata => throw Unused();

    public Handle Handle => throw Unused();

    public abstract ConsumeResult<byte[], byte[]?>? Consume(TimeSpan timeout);

    public abstract void Commit(IEnumerable<TopicPartitionOffset> offsets);

    public abstract void Pause(IEnumerable<TopicPartition> partitions);

    public abstract void Resume(IEnumerable<TopicPartition> partitions);

    public abstract void Seek(TopicPartitionOffset tpo);

    public abstract List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout);

    public abstract WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout);

    public abstract WatermarkOffsets GetWatermarkOffsets(TopicPartition topicPartition);

    public abstract void Close();

    public void Dispose()
    {
    }

    public int AddBrokers(string brokers) => throw Unused();

    public void SetSaslCredentials(string username, string password) => throw Unused();

    public ConsumeResult<byte[], byte[]?> Consume(int millisecondsTimeout) => throw Unused();

    public ConsumeResult<byte[], byte[]?> Consume(CancellationToken cancellationToken = default) => throw Unused();

    public void Subscribe(IEnumerable<string> topics) => throw Unused();

    public void Subscribe(string topic) => throw Unused();

    public void Unsubscribe() => throw Unused();

    public void Assign(TopicPartition partition) => throw Unused();

    public void Assign(TopicPartitionOffset partition) => throw Unused();

    public void Assign(IEnumerable<TopicPartitionOffset> partitions) => throw Unused();

    public void Assign(IEnumerable<TopicPartition> partitions) => throw Unused();

    public void IncrementalAssign(IEnumerable<TopicPartitionOffset> partitions) => throw Unused();

    public void IncrementalAssign(IEnumerable<TopicPartition> partitions) => throw Unused();

    public void IncrementalUnassign(IEnumerable<TopicPartition> partitions) => throw Unused();

    public void Unassign() => throw Unused();

    public void StoreOffset(ConsumeResult<byte[], byte[]?> result) => throw Unused();

    public void StoreOffset(TopicPartitionOffset offset) => throw Unused();

    public List<TopicPartitionOffset> Commit() => throw Unused();

    public void Commit(ConsumeResult<byte[], byte[]?> result) => throw Unused();

    public List<TopicPartitionOffset> Committed(TimeSpan timeout) => throw Unused();

    public Offset Position(TopicPartition partition) => throw Unused();

    public List<TopicPartitionOffset> PositionTopicPartitionOffset(IEnumerable<TopicPartition> partitions) => throw Unused();

    public List<TopicPartitionOffset> OffsetsForTimes(IEnumerable<TopicPartitionTimestamp> timestampsToSearch, TimeSpan timeout) => throw Unused();

    private static NotSupportedException Unused() => new("the simulation has no need of it");
}
