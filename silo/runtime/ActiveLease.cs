using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Runtime;

/// <summary>
/// Makes one of several instances on one PostgreSQL schema the active one: the others stand by and take over within seconds when it ends. A lease that breaks with its connection is
/// taken anew as soon as the server is back. Where another instance is quicker, the service must stop and stand by anew.
/// </summary>
public sealed class ActiveLease : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Ten looks that did not come: the holder hangs, or its machine does.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly PostgresStoreOptions _options;
    private readonly ILogger _logger;
    private PostgresLease _lease;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;

    private ActiveLease(PostgresLease lease, PostgresStoreOptions options, TimeProvider clock, ILogger logger)
    {
        (_lease, _options, _logger) = (lease, options, logger);
        _keeping = Task.Run(() => KeepAsync(clock));
    }

    /// <summary>Ends when it is disposed of, or fails when another instance has become the active one.</summary>
    public Task Completion => _keeping;

    /// <summary>Waits until this instance is the active one; a server that is away is waited for, too.</summary>
    /// <param name="options">The store.</param>
    /// <param name="clock">Times the looks, one a second.</param>
    /// <param name="logger">Is told once that the instance stands by, or that the server is away, and when it becomes active.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ActiveLease> WaitAsync(PostgresStoreOptions options, TimeProvider clock, ILogger logger, CancellationToken cancellation)
    {
        string? told = null;
        using var timer = new PeriodicTimer(Look, clock);
        while (true)
        {
            var (lease, why) = TryTake(options);
            if (lease is not null)
            {
                LogActive(logger, null);
                return new ActiveLease(lease, options, clock, logger);
            }

            if (why != told)
            {
                LogStandingBy(logger, why, null);
                told = why;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>Makes this process the active one, if no other is.</summary>
    /// <returns>The lease, or null.</returns>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public static ActiveLease? TryTake(PostgresStoreOptions options, TimeProvider clock, ILogger logger) =>
        PostgresLease.TryTake(options) is { } lease ? new ActiveLease(lease, options, clock, logger) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _lease.Dispose();
        _stop.Dispose();
    }

    private static (PostgresLease? Lease, string Why) TryTake(PostgresStoreOptions options)
    {
        try
        {
            if (PostgresLease.TryTake(options) is { } lease)
            {
                return (lease, "");
            }

            return (null, PostgresLease.EndSilentHolder(Silence, options) ? "the active instance has not been heard of: it is put out of its place" : "another instance is active");
        }
        catch (StoreException away) when (away.Failure == StoreFailure.Unavailable)
        {
            return (null, away.Message);
        }
    }

    private async Task KeepAsync(TimeProvider clock)
    {
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (!_lease.IsHeld())
                {
                    LogBroken(_logger, null);
                    await TakeAnewAsync(timer);
                    LogActive(_logger, null);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: this is the end that was asked for.
            return;
        }
    }

    /// <summary>Waits for the server. What this instance wrote meanwhile would be correct all the same: rows are written by their versions.</summary>
    /// <exception cref="StoreException">Another instance is the active one.</exception>
    private async Task TakeAnewAsync(PeriodicTimer timer)
    {
        var lost = _lease.HoldingProcess;
        _lease.Dispose();
        while (!TryTakeAnew(lost))
        {
            await timer.WaitForNextTickAsync(_stop.Token);
        }
    }

    private bool TryTakeAnew(int lost)
    {
        try
        {
            if (PostgresLease.TryTake(_options) is { } lease)
            {
                _lease = lease;
                return true;
            }

            // The server may not have noticed yet that the connection is gone: then nobody else is active.
            return PostgresLease.IsHeldBy(lost, _options)
                ? false
                : throw new StoreException("the connection that held the lease broke, and another instance became the active one", null, StoreFailure.Content);
        }
        catch (StoreException away) when (away.Failure == StoreFailure.Unavailable)
        {
            return false;
        }
    }

    private static readonly Action<ILogger, Exception?> LogBroken = LoggerMessage.Define(
        LogLevel.Warning, new EventId(3, "LeaseBroken"), "The connection that holds the lease of the active instance broke; the lease is taken anew when the server is back");

    private static readonly Action<ILogger, string, Exception?> LogStandingBy = LoggerMessage.Define<string>(
        LogLevel.Information, new EventId(1, "StandingBy"), "The instance stands by: {Reason}");

    private static readonly Action<ILogger, Exception?> LogActive = LoggerMessage.Define(
        LogLevel.Information, new EventId(2, "Active"), "The instance is the active one");
}
