using System.Threading.Channels;
using CreditRisk.Storage.Commit;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>What a loop is asked to do: take a record, look at the clock for an account, or tell when everything before is durable.</summary>
/// <param name="Input">A record, or default.</param>
/// <param name="DueAccount">An account whose time has come, or null.</param>
/// <param name="DueAt">The instant up to which it is advanced.</param>
/// <param name="Barrier">Completed when everything sent before is durable, or null.</param>
internal readonly record struct LoopMessage(InputRecord Input, string? DueAccount, Instant DueAt, TaskCompletionSource? Barrier);

/// <summary>
/// One loop over a share of the accounts: loads them on demand, lets them decide, hands their changes to the committer and tells senders what became durable. Everything here runs on
/// the loop alone, but for the two queues that lead into it.
/// </summary>
internal sealed class Loop
{
    private readonly Channel<LoopMessage> _inputs;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Residents _residents;
    private readonly HostOptions _options;
    private readonly Writes _writes;
    private readonly Barriers _barriers = new();
    private readonly Isolation _isolation;
    private readonly List<LoopMessage> _turn = [];
    private readonly Patience _patience;
    private readonly Action _takeTurn;
    private int _taken;
    private int _undurable;

    public Loop(Residents residents, GroupCommitter committer, HostOptions options, Patience patience)
    {
        _patience = patience;
        _takeTurn = TakeTurn;
        _residents = residents;
        _writes = new Writes(committer, () => _wake.Writer.TryWrite(true));
        _isolation = new Isolation(residents, committer, patience);
        _options = options;
        _inputs = Channel.CreateBounded<LoopMessage>(new BoundedChannelOptions(options.QueuedRecordsPerLoop) { SingleReader = true });
    }

    /// <summary>Records taken that are not durable yet.</summary>
    public int Undurable => Volatile.Read(ref _undurable);

    /// <summary>Records that wait.</summary>
    public int Queued => _inputs.Reader.Count;

    /// <summary>How the store failed last while the loop waits to read it; else null.</summary>
    public string? StoreAway => _patience.Away;

    /// <summary>Accounts in memory.</summary>
    public int Resident => _residents.Count;

    /// <summary>Accounts in memory that are packed.</summary>
    public int Packed => _residents.Packed;

    /// <summary>Sends a message; waits while the queue is full.</summary>
    /// <exception cref="ChannelClosedException">No more messages are taken; where the loop has failed, its failure is inside.</exception>
    public async ValueTask SendAsync(LoopMessage message, CancellationToken cancellation)
    {
        if (!_inputs.Writer.TryWrite(message))
        {
            await _inputs.Writer.WriteAsync(message, cancellation);
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>No more messages follow.</summary>
    public void Complete()
    {
        _inputs.Writer.TryComplete();
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Runs until no more messages follow and everything is durable.</summary>
    public async Task RunAsync()
    {
        try
        {
            await RunToEndAsync();
        }
        catch (Exception failure)
        {
            // Who waits for room in the queue would wait for ever.
            _inputs.Writer.TryComplete(failure);
            throw;
        }
    }

    private async Task RunToEndAsync()
    {
        while (true)
        {
            var hasMoved = await TakeEndedAsync();
            hasMoved |= await TakeInputsAsync();
            await _writes.HandOverAsync();
            _barriers.Release();
            _residents.Trim();
            if (hasMoved)
            {
                continue;
            }

            if (_inputs.Reader.Completion.IsCompleted && _undurable == 0 && _writes.InFlight == 0)
            {
                return;
            }

            await _wake.Reader.ReadAsync();
        }
    }

    private async ValueTask<bool> TakeInputsAsync()
    {
        _turn.Clear();
        _taken = 0;
        while (_turn.Count < _options.RecordsPerTurn
            && _undurable + _turn.Count < _options.UndurableRecordsPerLoop
            && _inputs.Reader.TryRead(out var message))
        {
            _turn.Add(message);
        }

        await _patience.RunAsync(_takeTurn);
        return _turn.Count > 0;
    }

    // Goes on, where the store could not be read, with the message that it could not be read for.
    private void TakeTurn()
    {
        _residents.LoadMissing(_turn);
        for (; _taken < _turn.Count; _taken++)
        {
            Take(_turn[_taken]);
        }
    }

    private void Take(in LoopMessage message)
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
        var actor = _residents.Get(input.Event.Header.Account);
        actor.Apply(input);
        MarkDirty(actor);
    }

    private void AdvanceDue(string account, Instant now)
    {
        Advance(account, now);
        if (_residents.Get(account) is { IsClean: true } actor)
        {
            // The store has it due, and it sees no reason to write: another owner has written it since it was loaded.
            _residents.Remove(actor);
            Advance(account, now);
        }
    }

    private void Advance(string account, Instant now)
    {
        var actor = _residents.Get(account);
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

    private async ValueTask<bool> TakeEndedAsync()
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
        _residents.Remove(refused);
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
        _residents.Remove(lost);
        var changes = lost.GiveUp();
        // Who waits for the lost changes waits for the one that takes their place.
        await _patience.RunAsync(() => _residents.Get(lost.Id).Pending.Generation = changes[0].Generation);
        foreach (var input in changes.SelectMany(change => change.Inputs))
        {
            await _patience.RunAsync(() => Apply(input));
        }

        foreach (var advancedTo in changes.Select(change => change.AdvancedTo).OfType<Instant>())
        {
            await _patience.RunAsync(() => Advance(lost.Id, advancedTo));
        }

        EndLost(changes, _residents.Get(lost.Id));
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
