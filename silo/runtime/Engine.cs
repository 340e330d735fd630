using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRisk.Silo.Runtime;

/// <summary>What an engine is made of.</summary>
public sealed record EngineSettings
{
    /// <summary>The store.</summary>
    public required SqliteStoreOptions Store { get; init; }

    /// <summary>Bounds of the host.</summary>
    public HostOptions Host { get; init; } = new();

    /// <summary>Bounds of the committer.</summary>
    public GroupCommitterOptions Committer { get; init; } = new();

    /// <summary>The clock of everything that waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Is told when the store fails, when it works again, and when nothing more is written.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Is told, on the committer's thread, of each transaction; must not throw. Null tells nobody.</summary>
    public Action<CommittedBatch>? Observed { get; init; }
}

/// <summary>The pipeline in one process: the store, the committer that writes it, and the host of the accounts. Disposing it makes durable what it took.</summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly SqliteStore _store;

    private Engine(AccountRules rules, SqliteStore store, GroupCommitter committer, InProcessHost host)
    {
        Rules = rules;
        _store = store;
        Committer = committer;
        Host = host;
        Codec = new StateCodec(rules.Book);
    }

    /// <summary>The rules of accounts.</summary>
    public AccountRules Rules { get; }

    /// <summary>Decodes states.</summary>
    public StateCodec Codec { get; }

    /// <summary>Reads what is durable.</summary>
    public IAccountReader Reader => _store;

    /// <summary>The store.</summary>
    public SqliteStore Store => _store;

    /// <summary>Makes changes durable.</summary>
    public GroupCommitter Committer { get; }

    /// <summary>Runs the accounts.</summary>
    public InProcessHost Host { get; }

    /// <summary>Opens the store and starts committer and host.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static Engine Start(AccountRules rules, EngineSettings settings)
    {
        var store = SqliteStore.Open(settings.Store);
        var committer = new GroupCommitter(store, settings.Committer, settings.Clock, new StoreLog(settings.Logger, settings.Clock).Tell, settings.Observed);
        // Tells this start's writes from those of an earlier one: any number that no earlier start has drawn will do.
        var writer = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());
        return new Engine(rules, store, committer, new InProcessHost(rules, store, committer, settings.Host, writer));
    }

    /// <summary>The durable state of an account, or null.</summary>
    public AccountState? StateOf(string account) =>
        Reader.Load([account])[0] is { } row ? Decode(Codec, row) : null;

    /// <summary>The state in a row.</summary>
    public static AccountState Decode(StateCodec codec, StoredAccount row)
    {
        _ = Positions.Unwrap(row.State.Span, out var encoded);
        return codec.Decode(encoded);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Host.DisposeAsync();
        }
        finally
        {
            // Also after a failure of the host: what was handed over is made durable, and the directory is free for the next start.
            await Committer.DisposeAsync();
            _store.Dispose();
        }
    }
}
