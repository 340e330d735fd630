using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>
/// Runs one account by itself, as a grain does. Its methods are called on one scheduler, which runs one of them at a time; they interleave where they await. They do that only while a write
/// is under way: what one begins to decide or to settle is at its end before another begins. What reads the store is done on threads of its own.
/// </summary>
public sealed class AccountRunner : IAccounts, IDisposable
{
    private readonly AccountServices _services;
    private readonly string _id;
    private readonly TaskScheduler _scheduler;
    private readonly Patience _patience;
    private readonly SemaphoreSlim _turn = new(1);
    // Those who wait for what they sent to be durable, and maybe some that wait no more.
    private readonly List<Call> _calls = new(1);
    private AccountActor? _actor;
    private Exception? _failure;
    // While something is on its way to the store; of the many accounts in memory few are at it.
    private Shard? _shard;
    private int _places;

    private AccountRunner(AccountServices services, string id)
    {
        (_services, _id, _scheduler) = (services, id, TaskScheduler.Current);
        _patience = services.NewPatience();
    }

    /// <summary>Whether nothing is on its way to the store.</summary>
    public bool IsIdle => _shard is null;

    /// <summary>Loads an account, which then runs on the caller's scheduler; waits while the store cannot be read.</summary>
    /// <exception cref="StateCodecException">The row cannot be read: the process must stop.</exception>
    /// <exception cref="StoreException">The store is there, and what it holds cannot be read: the process must stop.</exception>
    public static async Task<AccountRunner> LoadAsync(AccountServices services, string id, CancellationToken cancellation)
    {
        var row = await services.LoadAsync(id, cancellation);
        var runner = new AccountRunner(services, id);
        try
        {
            runner.Become(row);
        }
        catch (StateCodecException failure)
        {
            services.Fail(failure);
            throw;
        }

        // Who gave up waiting for it does not run it.
        cancellation.ThrowIfCancellationRequested();
        services.CountRunning(+1);
        return runner;
    }

    /// <summary>The account runs here no more. Nothing is written: all that was told is durable. A write that is still under way comes to its end.</summary>
    public void Dispose() => _services.CountRunning(-1);

    /// <summary>Takes records in their order; the task ends when all are durable.</summary>
    /// <returns>What became of each.</returns>
    /// <exception cref="Exception">The account cannot go on: the process must stop.</exception>
    public Task<IReadOnlyList<RecordResult>> ApplyAsync(IReadOnlyList<(AccountEvent Event, SourceRecord Record)> records)
    {
        var call = new Call(records.Count);
        var messages = new ShardMessage[records.Count];
        for (var i = 0; i < messages.Length; i++)
        {
            messages[i] = new ShardMessage(new InputRecord(records[i].Event, records[i].Record, call, i), null, default, null);
        }

        return RunAsync(messages, call);
    }

    /// <summary>Takes a record if the account is as its sender saw it; the task ends when it is durable.</summary>
    /// <param name="decoded">The event.</param>
    /// <param name="record">The record.</param>
    /// <param name="seen">The number of the row's version that the sender saw, 0 for an account without a row.</param>
    /// <returns>What became of it; null where the account has changed since, or is about to.</returns>
    /// <exception cref="Exception">The account cannot go on: the process must stop.</exception>
    public async Task<RecordResult?> ApplyIfAsync(AccountEvent decoded, SourceRecord record, long seen)
    {
        var call = new Call(1) { IsConditional = true };
        return await RunAsync([new ShardMessage(new InputRecord(decoded, record, call, 0), null, default, null)], call, seen) is [var result] ? result : null;
    }

    /// <summary>Lets time pass up to an instant; returns when that is durable.</summary>
    /// <exception cref="Exception">The account cannot go on: the process must stop.</exception>
    public async Task AdvanceAsync(Instant now)
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = new Call(0);
        var failed = RunAsync([new ShardMessage(default, _id, now, null), new ShardMessage(default, null, default, durable)], call);
        await await Task.WhenAny(durable.Task, failed);
        _calls.Remove(call);
    }

    /// <summary>It has taken a place among the ready accounts.</summary>
    internal void EnterPlace() => Interlocked.Increment(ref _places);

    /// <summary>It has lost one: without any it is packed, unless it is in use just now. Called by any thread.</summary>
    internal void LeavePlace()
    {
        if (Interlocked.Decrement(ref _places) > 0 || !_turn.Wait(0))
        {
            return;
        }

        if (_shard is null && _actor is { IsPacked: false, IsClean: true, State: not null } actor)
        {
            actor.Pack();
        }

        _turn.Release();
    }

    AccountActor IAccounts.Get(string id)
    {
        if (_actor is null)
        {
            // Rare: another owner has written the account, or it is not known what became of a write.
            Become(_services.Reader.Load([id])[0]);
            _services.CountReload();
        }

        return _actor!;
    }

    void IAccounts.Remove(AccountActor actor) => _actor = null;

    private void Become(StoredAccount? row) =>
        _actor = row is null ? AccountActor.Create(_services.Context, _id) : AccountActor.Load(_services.Context, row);

    private Task<IReadOnlyList<RecordResult>> RunAsync(ShardMessage[] messages, Call call, long? seen = null)
    {
        if (_failure is not null)
        {
            throw new InvalidOperationException($"account {_id} cannot go on: {_failure.Message}", _failure);
        }

        _calls.Add(call);
        _ = TakeAsync(messages, call, seen);
        return call.Task;
    }

    // As a rule it runs to its end at once, and nothing is made for it to wait with.
    private async Task TakeAsync(ShardMessage[] messages, Call call, long? seen)
    {
        await _turn.WaitAsync();
        try
        {
            if (seen is not null && (_actor is not { IsClean: true } actor || actor.Version.Number != seen))
            {
                call.TrySetResult([]);
                return;
            }

            var shard = _shard ??= new Shard(this, _services.Committer, _patience, Wake);
            _actor?.Unpack();
            var taken = 0;
            if (WillRead(messages) || !IsTaken(shard, messages, ref taken))
            {
                await TakePatientlyAsync(shard, messages, taken);
            }

            await SettleAsync(shard);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    // As far as can be told before. Time that passes may give facts up, whose records are looked up.
    private bool WillRead(ShardMessage[] messages)
    {
        foreach (var message in messages)
        {
            if (message.DueAccount is not null
                || (message.Barrier is null && (_actor is null || (!_actor.Covers(message.Input.Record) && AccountRules.Ask(_actor.State, message.Input.Event) is not null))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTaken(Shard shard, ShardMessage[] messages, ref int taken)
    {
        try
        {
            TakeRest(shard, messages, ref taken);
            return true;
        }
        catch (StoreException failure) when (failure.Failure != StoreFailure.Content)
        {
            // It read the store after all: the rest is taken where that may wait.
            return false;
        }
    }

    private static void TakeRest(Shard shard, ShardMessage[] messages, ref int taken)
    {
        for (; taken < messages.Length; taken++)
        {
            shard.Take(messages[taken]);
        }
    }

    private ValueTask TakePatientlyAsync(Shard shard, ShardMessage[] messages, int taken) => _patience.RunAsync(() => TakeRest(shard, messages, ref taken));

    // On one of the committer's threads.
    private void Wake() => _ = Task.Factory.StartNew(static runner => ((AccountRunner)runner!).TakeEndAsync(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);

    private async Task TakeEndAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_shard is { } shard)
            {
                await SettleAsync(shard);
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask SettleAsync(Shard shard)
    {
        do
        {
            await shard.HandOverAsync();
        }
        while (await shard.TakeEndedAsync());
        shard.ReleaseBarriers();
        _calls.RemoveAll(static call => call.Task.IsCompleted);
        if (shard.IsIdle)
        {
            _shard = null;
            _services.Ready.Use(this);
        }
    }

    private void Fail(Exception failure)
    {
        _failure = failure;
        _services.Fail(failure);
        _calls.ForEach(call => call.TrySetException(failure));
    }

    /// <summary>Somebody who waits for so many records to be durable; where there are none, only for a failure.</summary>
    private sealed class Call(int count) : TaskCompletionSource<IReadOnlyList<RecordResult>>(TaskCreationOptions.RunContinuationsAsynchronously), IRecordObserver
    {
        private readonly RecordResult[] _results = new RecordResult[count];
        private int _left = count;

        /// <summary>Whether it counts only for the account as it was when it was called.</summary>
        public bool IsConditional { get; init; }

        public bool GivesUp(long token) => IsConditional && TrySetResult([]);

        public void OnDurable(in RecordResult result)
        {
            _results[result.Token] = result;
            if (--_left == 0)
            {
                TrySetResult(_results);
            }
        }
    }
}
