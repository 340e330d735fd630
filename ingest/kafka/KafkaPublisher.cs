using Confluent.Kafka;
using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>Publishes events by librdkafka's idempotent producer. Brokers that are away are waited for.</summary>
public sealed class KafkaPublisher : IEventPublisher
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

    /// <inheritdoc/>
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
