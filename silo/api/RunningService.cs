using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Api;

/// <summary>The whole service in this process: the engine, the sweep, the metrics and the API. Disposing it takes no more requests, and makes durable what it took.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts;

    private RunningService(Stack<IAsyncDisposable> parts) => _parts = parts;

    /// <summary>The pipeline.</summary>
    public required Engine Engine { get; init; }

    /// <summary>Reads from and publishes to Kafka; null where no brokers are named.</summary>
    public KafkaService? Kafka { get; init; }

    private ActiveLease? Lease { get; init; }

    private HistoryRetention? Retention { get; init; }

    /// <summary>Lets time act.</summary>
    public required SweepService Sweep { get; init; }

    /// <summary>Counts.</summary>
    public required PipelineMetrics Metrics { get; init; }

    /// <summary>Answers requests.</summary>
    public required ApiHost Api { get; init; }

    /// <summary>Ends when a part of the service has failed, with its failure: the process must stop then.</summary>
    public Task Failure => Task.WhenAny(new[] { Engine.Host.Failure, Sweep.Completion, Kafka?.Failure, Lease?.Completion, Retention?.Completion }.OfType<Task>()).Unwrap();

    /// <summary>Starts the service; returns when it takes requests. On PostgreSQL it stands by first, while another instance is active.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="clock">The clock of everything.</param>
    /// <param name="logging">Where everything logs to. It stays the caller's.</param>
    /// <param name="cancellation">Gives up the start.</param>
    /// <exception cref="ConfigurationException">Rule files have mistakes, or the API cannot listen.</exception>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static async Task<RunningService> StartAsync(
        ServiceSettings settings, TimeProvider clock, ILoggerFactory logging, CancellationToken cancellation = default)
    {
        var metrics = new PipelineMetrics(clock);
        var parts = new Stack<IAsyncDisposable>();
        try
        {
            var rules = settings.Rules.Load();
            var lease = settings.Postgres.ConnectionString.Length == 0 ? null : Keep(parts, await LeaseAsync(settings, logging, cancellation));
            var engine = Keep(parts, Engine.Start(
                rules, settings.ToEngineSettings(clock) with { Logger = logging.CreateLogger<Engine>(), Observed = metrics.Observe }));
            var retention = settings.Postgres.HistoryMonths > 0 && engine.Store is PostgresStore store
                ? Keep(parts, new HistoryRetention(store, settings.Postgres.HistoryMonths, clock, logging.CreateLogger<HistoryRetention>()))
                : null;
            var horizon = new InputHorizon(clock);
            // Before the sweep, which begins at once, and whose warnings count.
            metrics.Show(engine, LimitsOf(settings));
            var kafka = settings.Kafka.Brokers.Length == 0
                ? null
                : Keep(parts, new KafkaService(engine, settings.Kafka, settings.Limits, metrics, clock, logging.CreateLogger<KafkaService>()));
            if (kafka is not null)
            {
                metrics.Gauge("creditrisk_kafka_unread_records", "{record}", "Records that lie unread in the partitions that this instance owns, by topic.", "topic", () => kafka.Source.UnreadByTopic);
            }

            Func<Instant> upTo = kafka is null ? horizon.UpTo : () => Instant.Min(kafka.ReadUpTo(), horizon.UpTo());
            var sweep = Keep(parts, new SweepService(engine.Host, upTo, settings.Sweep, clock, logging.CreateLogger<SweepService>()));
            metrics.Show(sweep);
            var ofApi = new ApiParts { Metrics = metrics, Horizon = horizon, Limits = settings.Limits, Clock = clock, Logging = logging };
            var api = Keep(parts, await ApiHost.StartAsync(engine, settings.Api, ofApi, cancellation));
            return new RunningService(parts) { Lease = lease, Retention = retention, Engine = engine, Kafka = kafka, Sweep = sweep, Metrics = metrics, Api = api };
        }
        catch
        {
            await DisposeAsync(parts, metrics);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DisposeAsync(_parts, Metrics);

    private static T Keep<T>(Stack<IAsyncDisposable> parts, T part)
        where T : IAsyncDisposable
    {
        parts.Push(part);
        return part;
    }

    // In the reverse order of the start: no more requests first, the lease last, so that the next instance finds everything durable.
    private static async ValueTask DisposeAsync(Stack<IAsyncDisposable> parts, PipelineMetrics metrics)
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        metrics.Dispose();
    }

    // The lease lives in the machine's time, not in the customers'.
    private static Task<ActiveLease> LeaseAsync(ServiceSettings settings, ILoggerFactory logging, CancellationToken cancellation) =>
        ActiveLease.WaitAsync(settings.Postgres, TimeProvider.System, logging.CreateLogger<ActiveLease>(), cancellation);

    // Every bound that is a number, so that a dashboard can show how full a queue is.
    private static List<(string Name, long Value)> LimitsOf(ServiceSettings settings) =>
        [.. SettingTable.All.OfType<NumberSetting>().Select(setting => (setting.Key, setting.Get(settings)))];
}
