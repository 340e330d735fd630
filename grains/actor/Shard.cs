using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>The accounts that a shard has at hand.</summary>
internal interface IAccounts
{
    /// <summary>The actor of an account, loaded if it must be.</summary>
    AccountActor Get(string id);

    /// <summary>Forgets an actor, for instance one whose write was lost.</summary>
    void Remove(AccountActor actor);
}

/// <summary>What a shard is asked to do: take a record, look at the clock for an account, or tell when everything before is durable.</summary>
/// <param name="Input">A record, or default.</param>
/// <param name="DueAccount">An account whose time has come, or null.</param>
/// <param name="DueAt">The instant up to which it is advanced.</param>
/// <param name="Barrier">Completed when everything sent before is durable, or null.</param>
internal readonly record struct ShardMessage(InputRecord Input, string? DueAccount, Instant DueAt, TaskCompletionSource? Barrier);

/// <summary>
/// Accounts that are run together, whoever runs them: lets them decide, hands their changes to the committer and tells senders what became durable. For use by one caller at a time.
/// </summary>
/// <param name="accounts">The accounts.</param>
/// <param name="committer">Makes changes durable.</param>
/// <param name="patience">Waits while the store cannot be read.</param>
/// <param name="ended">Called, on one of the committer's threads, when a write has ended: its end is to be taken.</param>
internal sealed class Shard(IAccounts accounts, GroupCommitter committer, Patience patience, Action ended)
{
    private readonly Writes _writes = new(committer, ended);
    private readonly Barriers _barriers = new();
    private readonly Isolation _isolation = new(accounts, committer, patience);
    private int _undurable;

    /// <summary>Records taken that are not durable yet. May be asked by any thread.</summary>
    public int Undurable => Volatile.Read(ref _undurable);

    /// <summary>Whether all that was taken and handed over is durable.</summary>
    public bool IsIdle => _undurable == 0 && _writes.IsIdle;

    /// <summary>Hands over what has changed; waits while the committer is full.</summary>
    public ValueTask HandOverAsync() => _writes.HandOverAsync();

    /// <summary>Completes the barriers before which everything is durable.</summary>
    public void ReleaseBarriers() => _barriers.Release();

    /// <summary>Does what a message asks for.</summary>
    /// <exception cref="StoreException">The store cannot be read. Nothing was taken: the same call may succeed later.</exception>
    public void Take(in ShardMessage message)
    {
        if (message.Barrier is { } barrier)
        {
            _barriers.Add(barrier);
        }
        else if (message.DueAccount is { } due)
        {
            AdvanceDue(due, message.DueAt);
        }
        else
        {
            Apply(message.Input);
            _undurable++;
        }
    }

    private void Apply(in InputRecord input)
    {
        var actor = accounts.Get(input.Event.Header.Account);
        actor.Apply(input);
        MarkDirty(actor);
    }

    private void AdvanceDue(string account, Instant now)
    {
        Advance(account, now);
        if (accounts.Get(account) is { IsClean: true } actor)
        {
            // The store has it due, and it sees no reason to write: another owner has written it since it was loaded.
            accounts.Remove(actor);
            Advance(account, now);
        }
    }

    private void Advance(string account, Instant now)
    {
        var actor = accounts.Get(account);
        actor.Advance(now);
        MarkDirty(actor);
    }

    private void MarkDirty(AccountActor actor)
    {
        if (!actor.IsDirty)
        {
            return;
        }

        actor.Pending.Generation ??= _barriers.Begin();
        _writes.Enqueue(actor);
    }

    /// <summary>Takes the writes that have ended, and tells those who wait for them.</summary>
    /// <returns>Whether there were any.</returns>
    public async ValueTask<bool> TakeEndedAsync()
    {
        var hasMoved = false;
        while (_writes.TryTakeEnd(out var end))
        {
            hasMoved = true;
            switch (end.Result.Outcome)
            {
                case CommitOutcome.Committed:
                    var done = end.Actor.Written(end.Write?.Key ?? end.Actor.Key);
                    Tell(done);
                    _barriers.End(done.Generation);
                    MarkDirty(end.Actor);
                    break;
                case CommitOutcome.Refused:
                    await IsolateAsync(end.Actor);
                    break;
                default:
                    await StartOverAsync(end.Actor);
                    break;
            }
        }

        return hasMoved;
    }

    private void Tell(PendingChange done)
    {
        for (var i = 0; i < done.Results.Count; i++)
        {
            done.Inputs[i].Observer.OnDurable(done.Results[i]);
        }

        _undurable -= done.Results.Count;
    }

    /// <summary>The store refuses what is in the write: only what is to blame may be refused.</summary>
    private async ValueTask IsolateAsync(AccountActor refused)
    {
        accounts.Remove(refused);
        var changes = refused.GiveUp();
        foreach (var input in changes.SelectMany(change => change.Inputs))
        {
            Tell(await _isolation.TakeAsync(input));
        }

        foreach (var advancedTo in changes.Select(change => change.AdvancedTo).OfType<Instant>())
        {
            await _isolation.AdvanceAsync(refused.Id, advancedTo);
        }

        foreach (var change in changes)
        {
            _barriers.End(change.Generation);
        }
    }

    /// <summary>Another owner wrote the account, or it is not known whether the write happened: a fresh actor takes the same inputs, and positions and ids decide.</summary>
    private async ValueTask StartOverAsync(AccountActor lost)
    {
        accounts.Remove(lost);
        var changes = lost.GiveUp();
        // Who waits for the lost changes waits for the one that takes their place.
        await patience.RunAsync(() => accounts.Get(lost.Id).Pending.Generation = changes[0].Generation);
        foreach (var input in changes.SelectMany(change => change.Inputs))
        {
            if (input.Observer.GivesUp(input.Token))
            {
                _undurable--;
                continue;
            }

            await patience.RunAsync(() => Apply(input));
        }

        foreach (var advancedTo in changes.Select(change => change.AdvancedTo).OfType<Instant>())
        {
            await patience.RunAsync(() => Advance(lost.Id, advancedTo));
        }

        EndLost(changes, accounts.Get(lost.Id));
    }

    private void EndLost(IReadOnlyList<PendingChange> changes, AccountActor fresh)
    {
        foreach (var change in changes.Skip(1))
        {
            _barriers.End(change.Generation);
        }

        if (!fresh.IsDirty)
        {
            // All that was lost was time, and it has been written after all.
            _barriers.End(fresh.Pending.Generation);
            fresh.Pending.Generation = null;
        }
    }
}
