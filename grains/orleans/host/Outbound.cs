using CreditRisk.Actor;

namespace CreditRisk.Cluster.Host;

/// <summary>What this process has sent, or is about to, and that is not durable yet: at most so many, in order for each account. Safe for use by many threads.</summary>
/// <param name="most">Most records and instants at a time.</param>
/// <param name="empty">Called, under a lock, with a mailbox that nobody is at: it is to be emptied, by another thread.</param>
internal sealed class Outbound(int most, Action<Mailbox> empty)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly Barriers _barriers = new();
    // As long as callers wait for room; in the order of their coming.
    private readonly Queue<Sender> _senders = new();
    private int _undurable;
    private int _waiting;

    /// <summary>How many are not durable yet.</summary>
    public int Undurable => Volatile.Read(ref _undurable);

    /// <summary>How many of them wait for an earlier call of their account.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Adds something as soon as there is room, and no sooner than what came before it.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, or the host is over; nothing was added.</exception>
    public ValueTask AddAsync(string account, Parcel parcel, CancellationToken cancellation, CancellationToken over)
    {
        Sender sender;
        lock (_gate)
        {
            if (_undurable < most && _senders.Count == 0)
            {
                Add(account, parcel);
                return ValueTask.CompletedTask;
            }

            sender = new Sender(account, parcel, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _senders.Enqueue(sender);
        }

        return WaitAsync(sender, cancellation, over);
    }

    /// <summary>Takes what the account's next call carries; where nothing is left the mailbox is gone.</summary>
    public bool TryTake(Mailbox mailbox, List<Parcel> call, int atOnce)
    {
        lock (_gate)
        {
            mailbox.Take(call, atOnce);
            _waiting -= call.Count;
            return call.Count > 0 || !_mailboxes.Remove(mailbox.Account);
        }
    }

    /// <summary>A call's parcels are durable, and their senders are told.</summary>
    public void End(List<Parcel> call)
    {
        lock (_gate)
        {
            foreach (var parcel in call)
            {
                _barriers.End(parcel.Generation);
            }

            _undurable -= call.Count;
            while (_undurable < most && _senders.TryDequeue(out var sender))
            {
                // Who gave up has left its place empty.
                if (sender.HasRoom.TrySetResult())
                {
                    Add(sender.Account, sender.Parcel);
                }
            }

            _barriers.Release();
        }
    }

    /// <summary>Completes when all is durable that was added before.</summary>
    public Task Barrier()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _barriers.Add(waiting);
            _barriers.Release();
        }

        return waiting.Task;
    }

    private static async ValueTask WaitAsync(Sender sender, CancellationToken cancellation, CancellationToken over)
    {
        await using var given = cancellation.Register(() => sender.HasRoom.TrySetCanceled(cancellation));
        await using var ended = over.Register(() => sender.HasRoom.TrySetCanceled(over));
        await sender.HasRoom.Task;
    }

    private void Add(string account, in Parcel parcel)
    {
        _undurable++;
        _waiting++;
        var isFirst = !_mailboxes.TryGetValue(account, out var mailbox);
        mailbox ??= _mailboxes[account] = new Mailbox(account);
        mailbox.Add(parcel with { Generation = _barriers.Begin() });
        if (isFirst)
        {
            empty(mailbox);
        }
    }

    private sealed record Sender(string Account, Parcel Parcel, TaskCompletionSource HasRoom);
}
