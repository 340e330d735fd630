using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Runtime;

/// <summary>
/// Makes one of several instances on one PostgreSQL schema the active one: the others stand by and take over within seconds when it ends. When the lease is lost, the service
/// must stop and stand by anew.
/// </summary>
public sealed class ActiveLease : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly PostgresLease _lease;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;

    private ActiveLease(PostgresLease lease, TimeProvider clock)
    {
        _lease = lease;
        _keeping = Task.Run(() => KeepAsync(clock));
    }

    /// <summary>Ends when it is disposed of, or fails when the lease is lost.</summary>
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
                return new ActiveLease(lease, clock);
            }

            if (why != told)
            {
                LogStandingBy(logger, why, null);
                told = why;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

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
            return (PostgresLease.TryTake(options), "another instance is active");
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
                    throw new StoreException("the lease of the active instance was lost: the connection that held it broke");
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: this is the end that was asked for.
            return;
        }
    }

    private static readonly Action<ILogger, string, Exception?> LogStandingBy = LoggerMessage.Define<string>(
        LogLevel.Information, new EventId(1, "StandingBy"), "The instance stands by: {Reason}");

    private static readonly Action<ILogger, Exception?> LogActive = LoggerMessage.Define(
        LogLevel.Information, new EventId(2, "Active"), "The instance is the active one");
}
