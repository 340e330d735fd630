using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Silo.Runtime;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Kafka;

/// <summary>Reads Kafka for an engine, and knows how far the input is read.</summary>
public sealed class KafkaService : IAsyncDisposable
{
    private static readonly TimeSpan WatermarkTimeout = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger;
    private Instant _readUpTo = Instant.FromUnixTimeTicks(0);

    /// <summary>Begins to read.</summary>
    /// <param name="engine">The pipeline.</param>
    /// <param name="options">Where from, and how.</param>
    /// <param name="limits">What the decoder is willing to look at.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="clock">Times everything.</param>
    /// <param name="logger">Is told the news.</param>
    /// <param name="clients">Talk to the brokers; librdkafka's if nothing else is said.</param>
    /// <param name="feeds">Is told the heartbeats of feeds, or null.</param>
    /// <exception cref="ConfigurationException">The native library is missing or wrong, or the client refuses a setting.</exception>
    public KafkaService(
        Engine engine, KafkaOptions options, DecoderLimits limits, PipelineMetrics metrics, TimeProvider clock, ILogger logger, IKafkaClients? clients = null, FeedBook? feeds = null)
    {
        clients ??= KafkaClients.Instance;
        _logger = logger;
        try
        {
            Ingest = new KafkaIngest(engine, limits, metrics, feeds);
            Source = new KafkaSource(options, Ingest, Tell, clock, clients, engine.Host.Executor);
        }
        catch (Exception failure) when (failure is KafkaLibraryException or ArgumentException or InvalidOperationException)
        {
            throw new ConfigurationException([$"kafka: {failure.Message}"]);
        }

        metrics.Gauge("creditrisk_kafka_undurable_records", "{record}", "Records read from Kafka that are not durable yet.", () => Source.Undurable);
        metrics.Gauge("creditrisk_kafka_partitions", "{partition}", "Partitions that this instance owns.", () => Source.Partitions);
        metrics.Counter("creditrisk_kafka_pauses_total", "{pause}", "How often all partitions were paused, for want of room.", () => Source.Pauses);
    }

    /// <summary>Reads.</summary>
    public KafkaSource Source { get; }

    /// <summary>Takes in what is read.</summary>
    public KafkaIngest Ingest { get; }

    /// <summary>Ends when a part has failed, with its failure.</summary>
    public Task Failure => Task.WhenAny(Source.Completion, Ingest.Failure).Unwrap();

    /// <summary>
    /// The instant up to which all input is read. It stands still while brokers do not answer: time must not act on customers whose payments lie unread.
    /// </summary>
    public Instant ReadUpTo()
    {
        _readUpTo = Source.ReadUpTo(WatermarkTimeout) ?? _readUpTo;
        return _readUpTo;
    }

    /// <summary>How far each partition is read, or null where the brokers do not answer; see <see cref="KafkaSource.Read"/>.</summary>
    public IReadOnlyList<PartitionRead>? Read() => Source.Read(WatermarkTimeout);

    /// <summary>Stops reading; what was read becomes durable as far as the drain allows.</summary>
    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private void Tell(KafkaNews news)
    {
        var log = news.Kind is KafkaNewsKind.Assigned or KafkaNewsKind.Revoked ? LogMembership : LogTrouble;
        log(_logger, news.Kind, news.Message, null);
    }

    private static readonly Action<ILogger, KafkaNewsKind, string, Exception?> LogMembership = LoggerMessage.Define<KafkaNewsKind, string>(
        LogLevel.Information, new EventId(1, "KafkaPartitions"), "Partitions {News}: {Partitions}");

    private static readonly Action<ILogger, KafkaNewsKind, string, Exception?> LogTrouble = LoggerMessage.Define<KafkaNewsKind, string>(
        LogLevel.Warning, new EventId(2, "KafkaNews"), "Kafka reports {News}: {Message}");
}
