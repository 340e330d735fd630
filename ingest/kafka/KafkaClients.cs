using Confluent.Kafka;

namespace CreditRisk.Ingest.Kafka;

/// <summary>What a member of a consumer group is told of its partitions, on the thread that consumes, while it consumes or closes.</summary>
/// <param name="Assigned">They are the member's now.</param>
/// <param name="Revoked">They are the member's until this returns.</param>
/// <param name="Lost">They are another member's already.</param>
public sealed record GroupMember(Action<IReadOnlyList<TopicPartition>> Assigned, Action<IReadOnlyList<TopicPartition>> Revoked, Action<IReadOnlyList<TopicPartition>> Lost);

/// <summary>Knows the partitions of topics.</summary>
public interface ITopicDirectory : IDisposable
{
    /// <summary>The partitions of a topic; none while there is no such topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="timeout">How long the brokers may take.</param>
    /// <exception cref="KafkaException">The brokers do not answer, or do not know for now.</exception>
    IEnumerable<TopicPartition> PartitionsOf(string topic, TimeSpan timeout);
}

/// <summary>Makes the clients that talk to the brokers. A simulation puts its own in the place of librdkafka's.</summary>
public interface IKafkaClients
{
    /// <summary>Joins the group and subscribes to the topics.</summary>
    /// <param name="options">Where from, and how.</param>
    /// <param name="member">Is told of its partitions.</param>
    /// <param name="tell">Is told what the client reports.</param>
    /// <exception cref="KafkaLibraryException">The native library is missing or wrong.</exception>
    /// <exception cref="ArgumentException">The client refuses a setting.</exception>
    IConsumer<byte[], byte[]?> Consumer(KafkaOptions options, GroupMember member, Action<KafkaNews> tell);

    /// <summary>Makes a directory that asks over a consumer's connections; it is to be disposed of before the consumer.</summary>
    /// <param name="consumer">A consumer of these clients.</param>
    ITopicDirectory Topics(IConsumer<byte[], byte[]?> consumer);

    /// <summary>Makes a publisher; it connects when it has something to publish.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="tell">Is told what the client reports.</param>
    /// <exception cref="KafkaLibraryException">The native library is missing or wrong.</exception>
    IEventPublisher Publisher(KafkaOptions options, Action<KafkaNews> tell);
}

/// <summary>The clients of librdkafka.</summary>
public sealed class KafkaClients : IKafkaClients
{
    /// <summary>The only ones there need be.</summary>
    public static KafkaClients Instance { get; } = new();

    private KafkaClients()
    {
    }

    /// <inheritdoc/>
    public IConsumer<byte[], byte[]?> Consumer(KafkaOptions options, GroupMember member, Action<KafkaNews> tell)
    {
        KafkaNative.Load();
        var config = new ConsumerConfig(options.Client.ToDictionary(StringComparer.Ordinal))
        {
            BootstrapServers = options.Brokers,
            GroupId = options.Group,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        };
        var consumer = new ConsumerBuilder<byte[], byte[]?>(config)
            .SetErrorHandler((_, error) => tell(new KafkaNews(KafkaNewsKind.Error, $"{error.Reason} ({error.Code})")))
            .SetLogHandler((_, log) => KafkaNews.Tell(log, tell))
            .SetPartitionsAssignedHandler((_, assigned) => member.Assigned(assigned))
            .SetPartitionsRevokedHandler((_, revoked) => member.Revoked([.. revoked.Select(offset => offset.TopicPartition)]))
            .SetPartitionsLostHandler((_, lost) => member.Lost([.. lost.Select(offset => offset.TopicPartition)]))
            .Build();
        consumer.Subscribe(options.Topics);
        return consumer;
    }

    /// <inheritdoc/>
    public ITopicDirectory Topics(IConsumer<byte[], byte[]?> consumer) => new Directory(new DependentAdminClientBuilder(consumer.Handle).Build());

    /// <inheritdoc/>
    public IEventPublisher Publisher(KafkaOptions options, Action<KafkaNews> tell) => new KafkaPublisher(options, tell);

    private sealed class Directory(IAdminClient admin) : ITopicDirectory
    {
        public IEnumerable<TopicPartition> PartitionsOf(string topic, TimeSpan timeout)
        {
            var found = admin.GetMetadata(topic, timeout).Topics[0];
            return found.Error.Code is ErrorCode.NoError or ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic
                ? found.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))
                : throw new KafkaException(found.Error);
        }

        public void Dispose() => admin.Dispose();
    }
}
