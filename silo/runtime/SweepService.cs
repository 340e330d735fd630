using CreditRisk.Actor;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Contracts;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Runtime;

/// <summary>Settings of the sweep.</summary>
public sealed record SweepOptions
{
    /// <summary>How often accounts are looked at whose time has come, 1-3,600 s.</summary>
    public int IntervalSeconds { get; init; } = 5;
}

/// <summary>What a sweep did.</summary>
/// <param name="UpTo">Up to when time has acted on all accounts; null where that is not known yet.</param>
/// <param name="Accounts">How many accounts were looked at, 0 or more.</param>
public readonly record struct Swept(Instant? UpTo, int Accounts);

/// <summary>
/// Lets time act on accounts of which no event tells: at the start and then at every interval it advances those whose time has come. A store that is away is waited
/// for; any other failure ends the service, and must end the process.
/// </summary>
public sealed class SweepService : IAsyncDisposable
{
    private readonly Executor _executor;
    private readonly Func<CancellationToken, Task<Swept>> _sweep;
    private readonly Task _hostEnds;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _swept;
    private long _looked;
    private long _failures;
    private int _disposed;

    /// <summary>Starts sweeping the accounts of a host.</summary>
    /// <param name="host">Runs the accounts.</param>
    /// <param name="upTo">The instant up to which all input is read: time may act no further, so that nobody is warned for a payment that lies unread.</param>
    /// <param name="options">Settings.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Is told when the store is away.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is out of its range.</exception>
    public SweepService(IAccountHost host, Func<Instant> upTo, SweepOptions options, TimeProvider clock, ILogger logger)
        : this(
            async stop =>
            {
                var instant = upTo();
                return new Swept(instant, await host.SweepAsync(instant, stop));
            },
            host,
            options,
            clock,
            logger)
    {
    }

    /// <summary>Starts sweeping.</summary>
    /// <param name="sweep">Sweeps once; throws a <see cref="StoreException"/> where that has to wait.</param>
    /// <param name="host">Where it fails, so does the sweep.</param>
    /// <param name="options">Settings.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Is told when the store is away.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is out of its range.</exception>
    public SweepService(Func<CancellationToken, Task<Swept>> sweep, IAccountHost host, SweepOptions options, TimeProvider clock, ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.IntervalSeconds, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.IntervalSeconds, 3600, nameof(options));
        (_executor, _hostEnds, _sweep) = (host.Executor, host.Failure, sweep);
        _clock = clock;
        _logger = logger;
        _swept = Now().ToUnixTimeTicks();
        // Here and not in the task: when the service has started, its timer is on the clock.
        var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.IntervalSeconds), clock);
        _running = _executor.Run(() => RunAsync(timer));
    }

    /// <summary>Ends when the service is disposed of, or with the failure that ended it.</summary>
    public Task Completion => _running;

    /// <summary>How far the sweep is behind the clock: since when time has not acted on the accounts, 0 or more.</summary>
    public Duration Lag => Duration.Max(Duration.Zero, Now() - Instant.FromUnixTimeTicks(Interlocked.Read(ref _swept)));

    /// <summary>Accounts looked at since the start.</summary>
    public long AccountsLookedAt => Interlocked.Read(ref _looked);

    /// <summary>Sweeps that failed because the store was away.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Stops sweeping. What was begun is left to the host.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _executor.CancelAsync(_stop);
        }

        // Its failure is told by Completion; this waits for the end only.
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stop.Dispose();
    }

    private async Task RunAsync(PeriodicTimer timer)
    {
        using var ended = timer;
        try
        {
            do
            {
                await SweepAsync();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: this is the end that was asked for.
            return;
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            var swept = await _sweep(_stop.Token);
            Interlocked.Add(ref _looked, swept.Accounts);
            if (swept.UpTo is { } upTo)
            {
                Interlocked.Exchange(ref _swept, upTo.ToUnixTimeTicks());
            }
        }
        catch (StoreException failure) when (!_hostEnds.IsCompleted)
        {
            Interlocked.Increment(ref _failures);
            LogStoreAway(_logger, failure.Message, null);
        }
    }

    private Instant Now() => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    private static readonly Action<ILogger, string, Exception?> LogStoreAway = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(1, "SweepPostponed"), "The sweep is postponed: {Failure}");
}
