using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Cluster;

/// <summary>What one silo of a cluster does for all: it publishes what any of them has committed, gives leave to restrictions, drops history that need not be kept any more, and shows the figures of the portfolio.</summary>
internal sealed class ClusterPublishing : IRunningWork
{
    // The store is asked so often for what other silos have committed, by the one that publishes.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HistoryRetention? _retention;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ClusterPublishing(KafkaRelays? relays, HistoryRetention? retention, RestrictionGate gate) => (Relays, _retention, Gate) = (relays, retention, gate);

    /// <summary>Gives leave to restrictions.</summary>
    public RestrictionGate Gate { get; }

    /// <summary>Publishes; null where there is no broker.</summary>
    public KafkaRelays? Relays { get; }

    /// <inheritdoc/>
    public Task Failure => Task.WhenAny(new[] { Relays?.Failure, _retention?.Completion, Gate.Completion, _ended.Task }.OfType<Task>()).Unwrap();

    /// <summary>Whether it goes on: then this process shows the figures of the whole portfolio.</summary>
    public bool IsRunning => !_ended.Task.IsCompleted;

    /// <summary>Begins.</summary>
    public static ClusterPublishing Begin(Engine engine, KafkaOptions kafka, HistoryRetention? retention, RestrictionGate gate, TimeProvider clock, ILogger logger) =>
        new(kafka.Brokers.Length == 0 ? null : new KafkaRelays(engine, kafka, Look, clock, logger), retention, gate);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await Gate.DisposeAsync();
        if (Relays is not null)
        {
            await Relays.DisposeAsync();
        }

        if (_retention is not null)
        {
            await _retention.DisposeAsync();
        }
    }
}
