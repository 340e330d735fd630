using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Actor;

/// <summary>What all accounts of a process share that are run one by one, as grains are. Safe for use by many threads.</summary>
public sealed class AccountServices : IAsyncDisposable
{
    /// <summary>Most accounts that are loaded at once.</summary>
    public const int AccountsPerLoad = 512;

    /// <summary>Most reads of the store at a time.</summary>
    public const int ReadsAtOnce = 8;

    /// <summary>Accounts that usually keep their state at hand.</summary>
    public const int UsuallyReady = 2_000;

    private readonly ReadThreads _reads;
    private readonly TimeProvider _time;
    private readonly Action<string?> _storeAway;
    private readonly Action<string?> _tell;
    private readonly Func<Action, Task> _elsewhere;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _waiting;
    private string? _away;
    private int _running;
    private long _activations;
    private long _reloads;

    /// <summary>Starts what is shared.</summary>
    /// <param name="rules">The rules of accounts.</param>
    /// <param name="reader">The store.</param>
    /// <param name="committer">Makes changes durable.</param>
    /// <param name="writer">The number that marks this process's writes: drawn anew at each start.</param>
    /// <param name="time">Times the pauses while the store cannot be read, which are as long as the committer's.</param>
    /// <param name="storeAway">Is told how the store failed when accounts begin to wait for it, and null when they have ceased to. Must be quick and must not throw.</param>
    /// <param name="executor">Runs the loading of accounts; the system's if nothing else is said.</param>
    /// <param name="archives">When the archives of large accounts are made; as usual if nothing else is said.</param>
    /// <param name="readyAccounts">Accounts that keep their state at hand, 1 or more; the others are packed until they are used again.</param>
    public AccountServices(
        AccountRules rules, IAccountReader reader, GroupCommitter committer, long writer, TimeProvider time, Action<string?>? storeAway = null, Executor? executor = null, ArchiveRule? archives = null, int readyAccounts = UsuallyReady)
    {
        (Reader, Committer, _time, _storeAway) = (reader, committer, time, storeAway ?? (_ => { }));
        Executor = executor ?? Executor.Default;
        _reads = new ReadThreads(ReadsAtOnce, Executor);
        (_tell, _elsewhere) = (Tell, _reads.RunAsync);
        Context = new ActorContext(rules, new StateCodec(rules.Book), new HistoryLookup(reader), writer, archives ?? new ArchiveRule(ArchiveRule.UsualLeastParts));
        Loader = new AccountLoader(reader, AccountsPerLoad, NewPatience(), Executor);
        Ready = new ReadyAccounts(readyAccounts);
        _ = WatchLoaderAsync();
    }

    /// <summary>The store.</summary>
    public IAccountReader Reader { get; }

    /// <summary>Makes changes durable.</summary>
    public GroupCommitter Committer { get; }

    /// <summary>Runs what is shared.</summary>
    public Executor Executor { get; }

    /// <summary>Ends, with the failure, when an account cannot go on: the process must stop then.</summary>
    public Task Failure => _failed.Task;

    /// <summary>How the store failed last while accounts wait to read it; else null.</summary>
    public string? StoreAway => Volatile.Read(ref _away);

    /// <summary>Accounts that run here.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Accounts that began to run here, since the start.</summary>
    public long Activations => Interlocked.Read(ref _activations);

    /// <summary>How often an account was read again while it ran here, since another owner had written it or it was not known what became of a write.</summary>
    public long Reloads => Interlocked.Read(ref _reloads);

    /// <summary>What the actors share.</summary>
    internal ActorContext Context { get; }

    /// <summary>The accounts that keep their state at hand.</summary>
    internal ReadyAccounts Ready { get; }

    /// <summary>Loads rows.</summary>
    internal AccountLoader Loader { get; }

    /// <summary>An account's durable row, or null if it has none.</summary>
    /// <exception cref="StoreException">The store is there, and what it holds cannot be read.</exception>
    public Task<StoredAccount?> LoadAsync(string account, CancellationToken cancellation = default) => Loader.LoadAsync(account, cancellation);

    /// <summary>Loads no more accounts.</summary>
    public async ValueTask DisposeAsync()
    {
        Loader.Complete();
        await Loader.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _reads.Dispose();
    }

    /// <summary>An account begins to run, or ceases to.</summary>
    internal void CountRunning(int change)
    {
        Interlocked.Add(ref _running, change);
        Interlocked.Add(ref _activations, Math.Max(change, 0));
    }

    /// <summary>An account is read again.</summary>
    internal void CountReload() => Interlocked.Increment(ref _reloads);

    /// <summary>An account cannot go on.</summary>
    internal void Fail(Exception failure)
    {
        if (_failed.TrySetException(failure))
        {
            // Who is told by nobody else would be a failure that nobody has seen.
            _ = _failed.Task.Exception;
        }
    }

    /// <summary>Waits for the store on behalf of one account.</summary>
    internal Patience NewPatience() => new(Committer.Retries, _time, _tell, _elsewhere);

    private void Tell(string? away)
    {
        lock (_gate)
        {
            var before = _waiting;
            _waiting += away is null ? -1 : 1;
            Volatile.Write(ref _away, _waiting == 0 ? null : away ?? _away);
            if ((before == 0) != (_waiting == 0))
            {
                _storeAway(away);
            }
        }
    }

    private async Task WatchLoaderAsync()
    {
        try
        {
            await Loader.Completion;
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }
}
