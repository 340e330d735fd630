using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Contracts;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Api;

/// <summary>The whole service in this process: the engine, the sweep, the metrics and the API. Disposing it takes no more requests, and makes durable what it took.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private RunningService(Engine engine, KafkaService? kafka, SweepService sweep, PipelineMetrics metrics, ApiHost api)
    {
        Kafka = kafka;
        Engine = engine;
        Sweep = sweep;
        Metrics = metrics;
        Api = api;
    }

    /// <summary>The pipeline.</summary>
    public Engine Engine { get; }

    /// <summary>Reads from and publishes to Kafka; null where no brokers are named.</summary>
    public KafkaService? Kafka { get; }

    /// <summary>Lets time act.</summary>
    public SweepService Sweep { get; }

    /// <summary>Counts.</summary>
    public PipelineMetrics Metrics { get; }

    /// <summary>Answers requests.</summary>
    public ApiHost Api { get; }

    /// <summary>Ends when a part of the service has failed, with its failure: the process must stop then.</summary>
    public Task Failure => Task.WhenAny([Engine.Host.Failure, Sweep.Completion, .. Kafka is null ? Array.Empty<Task>() : [Kafka.Failure]]).Unwrap();

    /// <summary>Starts the service; returns when it takes requests.</summary>
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
        Engine? engine = null;
        KafkaService? kafka = null;
        SweepService? sweep = null;
        try
        {
            engine = Engine.Start(
                settings.Rules.Load(), settings.ToEngineSettings(clock) with { Logger = logging.CreateLogger<Engine>(), Observed = metrics.Observe });
            var horizon = new InputHorizon(clock);
            // Before the sweep, which begins at once, and whose warnings count.
            metrics.Show(engine, LimitsOf(settings));
            kafka = settings.Kafka.Brokers.Length == 0
                ? null
                : new KafkaService(engine, settings.Kafka, settings.Limits, metrics, clock, logging.CreateLogger<KafkaService>());
            sweep = new SweepService(engine.Host, kafka is null ? horizon.UpTo : () => Instant.Min(kafka.ReadUpTo(), horizon.UpTo()), settings.Sweep, clock, logging.CreateLogger<SweepService>());
            metrics.Show(sweep);
            var parts = new ApiParts { Metrics = metrics, Horizon = horizon, Limits = settings.Limits, Clock = clock, Logging = logging };
            return new RunningService(engine, kafka, sweep, metrics, await ApiHost.StartAsync(engine, settings.Api, parts, cancellation));
        }
        catch
        {
            if (sweep is not null)
            {
                await sweep.DisposeAsync();
            }

            if (kafka is not null)
            {
                await kafka.DisposeAsync();
            }

            if (engine is not null)
            {
                await engine.DisposeAsync();
            }

            metrics.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Sweep.DisposeAsync();
        if (Kafka is not null)
        {
            await Kafka.DisposeAsync();
        }

        Metrics.Dispose();
        await Engine.DisposeAsync();
    }

    // Every bound that is a number, so that a dashboard can show how full a queue is.
    private static List<(string Name, long Value)> LimitsOf(ServiceSettings settings) =>
        [.. SettingTable.All.OfType<NumberSetting>().Select(setting => (setting.Key, setting.Get(settings)))];
}
