using System.Collections.Concurrent;
using System.Threading.Channels;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
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
    // As long as the writes in flight, which the committer bounds.
    private readonly ConcurrentQueue<WriteEnd> _ended = new();
    private readonly Residents _residents;
    private readonly GroupCommitter _committer;
    private readonly HostOptions _options;
    private readonly Queue<AccountActor> _dirty = new();
    private readonly Barriers _barriers = new();
    private readonly List<LoopMessage> _turn = [];
    private int _undurable;
    private int _writing;

    public Loop(Residents residents, GroupCommitter committer, HostOptions options)
    {
        _residents = residents;
        _committer = committer;
        _options = options;
        _inputs = Channel.CreateBounded<LoopMessage>(new BoundedChannelOptions(options.QueuedRecordsPerLoop) { SingleReader = true });
    }

    /// <summary>Records taken that are not durable yet.</summary>
    public int Undurable => Volatile.Read(ref _undurable);

    /// <summary>Records that wait.</summary>
    public int Queued => _inputs.Reader.Count;

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
            var hasMoved = TakeEnded();
            hasMoved |= TakeInputs();
            await HandOverAsync();
            _barriers.Release();
            _residents.Trim();
            if (hasMoved)
            {
                continue;
            }

            if (_inputs.Reader.Completion.IsCompleted && _undurable == 0 && _writing == 0)
            {
                return;
            }

            await _wake.Reader.ReadAsync();
        }
    }

    private bool TakeInputs()
    {
        _turn.Clear();
        while (_turn.Count < _options.RecordsPerTurn
            && _undurable + _turn.Count < _options.UndurableRecordsPerLoop
            && _inputs.Reader.TryRead(out var message))
        {
            _turn.Add(message);
        }

        _residents.LoadMissing(_turn);
        foreach (var message in _turn)
        {
            Take(message);
        }

        return _turn.Count > 0;
    }

    private void Take(in LoopMessage message)
    {
        if (message.Barrier is { } barrier)
        {
            _barriers.Add(barrier);
        }
        else if (message.DueAccount is { } due)
        {
            Advance(due, message.DueAt);
        }
        else
        {
            _undurable++;
            Apply(message.Input);
        }
    }

    private void Apply(in InputRecord input)
    {
        var actor = _residents.Get(input.Event.Header.Account);
        actor.Apply(input);
        MarkDirty(actor);
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
        if (!actor.IsWriting && !actor.IsQueued)
        {
            actor.IsQueued = true;
            _dirty.Enqueue(actor);
        }
    }

    private async ValueTask HandOverAsync()
    {
        while (_dirty.TryDequeue(out var actor))
        {
            actor.IsQueued = false;
            var write = actor.TakeWrite(out var letters);
            _writing++;
            if (write is not null)
            {
                await _committer.EnqueueAsync(new PendingWrite(write, (_, result) => End(actor, write, result)));
            }
            else if (letters.Count > 0)
            {
                await KeepAsync(actor, letters);
            }
            else
            {
                // Repeats alone: what they repeat is durable, since nothing else was in flight.
                _ended.Enqueue(new WriteEnd(actor, null, CommitResult.Committed));
            }
        }
    }

    /// <summary>Keeps the dead letters of an account that has no row: its first event was refused.</summary>
    private async ValueTask KeepAsync(AccountActor actor, IReadOnlyList<DeadLetter> letters)
    {
        var left = letters.Count;
        var worst = CommitResult.Committed;
        foreach (var letter in letters)
        {
            await _committer.EnqueueAsync(new PendingLetter(letter, (_, result) =>
            {
                // All callbacks run on the committer's one thread.
                worst = result.Outcome == CommitOutcome.Committed ? worst : result;
                if (--left == 0)
                {
                    End(actor, null, worst);
                }
            }));
        }
    }

    private void End(AccountActor actor, AccountWrite? write, CommitResult result)
    {
        _ended.Enqueue(new WriteEnd(actor, write, result));
        _wake.Writer.TryWrite(true);
    }

    private bool TakeEnded()
    {
        var hasMoved = false;
        while (_ended.TryDequeue(out var end))
        {
            hasMoved = true;
            _writing--;
            if (end.Result.Outcome == CommitOutcome.Committed)
            {
                Tell(end.Actor.Written(end.Write?.Key ?? end.Actor.Key));
                MarkDirty(end.Actor);
            }
            else
            {
                StartOver(end.Actor);
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
        _barriers.End(done.Generation);
    }

    /// <summary>Another owner wrote the account, or it is not known whether the write happened: a fresh actor takes the same inputs, and positions and ids decide.</summary>
    private void StartOver(AccountActor lost)
    {
        _residents.Remove(lost);
        var changes = lost.GiveUp();
        var fresh = _residents.Get(lost.Id);
        // Who waits for the lost changes waits for the one that takes their place.
        fresh.Pending.Generation = changes[0].Generation;
        foreach (var input in changes.SelectMany(change => change.Inputs))
        {
            Apply(input);
        }

        foreach (var advancedTo in changes.Select(change => change.AdvancedTo).OfType<Instant>())
        {
            Advance(lost.Id, advancedTo);
        }

        EndLost(changes, fresh);
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

    private readonly record struct WriteEnd(AccountActor Actor, AccountWrite? Write, CommitResult Result);
}
