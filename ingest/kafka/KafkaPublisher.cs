using Confluent.Kafka;
using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>
/// Publishes events idempotently: within the life of one publisher nothing is doubled, and events of one key keep their order whatever is tried again. Brokers that are away are waited
/// for. After a failure it publishes nothing more: make another one, and begin again behind what was acknowledged.
/// </summary>
public sealed class KafkaPublisher : IDisposable
{
    private readonly IProducer<string, byte[]> _producer;
    private readonly IReadOnlyDictionary<string, string> _outputs;

    /// <summary>Makes a publisher; it connects when it has something to publish.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="tell">Is told what the client reports.</param>
    /// <exception cref="KafkaLibraryException">The native library is missing or wrong.</exception>
    public KafkaPublisher(KafkaOptions options, Action<KafkaNews> tell)
    {
        KafkaNative.Load();
        _outputs = options.Outputs;
        var config = new ProducerConfig(options.Client.ToDictionary(StringComparer.Ordinal))
        {
            BootstrapServers = options.Brokers,
            EnableIdempotence = true,
            EnableGaplessGuarantee = true,
            Acks = Acks.All,
            // Java's: so that whoever joins our topics with their own finds one key in one partition.
            Partitioner = Partitioner.Murmur2Random,
            MessageTimeoutMs = 0,
            LingerMs = 2,
        };
        _producer = new ProducerBuilder<string, byte[]>(config)
            .SetErrorHandler((_, error) => tell(new KafkaNews(KafkaNewsKind.Error, $"{error.Reason} ({error.Code})")))
            .SetLogHandler((_, log) => KafkaNews.Tell(log, tell))
            .Build();
    }

    /// <summary>Publishes a CloudEvent in structured mode.</summary>
    /// <param name="output">Our name of the topic.</param>
    /// <param name="key">The account.</param>
    /// <param name="body">The event.</param>
    /// <param name="at">The record's timestamp, or null for the moment of publishing.</param>
    /// <param name="delivered">Called on the client's thread with null when it is acknowledged, or with what failed.</param>
    /// <returns>Whether it was taken; false while too many wait.</returns>
    /// <exception cref="KafkaException">It can never be published, or the publisher has failed.</exception>
    public bool TryPublish(string output, string key, ReadOnlyMemory<byte> body, Instant? at, Action<string?> delivered)
    {
        var message = new Message<string, byte[]>
        {
            Key = key,
            Value = body.ToArray(),
            Timestamp = at is { } instant ? new Timestamp(instant.ToUnixTimeMilliseconds(), TimestampType.CreateTime) : Timestamp.Default,
            Headers = [new Header("content-type", "application/cloudevents+json"u8.ToArray())],
        };
        try
        {
            _producer.Produce(
                _outputs.GetValueOrDefault(output, output), message, report => delivered(report.Error.IsError ? $"{report.Error.Reason} ({report.Error.Code})" : null));
            return true;
        }
        catch (ProduceException<string, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    /// <summary>Gives up what is not acknowledged.</summary>
    public void Dispose() => _producer.Dispose();
}
