using System.Collections.Concurrent;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Tests.Storage.Commit;

/// <summary>Stands before a real store: notes the batches, holds them up and breaks them as the test says.</summary>
internal sealed class WatchedWriter(IAccountWriter store) : IAccountWriter, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _arrived = new(0);
    private readonly ManualResetEventSlim _open = new(initialState: true);

    /// <summary>The batches in the order of their coming, those that failed included.</summary>
    public ConcurrentQueue<CommitBatch> Batches { get; } = [];

    /// <summary>What is thrown instead of committing, or null.</summary>
    public Func<CommitBatch, Exception?> Failure { get; set; } = _ => null;

    /// <summary>What is thrown after committing, or null.</summary>
    public Func<CommitBatch, Exception?> FailureAfter { get; set; } = _ => null;

    /// <summary>The ids of each batch.</summary>
    public IEnumerable<string> Ids => Batches.Select(batch => string.Join(' ', batch.Accounts.Select(write => write.Id)));

    public bool[] Commit(CommitBatch batch)
    {
        Batches.Enqueue(batch);
        _arrived.Release();
        if (!_open.Wait(Patience))
        {
            throw new TimeoutException("The test has forgotten the writer.");
        }

        if (Failure(batch) is { } failure)
        {
            throw failure;
        }

        var committed = store.Commit(batch);
        return FailureAfter(batch) is { } late ? throw late : committed;
    }

    /// <summary>Holds up the batches that come from now on, and forgets that others have come.</summary>
    public void Hold()
    {
        _open.Reset();
        while (_arrived.Wait(TimeSpan.Zero))
        {
        }
    }

    public void Go() => _open.Set();

    /// <summary>Waits until another batch has come.</summary>
    public void WaitForBatch()
    {
        if (!_arrived.Wait(Patience))
        {
            throw new TimeoutException("No batch has come.");
        }
    }

    public void Dispose()
    {
        _open.Dispose();
        _arrived.Dispose();
    }
}
