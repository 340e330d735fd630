using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Kafka;

/// <summary>Kafka on both ends of an engine: the source, the relay, and how far the input is read.</summary>
public sealed class KafkaService : IAsyncDisposable
{
    private static readonly TimeSpan WatermarkTimeout = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger;
    private Instant _readUpTo = Instant.FromUnixTimeTicks(0);

    /// <summary>Begins to read and to publish.</summary>
    /// <param name="engine">The pipeline.</param>
    /// <param name="options">Where from and where to, and how.</param>
    /// <param name="limits">What the decoder is willing to look at.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="clock">Times everything.</param>
    /// <param name="logger">Is told the news.</param>
    /// <param name="clients">Talk to the brokers; librdkafka's if nothing else is said.</param>
    /// <exception cref="ConfigurationException">The native library is missing or wrong, or the client refuses a setting.</exception>
    public KafkaService(
        Engine engine, KafkaOptions options, DecoderLimits limits, PipelineMetrics metrics, TimeProvider clock, ILogger logger, IKafkaClients? clients = null)
    {
        clients ??= KafkaClients.Instance;
        _logger = logger;
        try
        {
            Ingest = new KafkaIngest(engine, limits, metrics);
            Source = new KafkaSource(options, Ingest, Tell, clock, clients, engine.Host.Executor);
        }
        catch (Exception failure) when (failure is KafkaLibraryException or ArgumentException or InvalidOperationException)
        {
            throw new ConfigurationException([$"kafka: {failure.Message}"]);
        }

        Relay = new OutboxRelay(engine, RelayOutbox.Effects(engine.Reader), options, clock, logger, clients);
        Letters = options.PublishDeadLetters ? new OutboxRelay(engine, RelayOutbox.Letters(engine.Reader), options, clock, logger, clients) : null;
        metrics.Gauge("creditrisk_kafka_undurable_records", "{record}", "Records read from Kafka that are not durable yet.", () => Source.Undurable);
        metrics.Gauge("creditrisk_kafka_partitions", "{partition}", "Partitions that this instance owns.", () => Source.Partitions);
        metrics.Counter("creditrisk_kafka_pauses_total", "{pause}", "How often all partitions were paused, for want of room.", () => Source.Pauses);
        metrics.Gauge("creditrisk_outbox_unacknowledged", "{event}", "Events published that are not acknowledged yet.", () => Relay.Unacknowledged);
        metrics.Gauge("creditrisk_outbox_age_seconds", "s", "Age of the oldest event that is not acknowledged.", () => Relay.Age.TotalSeconds);
        metrics.Counter("creditrisk_outbox_published_total", "{event}", "Events acknowledged by the brokers.", () => Relay.Published);
        metrics.Counter("creditrisk_outbox_failures_total", "{failure}", "How often publishing had to begin again.", () => Relay.Failures);
        metrics.Counter("creditrisk_dead_letters_published_total", "{letter}", "Dead letters acknowledged by the brokers.", () => Letters?.Published ?? 0);
        metrics.Gauge("creditrisk_dead_letters_unpublished_seconds", "s", "Age of the oldest dead letter that is not acknowledged.", () => Letters?.Age.TotalSeconds ?? 0);
    }

    /// <summary>Reads.</summary>
    public KafkaSource Source { get; }

    /// <summary>Takes in what is read.</summary>
    public KafkaIngest Ingest { get; }

    /// <summary>Publishes what accounts decided.</summary>
    public OutboxRelay Relay { get; }

    /// <summary>Publishes what was refused; null where that is not wanted.</summary>
    public OutboxRelay? Letters { get; }

    /// <summary>Ends when a part has failed, with its failure.</summary>
    public Task Failure => Task.WhenAny(new[] { Source.Completion, Relay.Completion, Letters?.Completion, Ingest.Failure }.OfType<Task>()).Unwrap();

    /// <summary>
    /// The instant up to which all input is read. It stands still while brokers do not answer: time must not act on customers whose payments lie unread.
    /// </summary>
    public Instant ReadUpTo()
    {
        _readUpTo = Source.ReadUpTo(WatermarkTimeout) ?? _readUpTo;
        return _readUpTo;
    }

    /// <summary>Stops reading; what was read becomes durable as far as the drain allows. The relay ends with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Relay.DisposeAsync();
        if (Letters is not null)
        {
            await Letters.DisposeAsync();
        }
    }

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
