using System.Diagnostics;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Postgres;
using CreditRisk.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CreditRisk.Bench.Broker;

/// <summary>The pipeline as the service has it, from a source to the relay, with a count and a clock on the way in.</summary>
internal sealed class BrokerPipeline : IAsyncDisposable
{
    private readonly Engine _engine;
    private readonly KafkaOptions _kafka;
    private readonly PipelineMetrics _metrics = new(TimeProvider.System);
    private readonly TimedTarget _target;
    private readonly OutboxRelay _relay;
    private KafkaSource? _source;
    private bool _isDisposed;

    private BrokerPipeline(Engine engine, KafkaOptions kafka)
    {
        (_engine, _kafka) = (engine, kafka);
        _target = new TimedTarget(new KafkaIngest(engine, new DecoderLimits(), _metrics));
        _relay = new OutboxRelay(engine, RelayOutbox.Effects(engine.Reader), kafka, OutboxRelay.UsualLook, TimeProvider.System, NullLogger.Instance);
    }

    /// <summary>Account rows that were written.</summary>
    public long Rows => _engine.Committer.Statistics.Accounts;

    /// <summary>Warnings that the brokers have acknowledged.</summary>
    public long Published => _relay.Published;

    /// <summary>How long the records that were awaited took.</summary>
    public TimeSpan Elapsed => _target.Elapsed;

    /// <summary>Opens accounts, all of which stay in memory.</summary>
    public static async Task<BrokerPipeline> StartAsync(Accounts accounts, PostgresStoreOptions postgres, string brokers)
    {
        var engine = Start(accounts, postgres);
        await SubmitAsync(engine, Enumerable.Range(0, accounts.Count).Select(Business.Opening));
        return new BrokerPipeline(engine, new KafkaOptions
        {
            Brokers = brokers,
            Topics = [EventProducer.Backlog.Name, EventProducer.Stream.Name],
            Client = new Dictionary<string, string>(StringComparer.Ordinal) { ["fetch.wait.max.ms"] = $"{SteadyLoad.FetchWaitMilliseconds}" },
            Outputs = new Dictionary<string, string>(StringComparer.Ordinal) { [WarningEncoder.Topic] = SteadyLoad.WarningTopic },
        });
    }

    /// <summary>How long a start on a store that is there takes, until an event of an account is durable.</summary>
    public static async Task<TimeSpan> TimeStartAsync(Accounts accounts, PostgresStoreOptions postgres, byte[] line)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var engine = Start(accounts, postgres);
        await SubmitAsync(engine, [line]);
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Reads what lies in the brokers: first what warms up, since programs are compiled as they run.</summary>
    /// <param name="warmUp">Records that are not timed.</param>
    /// <param name="timed">Records that are.</param>
    /// <param name="warm">Called between both.</param>
    public async Task ReadAsync(long warmUp, long timed, Action warm)
    {
        var (isWarm, reached) = _target.Await(warmUp, warmUp + timed);
        _source = new KafkaSource(_kafka, _target, _ => { }, TimeProvider.System, KafkaClients.Instance, _engine.Host.Executor);
        await await Task.WhenAny(isWarm, _source.Completion, _engine.Host.Failure);
        warm();
        await await Task.WhenAny(reached, _source.Completion, _engine.Host.Failure);
    }

    /// <summary>Times what is planned.</summary>
    public void Time(LoadPlan plan) => _target.Time(plan);

    /// <summary>Milliseconds from append to durable, sorted.</summary>
    public double[] Times() => _target.Times();

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        await _relay.DisposeAsync();
        await _engine.DisposeAsync();
        _metrics.Dispose();
    }

    private static Engine Start(Accounts accounts, PostgresStoreOptions postgres) => Engine.Start(RuleFiles.Shipped.Load(), new EngineSettings
    {
        Store = new SqliteStoreOptions { DataDirectory = "" },
        Postgres = postgres,
        Host = new HostOptions { ResidentAccountsPerLoop = accounts.Count },
    });

    private static async Task SubmitAsync(Engine engine, IEnumerable<byte[]> lines)
    {
        var decoder = new EventDecoder();
        foreach (var line in lines)
        {
            var decoded = decoder.Decode(line).Event!;
            await engine.Host.SubmitAsync(new InputRecord(decoded, new SourceRecord(null, decoded.Header.Time, line, default), NoObserver.Instance, 0));
        }

        await engine.Host.DrainAsync();
    }

    private sealed class NoObserver : IRecordObserver
    {
        public static readonly NoObserver Instance = new();

        public void OnDurable(in RecordResult result)
        {
            if (result.Outcome != Outcome.Applied)
            {
                throw new InvalidOperationException($"account {result.Token}: {result.Message}");
            }
        }
    }
}
