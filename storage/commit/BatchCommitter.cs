using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>
/// Commits a batch and tells everyone in it the result. A store that is away is waited for; a batch that is refused for its content is halved until what is to
/// blame stands alone. Used by the committer's thread alone.
/// </summary>
internal sealed class BatchCommitter(
    IAccountWriter writer, CommitterCounters counters, RetryPause pause, TimeProvider time, Action<CommitterStatus>? statusChanged, Action<CommittedBatch>? observed)
{
    private volatile CommitterStatus _status = CommitterStatus.Running;

    public CommitterStatus Status => _status;

    /// <summary>Commits what can be committed.</summary>
    /// <returns>Whether the progress was written.</returns>
    public bool Commit(ArraySegment<PendingItem> items, IReadOnlyList<SourceProgress> progress)
    {
        while (true)
        {
            try
            {
                Attempt(items, progress);
                return true;
            }
            catch (StoreException failure) when (failure.Failure == StoreFailure.Unavailable)
            {
                if (!WaitAfter(failure))
                {
                    Lose(items, $"The committer stopped while the store was unavailable: {failure.Message}");
                    return false;
                }
            }
            catch (StoreException failure) when (failure.Failure == StoreFailure.UnknownOutcome)
            {
                // Told at once, so that the actors can look what the rows hold; but the next batch waits, since the store is not well.
                Lose(items, failure.Message);
                WaitAfter(failure);
                return false;
            }
            catch (Exception failure)
            {
                // Also what a writer throws against its contract: if it was committed after all, the halves meet their own versions and are told of a conflict.
                CountFailure();
                Divide(items, failure);
                return false;
            }
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Stop() => Show(CommitterStatus.Stopped);

    private void Attempt(ArraySegment<PendingItem> items, IReadOnlyList<SourceProgress> progress)
    {
        var batch = new CommitBatch(
            [.. items.OfType<PendingWrite>().Select(item => item.Write)], [.. items.OfType<PendingLetter>().Select(item => item.Letter)], progress);
        var start = time.GetTimestamp();
        var committed = writer.Commit(batch);
        Count(new CommittedBatch(batch, committed, time.GetElapsedTime(start)));
        if (_status != CommitterStatus.Running)
        {
            Show(CommitterStatus.Running);
        }

        Tell(items, committed);
    }

    private void Divide(ArraySegment<PendingItem> items, Exception failure)
    {
        if (items.Count <= 1)
        {
            Lose(items, failure.Message);
            return;
        }

        // The progress waits for the next batch: it is not to blame, and it is durable without it.
        Commit(items[..(items.Count / 2)], []);
        Commit(items[(items.Count / 2)..], []);
    }

    private void Lose(ArraySegment<PendingItem> items, string why)
    {
        counters.Change(sums => sums with { Lost = sums.Lost + items.Count });
        foreach (var item in items)
        {
            item.Complete(CommitResult.Lost(why));
        }
    }

    private bool WaitAfter(StoreException failure)
    {
        CountFailure();
        var attempts = _status.Attempts + 1;
        Show(new CommitterStatus(CommitterState.Unavailable, failure.Message, attempts));
        return pause.Wait(attempts);
    }

    private void Show(CommitterStatus status)
    {
        _status = status;
        statusChanged?.Invoke(status);
    }

    private static void Tell(ArraySegment<PendingItem> items, bool[] committed)
    {
        var account = 0;
        foreach (var item in items)
        {
            item.Complete(item is PendingWrite && !committed[account++] ? CommitResult.Conflict : CommitResult.Committed);
        }
    }

    private void CountFailure() => counters.Change(sums => sums with { Failures = sums.Failures + 1 });

    private void Count(CommittedBatch batch)
    {
        counters.Change(sums => sums with
        {
            Accounts = sums.Accounts + batch.Accounts,
            Records = sums.Records + batch.Records,
            Conflicts = sums.Conflicts + batch.Conflicts,
        });
        observed?.Invoke(batch);
    }
}
