using CreditRisk.Cluster.Node;
using CreditRisk.Cluster.Sweep;
using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Cluster;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Api;

/// <summary>Puts a service together by its settings, part by part; what was started is stopped again where a later part cannot start.</summary>
/// <param name="settings">The settings.</param>
/// <param name="clock">The clock of everything.</param>
/// <param name="logging">Where everything logs to.</param>
/// <param name="metrics">Counts; disposed of with the service.</param>
internal sealed class ServiceStart(ServiceSettings settings, TimeProvider clock, ILoggerFactory logging, PipelineMetrics metrics)
{
    private readonly InputHorizon _horizon = new(clock);
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly List<Task> _failures = [];
    private ClusterPublishing? _publishing;
    private RestrictionService? _restrictions;
    private readonly ClusterMember? _cluster = settings.Cluster.Clustering == Clustering.None ? null : new ClusterMember(settings, clock, logging, metrics);

    private bool RunsAccounts => settings.Role != NodeRole.Api;

    private bool HasKafka => settings.Kafka.Brokers.Length > 0;

    /// <summary>Starts the service; see <see cref="RunningService.StartAsync"/>.</summary>
    public async Task<RunningService> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await LeaseAsync(cancellation);
            var engine = await EngineAsync(cancellation);
            _failures.Add(engine.Host.Failure);
            // Before the sweep, which begins at once, and whose warnings count.
            metrics.Show(engine, LimitsOf(settings), settings.Cluster.Clustering == Clustering.Postgres ? () => _publishing?.IsRunning == true : null);
            _restrictions = Keep(new RestrictionService(settings, _cluster?.Node.Grains, clock, logging));
            var relays = RunsAccounts ? Publish(engine) : null;
            var kafka = RunsAccounts && HasKafka ? Read(engine) : null;
            var reporter = _cluster is null ? null : await ReportAsync(_cluster, kafka, cancellation);
            if (RunsAccounts)
            {
                _ = await WakeCorrection.RunAsync(engine, cancellation);
            }

            var sweep = RunsAccounts ? Sweep(engine, kafka) : null;
            GiveLeave(engine);
            var ofApi = new ApiParts
            {
                Metrics = metrics,
                Horizon = _horizon,
                Limits = settings.Limits,
                Clock = clock,
                Logging = logging,
                Brakes = _restrictions.Brakes,
                Feeds = _restrictions.Feeds,
                NotMember = reporter is null ? null : () => NotMember(reporter),
                HealthOnly = settings.Role == NodeRole.Silo,
                Dashboard = settings.Role == NodeRole.Silo ? null : _cluster?.Node.Dashboard,
            };
            var api = Keep(await ApiHost.StartAsync(engine, settings.Api, ofApi, cancellation));
            return new RunningService(_parts, _failures) { Engine = engine, Cluster = _cluster, Kafka = kafka, Relays = relays, Sweep = sweep, Metrics = metrics, Api = api };
        }
        catch
        {
            await RunningService.DisposeAsync(_parts, metrics);
            throw;
        }
    }

    // Of a cluster with one silo its lease is that of an active instance: no second one may have the same accounts.
    private async Task LeaseAsync(CancellationToken cancellation)
    {
        if (settings.Postgres.ConnectionString.Length == 0 || (settings.Cluster.Clustering == Clustering.Localhost && !RunsAccounts))
        {
            return;
        }

        var kind = settings.Cluster.Clustering == Clustering.Postgres ? LeaseKind.Member : LeaseKind.Active;
        // The lease lives in the machine's time, not in the customers'.
        var lease = Keep(await HeldLease.WaitAsync(settings.Postgres, kind, TimeProvider.System, logging.CreateLogger<HeldLease>(), cancellation));
        _failures.Add(lease.Completion);
    }

    private async Task<Engine> EngineAsync(CancellationToken cancellation)
    {
        var (rules, files) = settings.Rules.LoadWithFiles();
        var engine = settings.ToEngineSettings(clock) with { Logger = logging.CreateLogger<Engine>(), Observed = metrics.Observe };
        if (_cluster is null)
        {
            return Keep(Engine.Start(rules, engine));
        }

        var started = Keep(await _cluster.StartAsync(rules, engine, cancellation));
        _cluster.Show(metrics);
        if (RunsAccounts)
        {
            await _cluster.RegisterAsync(files, cancellation);
        }

        return started;
    }

    private KafkaRelays? Publish(Engine engine)
    {
        if (settings.Cluster.Clustering == Clustering.Postgres)
        {
            PublishForAll(engine);
            return null;
        }

        if (Retention(engine) is { } retention)
        {
            _failures.Add(Keep(retention).Completion);
        }

        if (!HasKafka)
        {
            return null;
        }

        var relays = Keep(new KafkaRelays(engine, settings.Kafka, OutboxRelay.UsualLook, clock, logging.CreateLogger<KafkaRelays>()));
        _failures.Add(relays.Failure);
        KafkaRelays.Show(metrics, () => relays);
        return relays;
    }

    private void PublishForAll(Engine engine)
    {
        var logger = logging.CreateLogger<LeasedWork>();
        var work = Keep(new LeasedWork(settings.Postgres, LeaseKind.Relay, () => _publishing = ClusterPublishing.Begin(engine, settings.Kafka, Retention(engine), _restrictions!.Open(engine, _horizon, clock), clock, logger), logger));
        _failures.Add(work.Completion);
        KafkaRelays.Show(metrics, () => _publishing?.Relays);
    }

    // In a cluster the silo that publishes does it for all.
    private void GiveLeave(Engine engine)
    {
        if (RunsAccounts && settings.Cluster.Clustering != Clustering.Postgres)
        {
            var gate = Keep(_restrictions!.Open(engine, _horizon, clock));
            _failures.Add(gate.Completion);
            RestrictionService.Show(metrics, () => gate);
        }
        else if (RunsAccounts)
        {
            RestrictionService.Show(metrics, () => _publishing?.Gate);
        }
    }

    private HistoryRetention? Retention(Engine engine) => settings.Postgres.HistoryMonths > 0 && engine.Store is PostgresStore store
        ? new HistoryRetention(store, settings.Postgres.HistoryMonths, clock, logging.CreateLogger<HistoryRetention>())
        : null;

    private KafkaService Read(Engine engine)
    {
        var kafka = Keep(new KafkaService(engine, settings.Kafka, settings.Limits, metrics, clock, logging.CreateLogger<KafkaService>(), feeds: _restrictions!.Feeds));
        _failures.Add(kafka.Failure);
        metrics.Gauge("creditrisk_kafka_unread_records", "{record}", "Records that lie unread in the partitions that this instance owns, by topic.", "topic", () => kafka.Source.UnreadByTopic);
        return kafka;
    }

    private SweepService Sweep(Engine engine, KafkaService? kafka)
    {
        Func<Instant> upTo = kafka is null ? _horizon.UpTo : () => Instant.Min(kafka.ReadUpTo(), _horizon.UpTo());
        var sweep = Keep(_cluster?.Sweep() ?? new SweepService(engine.Host, upTo, settings.Sweep, clock, logging.CreateLogger<SweepService>()));
        _failures.Add(sweep.Completion);
        metrics.Show(sweep);
        return sweep;
    }

    // Before anything is received: what the cluster does not know of holds no time.
    private async Task<HorizonReporter> ReportAsync(ClusterMember cluster, KafkaService? kafka, CancellationToken cancellation)
    {
        var reporter = Keep(cluster.Report(() => Look(kafka)));
        _failures.Add(reporter.Completion);
        await await Task.WhenAny(reporter.FirstReported, reporter.Completion).WaitAsync(cancellation);
        return reporter;
    }

    private string? NotMember(HorizonReporter reporter) => _cluster!.Node.NotMember ?? (reporter.Failure is { } failure ? $"the cluster does not take its reports: {failure}" : null);

    // What was received first: what comes while the brokers are asked is later.
    private InputState Look(KafkaService? kafka)
    {
        var received = _horizon.UpTo();
        return new InputState(received, kafka is not null, kafka?.Read()?.Select(one => (one.Partition, one.UpTo)).ToList());
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    // Every bound that is a number, so that a dashboard can show how full a queue is.
    private static List<(string Name, long Value)> LimitsOf(ServiceSettings settings) =>
        [.. SettingTable.All.OfType<NumberSetting>().Select(setting => (setting.Key, setting.Get(settings)))];
}
