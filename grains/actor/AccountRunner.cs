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
    private readonly Patience _patience;
    private readonly SemaphoreSlim _turn = new(1);
    // Those who wait for what they sent to be durable.
    private readonly List<TaskCompletionSource> _calls = [];
    private AccountActor? _actor;
    private Exception? _failure;
    // While something is on its way to the store; of the many accounts in memory few are at it.
    private Shard? _shard;
    private volatile TaskCompletionSource _wake = new();

    private AccountRunner(AccountServices services, string id)
    {
        (_services, _id) = (services, id);
        _patience = services.NewPatience();
    }

    /// <summary>Whether nothing is on its way to the store.</summary>
    public bool IsIdle => _shard is null;

    /// <summary>Loads an account; waits while the store cannot be read.</summary>
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

        services.CountRunning(+1);
        return runner;
    }

    /// <summary>The account runs here no more. Nothing is written: all that was told is durable.</summary>
    public void Dispose()
    {
        _services.CountRunning(-1);
        if (IsIdle)
        {
            // A write that is still under way comes to its end.
            _turn.Dispose();
        }
    }

    /// <summary>Takes records in their order; returns when all are durable.</summary>
    /// <returns>What became of each.</returns>
    /// <exception cref="Exception">The account cannot go on: the process must stop.</exception>
    public async Task<IReadOnlyList<RecordResult>> ApplyAsync(IReadOnlyList<(AccountEvent Event, SourceRecord Record)> records)
    {
        var answers = new Answers(records.Count);
        var messages = new ShardMessage[records.Count];
        for (var i = 0; i < messages.Length; i++)
        {
            messages[i] = new ShardMessage(new InputRecord(records[i].Event, records[i].Record, answers, i), null, default, null);
        }

        await RunAsync(messages, answers.Complete);
        return answers.Results;
    }

    /// <summary>Lets time pass up to an instant; returns when that is durable.</summary>
    /// <exception cref="Exception">The account cannot go on: the process must stop.</exception>
    public Task AdvanceAsync(Instant now)
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return RunAsync([new ShardMessage(default, _id, now, null), new ShardMessage(default, null, default, durable)], durable);
    }

    AccountActor IAccounts.Get(string id)
    {
        if (_actor is null)
        {
            // Rare: another owner has written the account, or it is not known what became of a write.
            Become(_services.Reader.Load([id])[0]);
        }

        return _actor!;
    }

    void IAccounts.Remove(AccountActor actor) => _actor = null;

    private void Become(StoredAccount? row) =>
        _actor = row is null ? AccountActor.Create(_services.Context, _id) : AccountActor.Load(_services.Context, row);

    private async Task RunAsync(ShardMessage[] messages, TaskCompletionSource call)
    {
        if (_failure is not null)
        {
            throw new InvalidOperationException($"account {_id} cannot go on: {_failure.Message}", _failure);
        }

        _calls.Add(call);
        try
        {
            await TakeAsync(messages);
            await call.Task;
        }
        finally
        {
            _calls.Remove(call);
        }
    }

    private async Task TakeAsync(ShardMessage[] messages)
    {
        await _turn.WaitAsync();
        try
        {
            var isAtWork = _shard is not null;
            var shard = _shard ??= new Shard(this, _services.Committer, _patience, () => _wake.TrySetResult());
            var taken = 0;
            void TakeRest()
            {
                for (; taken < messages.Length; taken++)
                {
                    shard.Take(messages[taken]);
                }
            }

            if (messages.Any(WillRead) || !IsTaken(TakeRest))
            {
                await _patience.RunAsync(TakeRest);
            }

            _wake.TrySetResult();
            if (!isAtWork)
            {
                _ = WriteAsync(shard);
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    // As far as can be told before. Time that passes may give facts up, whose records are looked up.
    private bool WillRead(ShardMessage message) =>
        message.DueAccount is not null || (message.Barrier is null && (_actor is null || (!_actor.Covers(message.Input.Record) && AccountRules.Ask(_actor.State, message.Input.Event) is not null)));

    private static bool IsTaken(Action take)
    {
        try
        {
            take();
            return true;
        }
        catch (StoreException failure) when (failure.Failure != StoreFailure.Content)
        {
            // It read the store after all: the rest is taken where that may wait.
            return false;
        }
    }

    private async Task WriteAsync(Shard shard)
    {
        try
        {
            var isIdle = false;
            while (!isIdle)
            {
                // Before it is looked for ends: one that comes after the look is not missed.
                _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (var hasMoved, isIdle) = await SettleAsync(shard);
                if (!hasMoved && !isIdle)
                {
                    await _wake.Task;
                }
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private async ValueTask<(bool HasMoved, bool IsIdle)> SettleAsync(Shard shard)
    {
        await _turn.WaitAsync();
        try
        {
            await shard.HandOverAsync();
            var hasMoved = await shard.TakeEndedAsync();
            shard.ReleaseBarriers();
            if (shard.IsIdle)
            {
                _shard = null;
            }

            return (hasMoved, shard.IsIdle);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Fail(Exception failure)
    {
        _failure = failure;
        _services.Fail(failure);
        _calls.ForEach(call => call.TrySetException(failure));
    }

    private sealed class Answers(int count) : IRecordObserver
    {
        private int _left = count;

        public RecordResult[] Results { get; } = new RecordResult[count];

        public TaskCompletionSource Complete { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnDurable(in RecordResult result)
        {
            Results[result.Token] = result;
            if (--_left == 0)
            {
                Complete.TrySetResult();
            }
        }
    }
}
