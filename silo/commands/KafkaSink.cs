using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Runtime;

namespace CreditRisk.Silo.Commands;

/// <summary>Publishes events to the topics of their kinds, keyed by account, with their own time as the record's.</summary>
internal sealed class KafkaSink : IEventSink
{
    private const int MostUnacknowledged = 50_000;

    private readonly KafkaPublisher _publisher;
    private readonly EventDecoder _decoder = new();
    private readonly SemaphoreSlim _room = new(MostUnacknowledged);
    private volatile string? _failure;

    private KafkaSink(KafkaPublisher publisher) => _publisher = publisher;

    /// <summary>Makes a sink.</summary>
    /// <param name="brokers">The brokers, <c>host:port</c>, separated by commas.</param>
    /// <param name="tell">Is told what the client reports.</param>
    /// <exception cref="ConfigurationException">The native library is missing or wrong, or the brokers cannot be read.</exception>
    public static KafkaSink Open(string brokers, Action<string> tell)
    {
        try
        {
            return new KafkaSink(new KafkaPublisher(new KafkaOptions { Brokers = brokers }, news => tell($"creditrisk: kafka: {news.Message}")));
        }
        catch (Exception failure) when (failure is KafkaLibraryException or ArgumentException or InvalidOperationException)
        {
            throw new ConfigurationException([$"kafka: {failure.Message}"]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        if (await TryWriteAsync(json, cancellation) is { } refusal)
        {
            throw new InvalidOperationException($"an event was made that no receiver of this version would take: {refusal.Message}");
        }
    }

    /// <summary>Publishes bytes, if they are an event.</summary>
    /// <returns>Why they are none, or null.</returns>
    public async ValueTask<Refusal?> TryWriteAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        ThrowIfFailed();
        var result = _decoder.Decode(json.Span);
        if (result.Event is not { } decoded)
        {
            return result.Refusal;
        }

        // Each event that is under way holds one place, so that the client's own queue never fills.
        await _room.WaitAsync(cancellation);
        var header = decoded.Header;
        _ = _publisher.TryPublish(OutgoingRecord.Event(InputTopics.Of(EventTypeNames.Of(decoded)), header.Account, json, header.Time), error =>
        {
            _failure ??= error;
            _room.Release();
        }) ? true : throw new IOException("the Kafka client's queue is full");
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<Delivery?> FinishAsync(CancellationToken cancellation)
    {
        // All places at once: then everything is acknowledged.
        for (var place = 0; place < MostUnacknowledged; place++)
        {
            await _room.WaitAsync(cancellation);
        }

        ThrowIfFailed();
        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _publisher.Dispose();
        _room.Dispose();
        return ValueTask.CompletedTask;
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new IOException($"an event was not acknowledged: {failure}");
        }
    }
}
