using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Runtime;

/// <summary>
/// Does what only one member of a cluster may do, for as long as it has the lease for it: the others stand by and take over. A member that has lost the lease ends its work and stands by again.
/// </summary>
public sealed class LeasedWork : IAsyncDisposable
{
    private readonly PostgresStoreOptions _store;
    private readonly LeaseKind _kind;
    private readonly Func<IRunningWork> _begin;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Begins to stand by.</summary>
    /// <param name="store">Where the lease is.</param>
    /// <param name="kind">Which.</param>
    /// <param name="begin">Begins the work; called whenever this process gets the lease.</param>
    /// <param name="logger">Is told of the lease.</param>
    public LeasedWork(PostgresStoreOptions store, LeaseKind kind, Func<IRunningWork> begin, ILogger logger)
    {
        (_store, _kind, _begin, _logger) = (store, kind, begin, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Ends when it is disposed of, or with the failure of the work: the process must stop then.</summary>
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
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                // The lease lives in the machine's time, not in the customers'.
                await using var lease = await HeldLease.WaitAsync(_store, _kind, TimeProvider.System, _logger, _stop.Token);
                await WorkAsync(lease);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: this is the end that was asked for.
            return;
        }
    }

    private async Task WorkAsync(HeldLease lease)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _stop.Token.Register(() => stopped.TrySetResult());
        await using var work = _begin();
        try
        {
            await await Task.WhenAny(lease.Completion, work.Failure, stopped.Task);
        }
        catch (StoreException lost) when (lease.Completion.IsFaulted)
        {
            LogLost(_logger, lost.Message, null);
        }
    }

    private static readonly Action<ILogger, string, Exception?> LogLost = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(1, "LeaseLost"), "What needs the lease ends here, since another instance has it: {Reason}");
}

/// <summary>Work that goes on until it is disposed of.</summary>
public interface IRunningWork : IAsyncDisposable
{
    /// <summary>Ends when it cannot go on, with its failure.</summary>
    Task Failure { get; }
}
