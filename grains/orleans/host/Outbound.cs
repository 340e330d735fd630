using CreditRisk.Actor;

namespace CreditRisk.Cluster.Host;

/// <summary>
/// What this process has sent, or is about to, and that is not durable yet: at most so many, in order for each account. Few calls are in flight at a time: an account that has something to send waits for its turn, and what
/// comes for it meanwhile goes with the same call. Safe for use by many threads.
/// </summary>
/// <param name="most">Most records and instants at a time.</param>
/// <param name="mostCallers">Most calls in flight.</param>
/// <param name="call">Called, under a lock, to start another caller: it is to make calls, on another thread, for as long as there are any.</param>
internal sealed class Outbound(int most, int mostCallers, Action call)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);
    // Those that no caller is at; no more than there are records.
    private readonly Queue<Mailbox> _ready = new();
    private readonly Barriers _barriers = new();
    // As long as callers wait for room; in the order of their coming.
    private readonly Queue<Sender> _senders = new();
    private int _callers;
    private int _undurable;
    private int _waiting;

    /// <summary>How many are not durable yet.</summary>
    public int Undurable => Volatile.Read(ref _undurable);

    /// <summary>How many of them wait for an earlier call.</summary>
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

    /// <summary>Takes what a caller's next call carries; null where there is nothing, and the caller is to go.</summary>
    public Mailbox? Take(List<Parcel> parcels, int atOnce)
    {
        lock (_gate)
        {
            if (!_ready.TryDequeue(out var mailbox))
            {
                _callers--;
                return null;
            }

            mailbox.Take(parcels, atOnce);
            _waiting -= parcels.Count;
            return mailbox;
        }
    }

    /// <summary>A call's parcels are durable, and their senders are told.</summary>
    public void End(Mailbox mailbox, List<Parcel> parcels)
    {
        lock (_gate)
        {
            foreach (var parcel in parcels)
            {
                _barriers.End(parcel.Generation);
            }

            if (mailbox.Count > 0)
            {
                // Behind those that wait already.
                _ready.Enqueue(mailbox);
            }
            else
            {
                _mailboxes.Remove(mailbox.Account);
            }

            _undurable -= parcels.Count;
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
        if (!_mailboxes.TryGetValue(account, out var mailbox))
        {
            mailbox = _mailboxes[account] = new Mailbox(account);
            _ready.Enqueue(mailbox);
            if (_callers < mostCallers)
            {
                _callers++;
                call();
            }
        }

        mailbox.Add(parcel with { Generation = _barriers.Begin() });
    }

    private sealed record Sender(string Account, Parcel Parcel, TaskCompletionSource HasRoom);
}
