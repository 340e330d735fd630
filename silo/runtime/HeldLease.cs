using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Runtime;

/// <summary>
/// Holds a lease on a PostgreSQL schema. Of <see cref="LeaseKind.Active"/> one of several instances has it: the others stand by and take over within seconds when it ends. A lease that breaks with its connection is
/// taken anew as soon as the server is back. Where another instance is quicker, what was done under the lease must stop, and stand by anew.
/// </summary>
public sealed class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Ten looks that did not come: the holder hangs, or its machine does.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly PostgresStoreOptions _options;
    private readonly LeaseKind _kind;
    private readonly ILogger _logger;
    private PostgresLease _lease;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;

    private HeldLease(PostgresLease lease, PostgresStoreOptions options, LeaseKind kind, TimeProvider clock, ILogger logger)
    {
        (_lease, _options, _kind, _logger) = (lease, options, kind, logger);
        _keeping = Task.Run(() => KeepAsync(clock));
    }

    /// <summary>Ends when it is disposed of, or fails when another instance has taken the lease.</summary>
    public Task Completion => _keeping;

    /// <summary>Waits until this instance has the lease; a server that is away is waited for, too.</summary>
    /// <param name="options">The store.</param>
    /// <param name="kind">Which lease.</param>
    /// <param name="clock">Times the looks, one a second.</param>
    /// <param name="logger">Is told once that the instance stands by, or that the server is away, and when it has the lease.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<HeldLease> WaitAsync(PostgresStoreOptions options, LeaseKind kind, TimeProvider clock, ILogger logger, CancellationToken cancellation)
    {
        string? told = null;
        using var timer = new PeriodicTimer(Look, clock);
        while (true)
        {
            var (lease, why) = TryTake(options, kind);
            if (lease is not null)
            {
                LogActive(logger, Describe(kind), null);
                return new HeldLease(lease, options, kind, clock, logger);
            }

            if (why != told)
            {
                LogStandingBy(logger, Describe(kind), why, null);
                told = why;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>Takes a lease, if no other process has it.</summary>
    /// <returns>The lease, or null.</returns>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public static HeldLease? TryTake(PostgresStoreOptions options, LeaseKind kind, TimeProvider clock, ILogger logger) =>
        PostgresLease.TryTake(options, kind) is { } lease ? new HeldLease(lease, options, kind, clock, logger) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _lease.Dispose();
        _stop.Dispose();
    }

    private static (PostgresLease? Lease, string Why) TryTake(PostgresStoreOptions options, LeaseKind kind)
    {
        try
        {
            if (PostgresLease.TryTake(options, kind) is { } lease)
            {
                return (lease, "");
            }

            return (null, PostgresLease.EndSilentHolder(Silence, options, kind) ? "the holder has not been heard of: it is put out of its place" : "another instance has it");
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
                    LogActive(_logger, Describe(_kind), null);
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
    /// <exception cref="StoreException">Another instance has the lease.</exception>
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
            if (PostgresLease.TryTake(_options, _kind) is { } lease)
            {
                _lease = lease;
                return true;
            }

            // The server may not have noticed yet that the connection is gone: then nobody else is active.
            return PostgresLease.IsHeldBy(lost, _options, _kind)
                ? false
                : throw new StoreException("the connection that held the lease broke, and another instance took it", null, StoreFailure.Content);
        }
        catch (StoreException away) when (away.Failure == StoreFailure.Unavailable)
        {
            return false;
        }
    }

    private static string Describe(LeaseKind kind) =>
        kind == LeaseKind.Active ? "the accounts of this schema" : kind == LeaseKind.Relay ? "publishing" : "a member's place in the cluster";

    private static readonly Action<ILogger, Exception?> LogBroken = LoggerMessage.Define(
        LogLevel.Warning, new EventId(3, "LeaseBroken"), "The connection that holds a lease broke; the lease is taken anew when the server is back");

    private static readonly Action<ILogger, string, string, Exception?> LogStandingBy = LoggerMessage.Define<string, string>(
        LogLevel.Information, new EventId(1, "StandingBy"), "The instance stands by for {Lease}: {Reason}");

    private static readonly Action<ILogger, string, Exception?> LogActive = LoggerMessage.Define<string>(
        LogLevel.Information, new EventId(2, "Active"), "The instance has the lease of {Lease}");
}
