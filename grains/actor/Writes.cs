using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Actor;

/// <summary>The end of an account's write.</summary>
/// <param name="Actor">The account.</param>
/// <param name="Write">What was written, or null where there was no row to write.</param>
/// <param name="Result">What became of it.</param>
internal readonly record struct WriteEnd(AccountActor Actor, AccountWrite? Write, CommitResult Result);

/// <summary>A shard's writes on their way to the store. For use by one caller at a time; the ends come from the committer's threads.</summary>
/// <param name="committer">Makes changes durable.</param>
/// <param name="ended">Called when a write has ended, as a rule on one of the committer's threads.</param>
internal sealed class Writes(GroupCommitter committer, Action ended)
{
    // One for each lane of the committer: a full lane holds up nobody else. A shard of one account needs one of them.
    private readonly Queue<AccountActor>?[] _waiting = new Queue<AccountActor>?[committer.Lanes];

    // As long as the writes in flight, which the committer bounds. Under its own lock.
    private readonly Queue<WriteEnd> _ended = new(1);
    private int _waitingActors;

    /// <summary>Writes that were handed over and whose end was not taken.</summary>
    public int InFlight { get; private set; }

    /// <summary>Whether nothing waits to be handed over, and no end to be taken.</summary>
    public bool IsIdle => InFlight == 0 && _waitingActors == 0;

    /// <summary>Lets an account that has something to write wait for its turn; one whose write is in flight comes when that has ended.</summary>
    public void Enqueue(AccountActor actor)
    {
        if (!actor.IsWriting && !actor.IsQueued)
        {
            actor.IsQueued = true;
            (_waiting[committer.LaneOf(actor.Id)] ??= new Queue<AccountActor>(1)).Enqueue(actor);
            _waitingActors++;
        }
    }

    /// <summary>
    /// Hands over what waits and finds room. What finds none goes on waiting, and takes in more records meanwhile: under load it is one write for all of them. The end of a write that is in
    /// flight is the time to come again; where there is none, this waits for room.
    /// </summary>
    public async ValueTask HandOverAsync()
    {
        for (var lane = 0; lane < _waiting.Length; lane++)
        {
            while (_waiting[lane] is { Count: > 0 } waiting && (InFlight == 0 || committer.HasRoom(lane)))
            {
                _waitingActors--;
                await HandOverAsync(waiting.Dequeue());
            }
        }
    }

    private async ValueTask HandOverAsync(AccountActor actor)
    {
        actor.IsQueued = false;
        var write = actor.TakeWrite(out var letters);
        InFlight++;
        if (write is not null)
        {
            await committer.EnqueueAsync(new PendingWrite(write, (_, result) => End(actor, write, result)));
        }
        else if (letters.Count > 0)
        {
            await KeepAsync(actor, letters);
        }
        else
        {
            // Repeats alone: what they repeat is durable, since nothing else was in flight.
            End(actor, null, CommitResult.Committed);
        }
    }

    /// <summary>Takes a write that has ended, if there is one.</summary>
    public bool TryTakeEnd(out WriteEnd end)
    {
        lock (_ended)
        {
            if (!_ended.TryDequeue(out end))
            {
                return false;
            }
        }

        InFlight--;
        return true;
    }

    /// <summary>Keeps the dead letters of an account that has no row: its first event was refused.</summary>
    private async ValueTask KeepAsync(AccountActor actor, IReadOnlyList<DeadLetter> letters)
    {
        var left = letters.Count;
        var worst = CommitResult.Committed;
        foreach (var letter in letters)
        {
            await committer.EnqueueAsync(new PendingLetter(letter, (_, result) =>
            {
                // All callbacks of one account run on one thread.
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
        lock (_ended)
        {
            _ended.Enqueue(new WriteEnd(actor, write, result));
        }

        ended();
    }
}
