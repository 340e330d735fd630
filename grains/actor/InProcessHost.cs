using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>
/// Runs all accounts in this process: loops, one thread of decisions each, that share the accounts by a stable hash of their ids. One active
/// instance works on a store.
/// </summary>
public sealed class InProcessHost : IAccountHost
{
    private readonly Loop[] _loops;
    private readonly Task[] _running;
    private readonly IAccountReader _reader;
    private readonly HostOptions _options;

    /// <summary>Starts the loops.</summary>
    /// <param name="rules">The rules of accounts.</param>
    /// <param name="reader">The store.</param>
    /// <param name="committer">Makes changes durable.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="writer">The number that marks this host's writes: drawn anew at each start.</param>
    /// <param name="time">Times the pauses while the store cannot be read, which are as long as the committer's.</param>
    /// <param name="storeAway">Is told, on a loop, how the store failed when it begins to wait, and null when it can be read again. Must not throw.</param>
    /// <param name="executor">Runs the loops; the system's if nothing else is said.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public InProcessHost(
        AccountRules rules, IAccountReader reader, GroupCommitter committer, HostOptions options, long writer, TimeProvider time, Action<string?>? storeAway = null, Executor? executor = null)
    {
        Executor = executor ?? Executor.Default;
        if (options.Mistakes().FirstOrDefault() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        _reader = reader;
        _options = options;
        _loops = new Loop[options.Loops];
        for (var i = 0; i < _loops.Length; i++)
        {
            var context = new ActorContext(rules, new StateCodec(rules.Book), new HistoryLookup(reader), writer, new ArchiveRule(options.LeastArchivedParts));
            var residents = new Residents(context, reader, options.ResidentAccountsPerLoop, options.ReadyAccountsPerLoop);
            _loops[i] = new Loop(residents, committer, options, new Patience(committer.Retries, time, storeAway ?? (_ => { })));
        }

        _running = [.. _loops.Select(loop => Executor.Run(loop.RunAsync))];

        // Made once: each asking anew would leave a continuation on the loops for as long as they run.
        Failure = Task.WhenAny(_running).Unwrap();
    }

    /// <inheritdoc/>
    public Executor Executor { get; }

    /// <inheritdoc/>
    public int Undurable => _loops.Sum(loop => loop.Undurable);

    /// <inheritdoc/>
    public int Queued => _loops.Sum(loop => loop.Queued);

    /// <inheritdoc/>
    public string? StoreAway => _loops.Select(loop => loop.StoreAway).FirstOrDefault(away => away is not null);

    /// <inheritdoc/>
    public int Resident => _loops.Sum(loop => loop.Resident);

    /// <inheritdoc/>
    public int Packed => _loops.Sum(loop => loop.Packed);

    /// <inheritdoc/>
    public Task Failure { get; }

    /// <inheritdoc/>
    public ValueTask SubmitAsync(InputRecord input, CancellationToken cancellation = default)
    {
        // No store takes a row without an id: it would be refused again and again.
        ArgumentException.ThrowIfNullOrEmpty(input.Event.Header.Account, nameof(input));
        return LoopOf(input.Event.Header.Account).SendAsync(new ShardMessage(input, null, default, null), cancellation);
    }

    /// <inheritdoc/>
    public Task<int> SweepAsync(Instant upTo, CancellationToken cancellation = default) =>
        Sweep.RunAsync(this, most => _reader.DueUpTo(upTo, most), _options.AccountsPerSweep, id => SendAsync(LoopOf(id), new ShardMessage(default, id, upTo, null), cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask LookAsync(string account, CancellationToken cancellation = default) =>
        LoopOf(account).SendAsync(new ShardMessage(default, account, Sweep.Never, null), cancellation);

    /// <inheritdoc/>
    public async Task DrainAsync(CancellationToken cancellation = default)
    {
        var barriers = new List<Task>(_loops.Length);
        foreach (var loop in _loops)
        {
            var barrier = new TaskCompletionSource();
            await SendAsync(loop, new ShardMessage(default, null, default, barrier), cancellation);
            barriers.Add(barrier.Task);
        }

        var all = Task.WhenAll(barriers).WaitAsync(cancellation);
        var first = await Task.WhenAny(all, Failure);
        // Off the loop that has completed the last barrier.
        await Task.Yield();
        if (first != all)
        {
            await Failure;
        }

        await all;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
        {
            loop.Complete();
        }

        await Task.WhenAll(_running);
    }

    private static async ValueTask SendAsync(Loop loop, ShardMessage message, CancellationToken cancellation)
    {
        try
        {
            await loop.SendAsync(message, cancellation);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private Loop LoopOf(string account) =>
        _loops.Length == 1 ? _loops[0] : _loops[StableHash.Of(account) % (ulong)_loops.Length];
}
