using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Runtime;

/// <summary>Keeps records that were refused before they reached an account, and knows when all of them are durable. Thread-safe.</summary>
/// <param name="committer">Makes them durable.</param>
public sealed class LetterKeeper(GroupCommitter committer)
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private StoreException? _failure;

    /// <summary>Fails when a letter was lost; else it never ends.</summary>
    public Task Failure => _lost.Task;

    /// <summary>Hands over a letter; waits while the committer is full.</summary>
    /// <param name="letter">The refused record.</param>
    /// <param name="kept">Called on a thread of the committer's when it is durable.</param>
    /// <param name="cancellation">Ends the wait; the letter is not kept then.</param>
    public async ValueTask KeepAsync(DeadLetter letter, Action kept, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            _open++;
        }

        var pending = new PendingLetter(letter, (_, result) =>
        {
            if (result.Outcome == CommitOutcome.Committed)
            {
                kept();
            }

            End(result.Outcome == CommitOutcome.Committed ? null : new StoreException($"a dead letter was lost: {result.Message}"));
        });
        try
        {
            await committer.EnqueueAsync(pending, cancellation);
        }
        catch
        {
            // It was not taken: its callback will never be called, and the caller knows.
            End(null);
            throw;
        }
    }

    /// <summary>Returns when all letters that were handed over are durable.</summary>
    /// <exception cref="StoreException">One was lost: what it came from must be read again.</exception>
    public Task DrainAsync(CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                return Task.FromException(_failure);
            }

            if (_open == 0)
            {
                return Task.CompletedTask;
            }

            var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(drained);
            return drained.Task.WaitAsync(cancellation);
        }
    }

    private void End(StoreException? failure)
    {
        lock (_lock)
        {
            _failure ??= failure;
            if (failure is not null)
            {
                _lost.TrySetException(failure);
            }

            if (--_open > 0)
            {
                return;
            }

            foreach (var drained in _waiting)
            {
                _ = _failure is null ? drained.TrySetResult() : drained.TrySetException(_failure);
            }

            _waiting.Clear();
        }
    }
}
