using System.Threading.Channels;
using CreditRisk.Ingest.Execution;

namespace CreditRisk.Storage.Commit;

/// <summary>What waits for the next batch: items in the order of their coming, at most so many.</summary>
internal sealed class CommitQueue(int capacity, Executor executor)
{
    private readonly object _gate = new();

    // One for each item in the queue.
    private readonly Channel<bool> _places = Channel.CreateBounded<bool>(capacity);

    // Under _gate.
    private readonly Queue<PendingItem> _items = new();
    private bool _takerWaits;
    private bool _closed;

    public int Depth
    {
        get
        {
            lock (_gate)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>Whether another item would be taken at this moment.</summary>
    public bool HasRoom => _places.Reader.Count < capacity;

    /// <summary>Adds an item if there is room.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public bool TryAdd(PendingItem item)
    {
        if (_places.Writer.TryWrite(true))
        {
            Add(item);
            return true;
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(GroupCommitter));
            return false;
        }
    }

    /// <summary>Adds an item as soon as there is room.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed, or was closed while there was no room.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the item was not added.</exception>
    public ValueTask AddAsync(PendingItem item, CancellationToken cancellation) =>
        TryAdd(item) ? ValueTask.CompletedTask : AddWhenThereIsRoomAsync(item, cancellation);

    /// <summary>Moves what fits into one batch; blocks until there is something.</summary>
    /// <returns>Whether there is a batch; false when the queue is closed and empty.</returns>
    public bool Take(BatchCollector batch)
    {
        var taken = 0;
        lock (_gate)
        {
            while (_items.Count == 0 && !_closed)
            {
                _takerWaits = true;
                executor.Wait(_gate, Timeout.InfiniteTimeSpan);
                _takerWaits = false;
            }

            while (_items.TryPeek(out var item) && batch.TryAdd(item))
            {
                _items.Dequeue();
                taken++;
            }
        }

        for (var place = 0; place < taken; place++)
        {
            _ = _places.Reader.TryRead(out _);
        }

        return taken > 0;
    }

    /// <summary>Takes no more items; who waits for room is told so. What is in the queue can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            executor.PulseAll(_gate);
        }

        _places.Writer.TryComplete();
    }

    private async ValueTask AddWhenThereIsRoomAsync(PendingItem item, CancellationToken cancellation)
    {
        try
        {
            await _places.Writer.WriteAsync(true, cancellation);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The group committer stopped before there was room.", closed);
        }

        Add(item);
    }

    private void Add(PendingItem item)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(GroupCommitter));
            _items.Enqueue(item);
            if (_takerWaits)
            {
                executor.PulseAll(_gate);
            }
        }
    }
}
