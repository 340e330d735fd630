using System.Threading.Channels;
using Confluent.Kafka;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Ingest.Sources;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Kafka;

/// <summary>
/// Publishes an outbox, in order. It decides nothing: an event has left when the transaction that holds it is durable. What is acknowledged without a gap is remembered in the
/// store; after a crash the rest is published again, and consumers know it by its id. A broker or a store that is away is waited for.
/// </summary>
public sealed class OutboxRelay : IAsyncDisposable
{
    /// <summary>How often it is looked for what others have committed where hardly anybody else does.</summary>
    public static readonly TimeSpan UsualLook = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Engine _engine;
    private readonly RelayOutbox _outbox;
    private readonly KafkaOptions _options;
    private readonly TimeSpan _look;
    private readonly IKafkaClients _clients;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _running;
    private long _published;
    private long _failures;
    private long _oldest = long.MaxValue;
    private int _unacknowledged;

    /// <summary>Begins to publish behind what is remembered as acknowledged.</summary>
    /// <param name="engine">The pipeline: what it commits is published at once.</param>
    /// <param name="outbox">What is published.</param>
    /// <param name="options">Where to, and how.</param>
    /// <param name="look">How often it is looked for what other processes have committed.</param>
    /// <param name="clock">Times the looks.</param>
    /// <param name="logger">Is told the news.</param>
    /// <param name="clients">Talk to the brokers; librdkafka's if nothing else is said.</param>
    public OutboxRelay(Engine engine, RelayOutbox outbox, KafkaOptions options, TimeSpan look, TimeProvider clock, ILogger logger, IKafkaClients? clients = null)
    {
        (_engine, _outbox, _options, _look, _clients, _clock, _logger) = (engine, outbox, options, look, clients ?? KafkaClients.Instance, clock, logger);
        engine.OutboxCommitted += OnCommitted;
        _running = engine.Host.Executor.Run(RunAsync);
    }

    /// <summary>Events published and not acknowledged yet.</summary>
    public int Unacknowledged => Volatile.Read(ref _unacknowledged);

    /// <summary>Events acknowledged since the start.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>How often publishing had to begin again.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>How old the oldest event is that is not acknowledged; zero where there is none.</summary>
    public Duration Age => Interlocked.Read(ref _oldest) is var ticks && ticks == long.MaxValue
        ? Duration.Zero
        : Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(_clock.GetUtcNow()) - Instant.FromUnixTimeTicks(ticks));

    /// <summary>Ends when the relay is disposed of, or with the failure that ended it.</summary>
    public Task Completion => _running;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _engine.OutboxCommitted -= OnCommitted;
        await _engine.Host.Executor.CancelAsync(_stop);
        // Its failure is told by Completion; this waits for the end only.
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await PublishAsync();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // Disposed of: this is the end that was asked for.
                return;
            }
            catch (Exception failure) when (failure is KafkaException or StoreException)
            {
                Interlocked.Increment(ref _failures);
                LogFailed(_logger, failure.Message, null);
                await Task.Delay(PauseAfterFailure, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    /// <summary>Publishes until something fails.</summary>
    private async Task PublishAsync()
    {
        using var publisher = _clients.Publisher(_options, news => LogNews(_logger, news.Message, null));
        var flight = new Flight(_engine.Reader.ProgressOf(_outbox.Place), this);
        var after = flight.Next - 1;
        await using var looks = _clock.CreateTimer(_ => Wake(), null, _look, _look);
        while (true)
        {
            flight.ThrowIfFailed();
            var room = _options.MaxUnacknowledged - flight.Unacknowledged;
            var page = room <= 0 ? [] : _outbox.ReadAfter(after, Math.Min(room, 1000));
            foreach (var item in page)
            {
                flight.Begin(item);
                while (!publisher.TryPublish(item.Record, error => flight.End(item, error)))
                {
                    await _wake.Reader.ReadAsync(_stop.Token);
                }

                after = item.Offset;
            }

            if (page.Count == 0)
            {
                await _wake.Reader.ReadAsync(_stop.Token);
            }
        }
    }

    private void OnCommitted(object? sender, EventArgs arguments) => Wake();

    private void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>What one publisher has taken and not acknowledged. Ends come on the client's thread.</summary>
    private sealed class Flight(long next, OutboxRelay relay)
    {
        private readonly ContiguousPrefix _prefix = new(next);
        private readonly SortedDictionary<long, long> _times = [];
        private volatile string? _failure;

        public long Next => _prefix.Next;

        public int Unacknowledged => _prefix.InFlight;

        public void Begin(in OutboxItem item)
        {
            var (offset, at) = (item.Offset, item.At.ToUnixTimeTicks());
            _prefix.Begin(offset);
            Keep(times => times[offset] = at);
        }

        public void End(in OutboxItem item, string? error)
        {
            if (error is not null)
            {
                _failure ??= error;
                relay.Wake();
                return;
            }

            Interlocked.Increment(ref relay._published);
            var offset = item.Offset;
            Keep(times => times.Remove(offset));
            if (_prefix.End(offset) is { } acknowledged)
            {
                relay._engine.Committer.ReportProgress(new SourceProgress(relay._outbox.Place, acknowledged));
            }

            relay.Wake();
        }

        public void ThrowIfFailed()
        {
            if (_failure is { } failure)
            {
                throw new KafkaException(new Error(ErrorCode.Local_Fail, $"an event was not acknowledged, publishing begins again behind what was: {failure}"));
            }
        }

        private void Keep(Action<SortedDictionary<long, long>> change)
        {
            lock (_times)
            {
                change(_times);
                Volatile.Write(ref relay._unacknowledged, _times.Count);
                Interlocked.Exchange(ref relay._oldest, _times.Count == 0 ? long.MaxValue : _times.First().Value);
            }
        }
    }

    private static readonly Action<ILogger, string, Exception?> LogFailed = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(1, "PublishingInterrupted"), "Publishing was interrupted, and begins again: {Failure}");

    private static readonly Action<ILogger, string, Exception?> LogNews = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(2, "PublisherNews"), "The Kafka client reports: {News}");
}
