using CreditRisk.Bench.Broker;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;

namespace CreditRisk.Bench.Cluster;

/// <summary>Reads a share of a topic's partitions into an engine, as the service does, and counts what became durable.</summary>
internal sealed class BrokerFeed : IKafkaTarget, IAsyncDisposable
{
    private readonly PipelineMetrics _metrics = new(TimeProvider.System);
    private readonly KafkaIngest _ingest;
    private readonly KafkaSource _source;
    private int _durable;

    /// <summary>Joins the group.</summary>
    public BrokerFeed(Engine engine, string brokers)
    {
        _ingest = new KafkaIngest(engine, new DecoderLimits(), _metrics);
        var options = new KafkaOptions
        {
            Brokers = brokers,
            Topics = [EventProducer.Backlog.Name],
            Client = new Dictionary<string, string>(StringComparer.Ordinal) { ["fetch.wait.max.ms"] = $"{SteadyLoad.FetchWaitMilliseconds}" },
        };
        _source = new KafkaSource(options, this, _ => { }, TimeProvider.System, KafkaClients.Instance, engine.Host.Executor);
    }

    /// <summary>Records that are durable.</summary>
    public int Durable => Volatile.Read(ref _durable);

    public ValueTask TakeAsync(KafkaRecord record, Action done, CancellationToken cancellation) => _ingest.TakeAsync(
        record,
        () =>
        {
            done();
            Interlocked.Increment(ref _durable);
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _metrics.Dispose();
    }
}
