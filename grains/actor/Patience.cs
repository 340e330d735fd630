using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Actor;

/// <summary>
/// Waits for a store that cannot be read. A loop stands still meanwhile, and keeps the order of its records: what it cannot decide it must not pass over. Its senders wait when its
/// queue is full. For use by one loop.
/// </summary>
/// <param name="retries">How long it waits between attempts.</param>
/// <param name="time">Times the pauses.</param>
/// <param name="tell">Is told how the store failed, once when it begins to, and null when it can be read again.</param>
/// <param name="elsewhere">Has something done that blocks while the store is read, where this must not be on the caller's thread; null where it may.</param>
internal sealed class Patience(RetrySchedule retries, TimeProvider time, Action<string?> tell, Func<Action, Task>? elsewhere = null)
{
    private volatile string? _away;

    /// <summary>How the store failed last while it is waited for; else null.</summary>
    public string? Away => _away;

    /// <summary>Does something that reads the store, until that succeeds.</summary>
    /// <param name="step">Where the store fails it has changed nothing that doing it again would change twice.</param>
    /// <exception cref="StoreException">The store is there, and what it holds cannot be read.</exception>
    public async ValueTask RunAsync(Action step)
    {
        for (var attempt = 1; !(elsewhere is null ? TryRun(step) : await TryElsewhereAsync(step, elsewhere)); attempt++)
        {
            await Task.Delay(retries.After(attempt), time);
        }

        if (_away is not null)
        {
            _away = null;
            tell(null);
        }
    }

    private async ValueTask<bool> TryElsewhereAsync(Action step, Func<Action, Task> run)
    {
        var isDone = false;
        await run(() => isDone = TryRun(step));
        return isDone;
    }

    private bool TryRun(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (StoreException failure) when (failure.Failure != StoreFailure.Content)
        {
            if (_away is null)
            {
                tell(failure.Message);
            }

            _away = failure.Message;
            return false;
        }
    }
}
