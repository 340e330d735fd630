using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Runtime;

/// <summary>Drops months of history that need not be kept any more: at the start, and every hour.</summary>
public sealed class HistoryRetention : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    private readonly PostgresStore _store;
    private readonly int _months;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Begins.</summary>
    /// <param name="store">The store.</param>
    /// <param name="months">How many months are kept beside the present one, 1 or more.</param>
    /// <param name="clock">Tells the present month.</param>
    /// <param name="logger">Is told what was dropped.</param>
    public HistoryRetention(PostgresStore store, int months, TimeProvider clock, ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        (_store, _months, _clock, _logger) = (store, months, clock, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Ends when it is disposed of, or with the failure that ended it.</summary>
    public Task Completion => _running;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Look, _clock);
        try
        {
            do
            {
                Drop();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: this is the end that was asked for.
            return;
        }
    }

    private void Drop()
    {
        try
        {
            var kept = Instant.FromDateTimeOffset(_clock.GetUtcNow()).InUtc().Date.PlusMonths(-_months);
            var dropped = _store.DropHistoryBefore(kept.AtMidnight().InUtc().ToInstant());
            if (dropped.Count > 0)
            {
                LogDropped(_logger, string.Join(", ", dropped), null);
            }
        }
        catch (StoreException failure)
        {
            LogPostponed(_logger, failure.Message, null);
        }
    }

    private static readonly Action<ILogger, string, Exception?> LogDropped = LoggerMessage.Define<string>(
        LogLevel.Information, new EventId(1, "HistoryDropped"), "Months of history were dropped, since they need not be kept: {Months}");

    private static readonly Action<ILogger, string, Exception?> LogPostponed = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(2, "HistoryKept"), "Old history could not be dropped, and is looked at again in an hour: {Failure}");
}
