using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>A share of the accounts on its way to the store: a queue, and a thread that commits what has gathered in it.</summary>
internal sealed class CommitLane
{
    private readonly CommitQueue _queue;
    private readonly BatchCollector _collector;
    private readonly BatchCommitter _committer;
    private readonly ProgressBook _progress;
    private readonly RetryPause _pause;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the lane.</summary>
    /// <param name="capacity">The most items that wait.</param>
    /// <param name="options">The limits of a batch, and the pauses.</param>
    /// <param name="progress">Gets into a batch when nobody else has it.</param>
    /// <param name="executor">Runs the lane's thread.</param>
    /// <param name="time">Times the pauses.</param>
    /// <param name="committer">Commits the batches, with the pauses of this lane.</param>
    public CommitLane(
        int capacity, GroupCommitterOptions options, ProgressBook progress, Executor executor, TimeProvider time, Func<RetryPause, BatchCommitter> committer)
    {
        _queue = new CommitQueue(capacity, executor);
        _collector = new BatchCollector(options);
        _progress = progress;
        _pause = new RetryPause(options.Retries, time, executor);
        _committer = committer(_pause);

        // Its own thread: a commit blocks it for milliseconds, which would starve the thread pool.
        executor.StartThread("group-commit", CommitUntilClosed);
    }

    /// <summary>Items that wait.</summary>
    public int Depth => _queue.Depth;

    /// <summary>Whether another item would be taken at this moment.</summary>
    public bool HasRoom => _queue.HasRoom;

    /// <summary>Ends when everything was told its result and nothing more is written.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Adds an item if there is room.</summary>
    /// <exception cref="ObjectDisposedException">The lane is closed.</exception>
    public bool TryAdd(PendingItem item) => _queue.TryAdd(item);

    /// <summary>Adds an item as soon as there is room.</summary>
    /// <exception cref="ObjectDisposedException">The lane is closed, or was closed while there was no room.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask AddAsync(PendingItem item, CancellationToken cancellation) => _queue.AddAsync(item, cancellation);

    /// <summary>Takes nothing more; what was taken is committed, at the last attempt if the store is away.</summary>
    public void Close()
    {
        _queue.Close();
        _pause.Stop();
    }

    private void CommitUntilClosed()
    {
        while (_queue.Take(_collector))
        {
            CommitWithProgress(_collector.TakeAll());
        }

        CommitWithProgress([]);
        _committer.Stop();
        _finished.SetResult();
    }

    private void CommitWithProgress(PendingItem[] items)
    {
        var progress = _progress.Take();
        var isWritten = (items.Length > 0 || progress.Length > 0) && _committer.Commit(items, progress);
        _progress.GiveBack(progress, isWritten);
    }
}
