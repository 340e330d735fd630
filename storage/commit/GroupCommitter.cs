using CreditRisk.Domain.Account;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>
/// Makes what many actors hand over durable in few transactions. The accounts are divided among lanes, a writer and a thread each, that take what has gathered and commit it; what comes
/// meanwhile makes the next batch, so that batches grow with the load and an idle committer delays nobody. Safe for use by many threads.
/// </summary>
public sealed class GroupCommitter : IAsyncDisposable
{
    private readonly CommitLane[] _lanes;
    private readonly LaneStatuses _statuses;
    private readonly ProgressBook _progress = new();
    private readonly CommitterCounters _counters = new();

    /// <summary>Starts the committer.</summary>
    /// <param name="writers">The store's writers, at least one: each has a lane, and is called by that lane's thread alone. They stay open until the committer is disposed of.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">Measures the commits and times the pauses.</param>
    /// <param name="statusChanged">Is told, on a lane's thread and never twice at a time, when the store fails, works again, and when the committer stops. For what it throws see <see cref="PendingWrite"/>.</param>
    /// <param name="observed">Is told, on a lane's thread and never twice at a time, of each transaction that was committed, before those who wait for it are. For what it throws see <see cref="PendingWrite"/>.</param>
    /// <param name="executor">Runs the lanes' threads; the system's if nothing else is said.</param>
    /// <exception cref="ArgumentException">A limit is out of its range, or there is no writer.</exception>
    public GroupCommitter(
        IReadOnlyList<IAccountWriter> writers,
        GroupCommitterOptions options,
        TimeProvider time,
        Action<CommitterStatus>? statusChanged = null,
        Action<CommittedBatch>? observed = null,
        Executor? executor = null)
    {
        if (writers.Count == 0)
        {
            throw new ArgumentException("There is no writer.", nameof(writers));
        }

        if (options.Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        Retries = options.Retries;
        _statuses = new LaneStatuses(writers.Count, statusChanged);
        var gate = new Lock();
        var capacity = (options.MaxQueuedAccounts + writers.Count - 1) / writers.Count;
        _lanes = [.. writers.Select((writer, lane) => new CommitLane(
            capacity,
            options,
            _progress,
            executor ?? Executor.Default,
            time,
            pause => new BatchCommitter(writer, _counters, pause, time, status => _statuses.Show(lane, status), Observe)))];

        void Observe(CommittedBatch batch)
        {
            lock (gate)
            {
                observed?.Invoke(batch);
            }
        }
    }

    /// <summary>How long it waits for a store that is away.</summary>
    public RetrySchedule Retries { get; }

    /// <summary>What the committer is doing.</summary>
    public CommitterStatus Status => _statuses.Together;

    /// <summary>The figures at this moment.</summary>
    public CommitterStatistics Statistics => _counters.Read() with { QueueDepth = _lanes.Sum(lane => lane.Depth) };

    /// <summary>How many lanes there are.</summary>
    public int Lanes => _lanes.Length;

    /// <summary>The lane of an account, 0 to <see cref="Lanes"/> - 1: what belongs to one account keeps its order.</summary>
    public int LaneOf(string account) => _lanes.Length == 1 ? 0 : (int)(StableHash.Of(account) % (ulong)_lanes.Length);

    /// <summary>Whether a lane has room at this moment.</summary>
    public bool HasRoom(int lane) => _lanes[lane].HasRoom;

    /// <summary>Hands something over if there is room.</summary>
    /// <returns>Whether it was taken; then its callback is called once.</returns>
    /// <exception cref="ObjectDisposedException">The committer was disposed of.</exception>
    public bool TryEnqueue(PendingItem item) => LaneOf(item).TryAdd(item);

    /// <summary>Hands something over as soon as there is room. Its callback is called once, unless this throws.</summary>
    /// <exception cref="ObjectDisposedException">The committer was disposed of, maybe while there was no room.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask EnqueueAsync(PendingItem item, CancellationToken cancellation = default) => LaneOf(item).AddAsync(item, cancellation);

    /// <summary>
    /// Says up to where an input is durable without a gap. The newest value of each partition is written with the next batch, and when the committer is
    /// disposed of; by itself it makes no batch, since losing it costs only a second reading.
    /// </summary>
    public void ReportProgress(SourceProgress progress) => _progress.Report(progress);

    /// <summary>
    /// Takes nothing more, commits what was taken, and stops. If the store is unavailable each batch gets one last attempt and is then told that it is lost.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            lane.Close();
        }

        foreach (var lane in _lanes)
        {
            await lane.Finished;
        }
    }

    private CommitLane LaneOf(PendingItem item) => _lanes[item.Account is { } account ? LaneOf(account) : 0];
}
