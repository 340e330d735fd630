using Confluent.Kafka;
using CreditRisk.Actor;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRisk.Tests.Simulation;

/// <summary>One instance of the product: engine, Kafka on both ends, and the sweep. It dies without notice and starts anew.</summary>
internal sealed class Instance(PipelineRun simulation, string name) : IKafkaClients, IDisposable
{
    private readonly List<SimulatedPublisher> _publishers = [];
    private SimulatedProcess? _process;
    private SimulatedConsumer? _consumer;
    private PipelineMetrics? _metrics;
    private IReadOnlyList<Task> _parts = [];
    private Func<Task> _dispose = () => Task.CompletedTask;
    private Task? _stopping;
    private int _starts;

    public bool IsRunning => _process is not null;

    /// <summary>Whether a part of it has failed, and the rest goes on.</summary>
    public bool IsFailing { get; set; }

    public void Start()
    {
        IsFailing = false;
        var (world, faults) = (simulation.World, simulation.Faults);
        var process = new SimulatedProcess(world, $"{name}{++_starts}", world.UpTo(faults.ClockError) - (faults.ClockError / 2));
        _process = process;
        world.Tell("starts", process.Name);
        _metrics = new PipelineMetrics(process.Clock);
        var engine = Engine.Start(PipelineRun.Rules.Value, new SimulatedStore(simulation, process), Settings(process));
        var kafka = new KafkaService(engine, Options(), DecoderLimits.Default, _metrics, process.Clock, NullLogger.Instance, this);
        var relays = new KafkaRelays(engine, Options(), OutboxRelay.UsualLook, process.Clock, NullLogger.Instance, this);
        var sweep = new SweepService(engine.Host, kafka.ReadUpTo, new SweepOptions(), process.Clock, NullLogger.Instance);
        _parts = [engine.Host.Failure, kafka.Source.Completion, relays.Effects.Completion, relays.Letters!.Completion, kafka.Ingest.Failure, sweep.Completion];
        _dispose = async () =>
        {
            await sweep.DisposeAsync();
            await kafka.DisposeAsync();
            await relays.DisposeAsync();
            await engine.DisposeAsync();
        };
    }

    public void Dispose() => Kill();

    /// <summary>Ends the process where it stands.</summary>
    public void Kill()
    {
        if (_process is not { } process)
        {
            return;
        }

        simulation.World.Tell("is killed", process.Name);
        _process = null;
        _stopping = null;
        process.Kill();
        _metrics?.Dispose();
        _publishers.ForEach(publisher => publisher.Abandon());
        _publishers.Clear();
        simulation.Broker.Abandon(_consumer!);
    }

    /// <summary>Asks the process to stop, as a termination signal does.</summary>
    public void Stop()
    {
        if (_process is { } process && _stopping is null)
        {
            simulation.World.Tell("is stopped", process.Name);
            _stopping = process.Run(_dispose);
        }
    }

    /// <summary>Whether the process has ended by itself.</summary>
    public bool HasStopped => _stopping is { IsCompletedSuccessfully: true };

    /// <summary>What has failed, so that the process must be started anew; or null.</summary>
    public Exception? Failure() => (_stopping is null ? _parts : [_stopping]).FirstOrDefault(part => part.IsFaulted)?.Exception?.InnerException;

    IConsumer<byte[], byte[]?> IKafkaClients.Consumer(KafkaOptions options, GroupMember member, Action<KafkaNews> tell) =>
        _consumer = new SimulatedConsumer(simulation, _process!, member);

    ITopicDirectory IKafkaClients.Topics(IConsumer<byte[], byte[]?> consumer) => (SimulatedConsumer)consumer;

    IEventPublisher IKafkaClients.Publisher(KafkaOptions options, Action<KafkaNews> tell)
    {
        var publisher = new SimulatedPublisher(simulation, _process!);
        _publishers.Add(publisher);
        return publisher;
    }

    // Mostly small bounds: what happens at a bound must happen in a simulation of a few hundred records.
    private EngineSettings Settings(SimulatedProcess process) => new()
    {
        Store = new SqliteStoreOptions { DataDirectory = "" },
        Clock = process.Clock,
        Executor = process,
        Host = new HostOptions
        {
            Loops = Pick(1, 2, 3),
            QueuedRecordsPerLoop = Pick(1, 5, 1000),
            UndurableRecordsPerLoop = Pick(1, 10, 1000),
            ResidentAccountsPerLoop = Pick(1, 3, 1000),
            ReadyAccountsPerLoop = Pick(1, 3, 1000),
            RecordsPerTurn = Pick(1, 10, 500),
            AccountsPerSweep = Pick(1, 3, 1000),
            LeastArchivedParts = Pick(1, 4, 32),
        },
        Committer = new GroupCommitterOptions { MaxAccountsPerBatch = Pick(1, 3, 1000), MaxQueuedAccounts = Pick(1, 5, 4000) },
    };

    private KafkaOptions Options() => new()
    {
        Topics = Feed.Topics,
        PublishDeadLetters = true,
        MaxInFlightRecords = Pick(1, 10, 50_000),
        MaxUnacknowledged = Pick(1, 5, 10_000),
        CommitIntervalMilliseconds = Pick(100, 1000, 60_000),
        DrainSeconds = Pick(1, 20, 300),
    };

    private int Pick(params ReadOnlySpan<int> values) => values[simulation.World.Random.Next(values.Length)];
}
