using CreditRisk.Actor;

namespace CreditRisk.Cluster.Host;

/// <summary>What this process has sent, or is about to, and that is not durable yet: at most so many, in order for each account. Safe for use by many threads.</summary>
/// <param name="most">Most records and instants at a time.</param>
internal sealed class Outbound(int most) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly Barriers _barriers = new();
    private readonly SemaphoreSlim _places = new(most);
    private int _undurable;
    private int _waiting;

    /// <summary>How many are not durable yet.</summary>
    public int Undurable => Volatile.Read(ref _undurable);

    /// <summary>How many of them wait for an earlier call of their account.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits until there is room for one more, which must be added then.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, or the host is over.</exception>
    public async ValueTask ReserveAsync(CancellationToken cancellation, CancellationToken over)
    {
        if (!_places.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, over);
            await _places.WaitAsync(either.Token);
        }
    }

    /// <summary>Adds what has room.</summary>
    /// <returns>The account's mailbox if it is to be emptied by the caller; null where somebody is at it.</returns>
    public Mailbox? Add(string account, Func<long, Parcel> parcel)
    {
        lock (_gate)
        {
            _undurable++;
            _waiting++;
            var isFirst = !_mailboxes.TryGetValue(account, out var mailbox);
            mailbox ??= _mailboxes[account] = new Mailbox(account);
            mailbox.Add(parcel(_barriers.Begin()));
            return isFirst ? mailbox : null;
        }
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
            _barriers.Release();
        }

        _places.Release(call.Count);
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

    public void Dispose() => _places.Dispose();
}
