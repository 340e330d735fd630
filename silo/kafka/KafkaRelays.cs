using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Kafka;

/// <summary>Publishes to Kafka what accounts decided, and what was refused.</summary>
public sealed class KafkaRelays : IAsyncDisposable
{
    /// <summary>Begins to publish.</summary>
    /// <param name="engine">The pipeline.</param>
    /// <param name="options">Where to, and how.</param>
    /// <param name="look">How often it is looked for what other processes have committed; what this one commits is published at once.</param>
    /// <param name="clock">Times everything.</param>
    /// <param name="logger">Is told the news.</param>
    /// <param name="clients">Talk to the brokers; librdkafka's if nothing else is said.</param>
    public KafkaRelays(Engine engine, KafkaOptions options, TimeSpan look, TimeProvider clock, ILogger logger, IKafkaClients? clients = null)
    {
        Effects = new OutboxRelay(engine, RelayOutbox.Effects(engine.Reader), options, look, clock, logger, clients);
        Letters = options.PublishDeadLetters ? new OutboxRelay(engine, RelayOutbox.Letters(engine.Reader), options, look, clock, logger, clients) : null;
    }

    /// <summary>Publishes what accounts decided.</summary>
    public OutboxRelay Effects { get; }

    /// <summary>Publishes what was refused; null where that is not wanted.</summary>
    public OutboxRelay? Letters { get; }

    /// <summary>Ends when a part has failed, with its failure.</summary>
    public Task Failure => Task.WhenAny(new[] { Effects.Completion, Letters?.Completion }.OfType<Task>()).Unwrap();

    /// <summary>Shows what is published; to be called once.</summary>
    /// <param name="metrics">Where.</param>
    /// <param name="current">Who publishes now, or null while another process does.</param>
    public static void Show(PipelineMetrics metrics, Func<KafkaRelays?> current)
    {
        metrics.Gauge("creditrisk_outbox_unacknowledged", "{event}", "Events published that are not acknowledged yet.", () => current()?.Effects.Unacknowledged ?? 0);
        metrics.Gauge("creditrisk_outbox_age_seconds", "s", "Age of the oldest event that is not acknowledged.", () => current()?.Effects.Age.TotalSeconds ?? 0);
        metrics.Counter("creditrisk_outbox_published_total", "{event}", "Events acknowledged by the brokers.", () => current()?.Effects.Published ?? 0);
        metrics.Counter("creditrisk_outbox_failures_total", "{failure}", "How often publishing had to begin again.", () => current()?.Effects.Failures ?? 0);
        metrics.Counter("creditrisk_dead_letters_published_total", "{letter}", "Dead letters acknowledged by the brokers.", () => current()?.Letters?.Published ?? 0);
        metrics.Gauge("creditrisk_dead_letters_unpublished_seconds", "s", "Age of the oldest dead letter that is not acknowledged.", () => current()?.Letters?.Age.TotalSeconds ?? 0);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Effects.DisposeAsync();
        if (Letters is not null)
        {
            await Letters.DisposeAsync();
        }
    }
}
