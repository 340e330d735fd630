using System.Collections.Concurrent;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;

namespace CreditRisk.Tests.Storage.Commit;

/// <summary>A committer on a real store, with a clock and a writer that the test drives.</summary>
internal sealed class CommitterHarness : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();

    public CommitterHarness(GroupCommitterOptions? options = null)
    {
        Store = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = _directory.Path });
        Writer = new WatchedWriter(Store);
        Committer = new GroupCommitter([Writer], options ?? new GroupCommitterOptions(), Time, Statuses.Enqueue, Observed.Enqueue);
    }

    public SqliteStore Store { get; }

    public WatchedWriter Writer { get; }

    public ManualTime Time { get; } = new();

    public ConcurrentQueue<CommitterStatus> Statuses { get; } = [];

    public ConcurrentQueue<CommittedBatch> Observed { get; } = [];

    public GroupCommitter Committer { get; }

    /// <summary>The ids of committed, refused and lost writes in the order in which they were told, with the first letter of the outcome.</summary>
    public ConcurrentQueue<string> Told { get; } = [];

    /// <summary>A write, and the result that will be told.</summary>
    public (PendingWrite Item, Task<CommitResult> Result) Pending(AccountWrite write)
    {
        var told = new TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var item = new PendingWrite(write, (pending, result) =>
        {
            Told.Enqueue($"{pending.Write.Id} {result.Outcome}");
            told.SetResult(result);
        });
        return (item, told.Task.WaitAsync(Patience));
    }

    /// <summary>Hands a write over.</summary>
    public Task<CommitResult> Send(AccountWrite write)
    {
        var (item, result) = Pending(write);
        return Committer.TryEnqueue(item) ? result : throw new InvalidOperationException("The queue is full.");
    }

    /// <summary>Hands a letter over.</summary>
    public Task<CommitResult> Send(DeadLetter letter)
    {
        var told = new TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Committer.TryEnqueue(new PendingLetter(letter, (_, result) => told.SetResult(result)))
            ? told.Task.WaitAsync(Patience)
            : throw new InvalidOperationException("The queue is full.");
    }

    /// <summary>Lets the writer hold a first batch, so that what is sent then gathers behind it.</summary>
    public Task<CommitResult> HoldWith(AccountWrite write)
    {
        Writer.Hold();
        var result = Send(write);
        Writer.WaitForBatch();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Go();
        await Committer.DisposeAsync();
        Writer.Dispose();
        Time.Dispose();
        Store.Dispose();
        _directory.Dispose();
    }
}
