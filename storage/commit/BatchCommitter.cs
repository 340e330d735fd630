using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>
/// Commits a batch and tells everyone in it the result. A store that is away is waited for; a batch that is refused for its content is halved until what is to
/// blame stands alone. Used by its lane's thread alone.
/// </summary>
internal sealed class BatchCommitter(
    IAccountWriter writer, CommitterCounters counters, RetryPause pause, TimeProvider time, Action<CommitterStatus> show, Action<CommittedBatch> observed)
{
    private CommitterStatus _status = CommitterStatus.Running;

    /// <summary>Commits what can be committed.</summary>
    /// <returns>Whether the progress was written.</returns>
    public bool Commit(ArraySegment<PendingItem> items, IReadOnlyList<SourceProgress> progress)
    {
        if (TryCommit(items, progress) is not var (committed, batch))
        {
            return false;
        }

        // Where nothing is caught: what a callback throws is no failure of the store, and must not be taken for one.
        Count(batch);
        if (_status != CommitterStatus.Running)
        {
            Show(CommitterStatus.Running);
        }

        Tell(items, committed);
        return true;
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Stop() => Show(CommitterStatus.Stopped);

    /// <summary>Commits a batch; where that fails its items are told, or its halves are committed.</summary>
    /// <returns>For each account whether it was committed, and the figures of the batch; or null.</returns>
    private (bool[] Committed, CommittedBatch Batch)? TryCommit(ArraySegment<PendingItem> items, IReadOnlyList<SourceProgress> progress)
    {
        while (true)
        {
            try
            {
                return Attempt(items, progress);
            }
            catch (StoreException failure) when (failure.Failure == StoreFailure.Unavailable)
            {
                if (!WaitAfter(failure))
                {
                    Lose(items, CommitResult.Lost($"The committer stopped while the store was unavailable: {failure.Message}"));
                    return null;
                }
            }
            catch (StoreException failure) when (failure.Failure == StoreFailure.UnknownOutcome)
            {
                // Told at once, so that the actors can look what the rows hold; but the next batch waits, since the store is not well.
                Lose(items, CommitResult.Lost(failure.Message));
                WaitAfter(failure);
                return null;
            }
            catch (Exception failure)
            {
                // Also what a writer throws against its contract: if it was committed after all, the halves meet their own versions and are told of a conflict.
                CountFailure();
                Divide(items, failure);
                return null;
            }
        }
    }

    private (bool[] Committed, CommittedBatch Batch) Attempt(ArraySegment<PendingItem> items, IReadOnlyList<SourceProgress> progress)
    {
        var batch = new CommitBatch(
            [.. items.OfType<PendingWrite>().Select(item => item.Write)], [.. items.OfType<PendingLetter>().Select(item => item.Letter)], progress)
        {
            LetterEnds = [.. items.OfType<PendingLetterEnd>().Select(item => item.End)],
        };
        var start = time.GetTimestamp();
        var committed = writer.Commit(batch);
        return (committed, new CommittedBatch(batch, committed, time.GetElapsedTime(start)));
    }

    private void Divide(ArraySegment<PendingItem> items, Exception failure)
    {
        if (items.Count <= 1)
        {
            Lose(items, failure is StoreException ? CommitResult.Refused(failure.Message) : CommitResult.Lost(failure.Message));
            return;
        }

        // The progress waits for the next batch: it is not to blame, and it is durable without it.
        Commit(items[..(items.Count / 2)], []);
        Commit(items[(items.Count / 2)..], []);
    }

    private void Lose(ArraySegment<PendingItem> items, CommitResult result)
    {
        counters.Change(sums => sums with { Lost = sums.Lost + items.Count });
        foreach (var item in items)
        {
            item.Complete(result);
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
        show(status);
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
        observed(batch);
    }
}
