using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>
/// Takes what a refused write was made of one by one, each with a write of its own: the store would refuse the same write again and again, for one record in it that has no room, such
/// as an amount that the portfolio's totals cannot hold. That one is refused, and the account is quarantined; the others are applied. Rare, so that its caller waits for each write.
/// For use by one caller at a time.
/// </summary>
/// <param name="accounts">The accounts, without the one whose write was refused.</param>
/// <param name="committer">Makes changes durable.</param>
/// <param name="patience">Waits while the store cannot be read.</param>
internal sealed class Isolation(IAccounts accounts, GroupCommitter committer, Patience patience)
{
    /// <summary>Takes a record; returns when what became of it is durable.</summary>
    /// <returns>The results to tell its sender.</returns>
    /// <exception cref="InvalidOperationException">The store refuses even that it was refused: the process must stop.</exception>
    public async ValueTask<PendingChange> TakeAsync(InputRecord input) => await RunAsync(
        input.Event.Header.Account, actor => actor.Apply(input), (actor, why) => Refuse(actor, input, why))
        ?? throw new InvalidOperationException("a record was taken and has no result");

    /// <summary>Lets time pass for an account; returns when that is durable.</summary>
    /// <exception cref="InvalidOperationException">The store refuses even that time was stopped: the process must stop.</exception>
    public async ValueTask AdvanceAsync(string account, Instant now) => await RunAsync(account, actor => actor.Advance(now), (actor, why) => actor.StopTime(now, why));

    private static void Refuse(AccountActor actor, in InputRecord input, string why)
    {
        if (actor.Covers(input.Record))
        {
            // It was not known whether the refusal had been written: it had.
            actor.Apply(input);
        }
        else
        {
            actor.Refuse(input, why);
        }
    }

    private async ValueTask<PendingChange?> RunAsync(string account, Action<AccountActor> step, Action<AccountActor, string> blame)
    {
        string? refusal = null;
        while (true)
        {
            await patience.RunAsync(() => Run(account, step, blame, refusal));
            var actor = accounts.Get(account);
            if (!actor.IsDirty)
            {
                return null;
            }

            var (result, key) = await WriteAsync(actor);
            if (result.Outcome == CommitOutcome.Committed)
            {
                return actor.Written(key);
            }

            // A fresh actor takes the same once more: what the row holds decides.
            accounts.Remove(actor);
            if (result.Outcome == CommitOutcome.Refused)
            {
                refusal = refusal is null
                    ? result.Message
                    : throw new InvalidOperationException($"the store refuses account {account} even with what it refused left out: {result.Message}");
            }
        }
    }

    private void Run(string account, Action<AccountActor> step, Action<AccountActor, string> blame, string? refusal)
    {
        var actor = accounts.Get(account);
        if (refusal is null)
        {
            step(actor);
        }
        else
        {
            blame(actor, $"the store refuses what would become of the account: {refusal}");
        }
    }

    private async ValueTask<(CommitResult Result, long Key)> WriteAsync(AccountActor actor)
    {
        if (actor.TakeWrite(out var letters) is not { } write)
        {
            return (await KeepAsync(letters), actor.Key);
        }

        var written = new TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await committer.EnqueueAsync(new PendingWrite(write, (_, result) => written.SetResult(result)));
        return (await written.Task, write.Key);
    }

    private async ValueTask<CommitResult> KeepAsync(IReadOnlyList<DeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            var kept = new TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            await committer.EnqueueAsync(new PendingLetter(letter, (_, result) => kept.SetResult(result)));
            if (await kept.Task is { Outcome: not CommitOutcome.Committed } failed)
            {
                return failed;
            }
        }

        return CommitResult.Committed;
    }
}
