using CreditRisk.Silo.Cluster;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Api;

/// <summary>The whole service in this process, as far as its role goes: the engine, the sweep, the metrics and the API. Disposing it takes no more requests, and makes durable what it took.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts;
    private readonly IReadOnlyList<Task> _failures;

    internal RunningService(Stack<IAsyncDisposable> parts, IReadOnlyList<Task> failures) => (_parts, _failures) = (parts, failures);

    /// <summary>The pipeline.</summary>
    public required Engine Engine { get; init; }

    /// <summary>The cluster that the accounts run in; null where they run in this process alone.</summary>
    public ClusterMember? Cluster { get; init; }

    /// <summary>Reads from Kafka; null where no brokers are named, or others read.</summary>
    public KafkaService? Kafka { get; init; }

    /// <summary>Publishes to Kafka; null where no brokers are named, or in a cluster.</summary>
    public KafkaRelays? Relays { get; init; }

    /// <summary>Lets time act; null where others do.</summary>
    public SweepService? Sweep { get; init; }

    /// <summary>Counts.</summary>
    public required PipelineMetrics Metrics { get; init; }

    /// <summary>Answers requests.</summary>
    public required ApiHost Api { get; init; }

    /// <summary>Ends when a part of the service has failed, with its failure: the process must stop then.</summary>
    public Task Failure => Task.WhenAny(_failures).Unwrap();

    /// <summary>Starts the service; returns when it takes requests. On PostgreSQL it stands by first, while another instance is active.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="clock">The clock of everything.</param>
    /// <param name="logging">Where everything logs to. It stays the caller's.</param>
    /// <param name="cancellation">Gives up the start.</param>
    /// <exception cref="ConfigurationException">Rule files have mistakes, or the API cannot listen.</exception>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static Task<RunningService> StartAsync(ServiceSettings settings, TimeProvider clock, ILoggerFactory logging, CancellationToken cancellation = default) =>
        new ServiceStart(settings, clock, logging, new PipelineMetrics(clock)).RunAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DisposeAsync(_parts, Metrics);

    // In the reverse order of the start: no more requests first, the lease last, so that the next instance finds everything durable.
    internal static async ValueTask DisposeAsync(Stack<IAsyncDisposable> parts, PipelineMetrics metrics)
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        metrics.Dispose();
    }
}
