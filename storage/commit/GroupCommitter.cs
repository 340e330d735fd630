using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>
/// Makes what many actors hand over durable in few transactions. A thread of its own takes what has gathered and commits it; what comes meanwhile
/// makes the next batch, so that batches grow with the load and an idle committer delays nobody. Safe for use by many threads.
/// </summary>
public sealed class GroupCommitter : IAsyncDisposable
{
    private readonly CommitQueue _queue;
    private readonly BatchCollector _collector;
    private readonly BatchCommitter _committer;
    private readonly CommitterCounters _counters = new();
    private readonly RetryPause _pause;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    /// <summary>Starts the committer.</summary>
    /// <param name="writer">The store; called by the committer's thread alone. It stays open until the committer is disposed of.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">Measures the commits and times the pauses.</param>
    /// <param name="statusChanged">Is told, on the committer's thread, when the store fails, works again, and when the committer stops. For what it throws see <see cref="PendingWrite"/>.</param>
    /// <param name="observed">Is told, on the committer's thread, of each transaction that was committed, before those who wait for it are. For what it throws see <see cref="PendingWrite"/>.</param>
    /// <param name="executor">Runs the committer's thread; the system's if nothing else is said.</param>
    /// <exception cref="ArgumentException">A limit is out of its range.</exception>
    public GroupCommitter(
        IAccountWriter writer,
        GroupCommitterOptions options,
        TimeProvider time,
        Action<CommitterStatus>? statusChanged = null,
        Action<CommittedBatch>? observed = null,
        Executor? executor = null)
    {
        if (options.Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        executor ??= Executor.Default;
        _queue = new CommitQueue(options.MaxQueuedAccounts, executor);
        _collector = new BatchCollector(options);
        Retries = options.Retries;
        _pause = new RetryPause(Retries, time, executor);
        _committer = new BatchCommitter(writer, _counters, _pause, time, statusChanged, observed);

        // Its own thread: a commit blocks it for milliseconds, which would starve the thread pool.
        executor.StartThread("group-commit", CommitUntilClosed);
    }

    /// <summary>How long it waits for a store that is away.</summary>
    public RetrySchedule Retries { get; }

    /// <summary>What the committer is doing.</summary>
    public CommitterStatus Status => _committer.Status;

    /// <summary>The figures at this moment.</summary>
    public CommitterStatistics Statistics => _counters.Read() with { QueueDepth = _queue.Depth };

    /// <summary>Hands something over if there is room.</summary>
    /// <returns>Whether it was taken; then its callback is called once.</returns>
    /// <exception cref="ObjectDisposedException">The committer was disposed of.</exception>
    public bool TryEnqueue(PendingItem item) => _queue.TryAdd(item);

    /// <summary>Hands something over as soon as there is room. Its callback is called once, unless this throws.</summary>
    /// <exception cref="ObjectDisposedException">The committer was disposed of, maybe while there was no room.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask EnqueueAsync(PendingItem item, CancellationToken cancellation = default) => _queue.AddAsync(item, cancellation);

    /// <summary>
    /// Says up to where an input is durable without a gap. The newest value of each partition is written with the next batch, and when the committer is
    /// disposed of; by itself it makes no batch, since losing it costs only a second reading.
    /// </summary>
    public void ReportProgress(SourceProgress progress) => _queue.Report(progress);

    /// <summary>
    /// Takes nothing more, commits what was taken, and stops. If the store is unavailable each batch gets one last attempt and is then told that it is lost.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _finished.Task;
            return;
        }

        _queue.Close();
        _pause.Stop();
        await _finished.Task;
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
        var progress = _queue.Progress();
        if ((items.Length > 0 || progress.Length > 0) && _committer.Commit(items, progress))
        {
            _queue.ProgressIsWritten(progress);
        }
    }
}
