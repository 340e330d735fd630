using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Storage;
using CreditRisk.Tests.Storage.Commit;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Starts a host of accounts on what a harness has.</summary>
internal delegate ValueTask<IAccountHost> HostStart(HostHarness harness, HostOptions options);

/// <summary>A host on a real store, with a writer that the test watches and a reader that it may break.</summary>
internal sealed class HostHarness : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();
    private readonly List<IAsyncDisposable> _parts = [];
    private long _token;

    private IAccountHost? _host;

    private HostHarness(AccountRules? rules, GroupCommitterOptions? committer)
    {
        Rules = rules ?? TestPolicies.Rules(TestPolicies.Usual);
        Codec = new StateCodec(Rules.Book);
        Store = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = _directory.Path, WriterCacheMebibytes = 8 });
        Writer = new WatchedWriter(Store);
        Reader = new WatchedReader(Store);
        // Short pauses: the tests of the committer drive its clock, these want it to come back.
        Committer = new GroupCommitter([Writer], committer ?? new GroupCommitterOptions { FirstRetryMilliseconds = 1, LongestRetryMilliseconds = 2 }, TimeProvider.System);
    }

    public AccountRules Rules { get; }

    public StateCodec Codec { get; }

    public SqliteStore Store { get; }

    public WatchedWriter Writer { get; }

    public WatchedReader Reader { get; }

    public GroupCommitter Committer { get; }

    public IAccountHost Host => _host ?? throw new InvalidOperationException("The host was not started.");

    /// <summary>A partition of the test's input.</summary>
    public static SourcePartition Input { get; } = new("epoch-1", "input", 0);

    /// <summary>Starts a host.</summary>
    /// <param name="start">Which.</param>
    /// <param name="options">Its bounds; wide ones if nothing else is said.</param>
    /// <param name="rules">The rules; usual ones if nothing else is said.</param>
    /// <param name="committer">The committer's bounds; wide ones if nothing else is said.</param>
    public static async Task<HostHarness> StartAsync(HostStart start, HostOptions? options, AccountRules? rules, GroupCommitterOptions? committer)
    {
        var harness = new HostHarness(rules, committer);
        harness._host = await start(harness, options ?? new HostOptions());
        return harness;
    }

    public static RecordPosition At(long offset) => new(Input, offset);

    /// <summary>How the host is made to forget an account; null where it does that by itself when others need the room.</summary>
    public Func<string, Task>? Forgetting { get; set; }

    /// <summary>Something that is disposed of when the host is.</summary>
    public void Keep(IAsyncDisposable part) => _parts.Add(part);

    /// <summary>Waits for something that happens on other threads, without a guess how long it takes.</summary>
    public static async Task Until(Func<bool> isSo)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience);
            await Task.Yield();
        }
    }

    /// <summary>Sends a record; the result comes when it is durable. Records that are sent one after the other are queued in that order while there is room.</summary>
    /// <param name="sent">The record.</param>
    /// <param name="offset">Where it stands in its input, or null where the input has no positions.</param>
    /// <param name="logged">Its log timestamp; its own time if nothing else is said.</param>
    /// <param name="whenTold">What the sender does while it is told.</param>
    public async Task<RecordResult> Send(Sent sent, long? offset = null, double? logged = null, Action<RecordResult>? whenTold = null)
    {
        var told = new Told(whenTold);
        await Submit(sent, told, offset, logged);
        return await told.Result;
    }

    /// <summary>Sends a record.</summary>
    public ValueTask Submit(Sent sent, IRecordObserver observer, long? offset = null, double? logged = null)
    {
        RecordPosition? position = offset is { } at ? At(at) : null;
        var record = new SourceRecord(position, logged is { } day ? AccountStory.At(day) : sent.Event.Header.Time, sent.Body, default);
        return Host.SubmitAsync(new InputRecord(sent.Event, record, observer, Interlocked.Increment(ref _token)));
    }

    /// <summary>Sends records, each of which must be applied.</summary>
    public async Task Applied(params IEnumerable<Sent> records)
    {
        foreach (var result in await Task.WhenAll(records.Select(sent => Send(sent)).ToArray()))
        {
            result.Outcome.ShouldBe(Outcome.Applied, result.Message);
        }
    }

    /// <summary>Has the host, which has room for one account, forget one.</summary>
    public async Task ForgetAsync(string account)
    {
        if (Forgetting is not null)
        {
            await Forgetting(account);
            return;
        }

        // Others take its place in memory, in whichever loop it is.
        foreach (var number in Enumerable.Range(1, 30))
        {
            await Applied(Sent.Beat($"C{number}", 1, Guid.NewGuid().ToString()));
        }

        await Host.DrainAsync();
    }

    /// <summary>Stores an account, whose row is read damaged from now on.</summary>
    public async Task DamageAsync(string account, Func<StoredAccount, StoredAccount> damage)
    {
        await Applied(Sent.Beat(account, 1, "b1"));
        await ForgetAsync(account);
        Reader.Damage = row => row.Id == account ? damage(row) : row;
    }

    /// <summary>The state in the store.</summary>
    public AccountState? Stored(string account) => Store.Load([account])[0] is { } row ? Decode(row) : null;

    public AccountState Decode(StoredAccount row) => Engine.Decode(Codec, row);

    /// <summary>What is owed, by the store.</summary>
    public long Receivable(string account) => Rules.FiguresOf(Stored(account).ShouldNotBeNull()).Receivable;

    /// <summary>Dead letters in the store.</summary>
    public IReadOnlyList<DeadLetter> Letters() => [.. Store.DeadLetters(0, int.MaxValue).Select(letter => letter.Letter)];

    /// <summary>When an account was warned, and of what.</summary>
    public string[] Warned(string account) => [.. Store.Effects(0, int.MaxValue, account).Select(effect => $"{effect.At} {StoreContents.Text(effect.Body)}")];

    /// <summary>When the sweep looks at an account, by its row.</summary>
    public Instant? StoredWake(string account) => Store.Load([account])[0].ShouldNotBeNull().WakeAt;

    public async ValueTask DisposeAsync()
    {
        Writer.Failure = _ => null;
        Writer.Go();
        try
        {
            await Host.DisposeAsync().AsTask().WaitAsync(Patience);
        }
        catch when (Host.Failure.IsFaulted)
        {
            // The test that broke the host has seen its failure; any other test's records were never told.
        }

        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }

        await Committer.DisposeAsync();
        Writer.Dispose();
        Store.Dispose();
        _directory.Dispose();
    }
}
