using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using CreditRisk.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRisk.Silo.Runtime;

/// <summary>What an engine is made of.</summary>
public sealed record EngineSettings
{
    /// <summary>The embedded store.</summary>
    public required SqliteStoreOptions Store { get; init; }

    /// <summary>The PostgreSQL store, which then takes the place of the embedded one; or null.</summary>
    public PostgresStoreOptions? Postgres { get; init; }

    /// <summary>Bounds of the host.</summary>
    public HostOptions Host { get; init; } = new();

    /// <summary>Bounds of the committer.</summary>
    public GroupCommitterOptions Committer { get; init; } = new();

    /// <summary>The clock of everything that waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Is told when the store fails, when it works again, and when nothing more is written.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Runs the committer's threads and the loops.</summary>
    public Executor Executor { get; init; } = Executor.Default;

    /// <summary>Is told, on one of the committer's threads at a time, of each transaction; must not throw. Null tells nobody.</summary>
    public Action<CommittedBatch>? Observed { get; init; }
}

/// <summary>The pipeline in one process: the store, the committer that writes it, and the host of the accounts. Disposing it makes durable what it took.</summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly IAccountStore _store;

    private Engine(AccountRules rules, IAccountStore store, EngineSettings settings)
    {
        Rules = rules;
        _store = store;
        Codec = new StateCodec(rules.Book);
        var log = new StoreLog(settings.Logger, settings.Clock);
        Committer = new GroupCommitter(store.Writers, settings.Committer, settings.Clock, log.Tell, batch => Tell(batch, settings.Observed), settings.Executor);
        // Tells this start's writes from those of an earlier one: any number that no earlier start has drawn will do.
        var writer = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());
        Host = new InProcessHost(rules, store, Committer, settings.Host, writer, settings.Clock, log.TellReading, settings.Executor);
    }

    /// <summary>Raised on one of the committer's threads at a time when effects or dead letters have become durable; handlers must not throw, and not wait.</summary>
    public event EventHandler? OutboxCommitted;

    /// <summary>The rules of accounts.</summary>
    public AccountRules Rules { get; }

    /// <summary>Decodes states.</summary>
    public StateCodec Codec { get; }

    /// <summary>Reads what is durable.</summary>
    public IAccountReader Reader => _store;

    /// <summary>The store.</summary>
    public IAccountStore Store => _store;

    /// <summary>Makes changes durable.</summary>
    public GroupCommitter Committer { get; }

    /// <summary>Runs the accounts.</summary>
    public IAccountHost Host { get; }

    /// <summary>Opens the store and starts committer and host.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static Engine Start(AccountRules rules, EngineSettings settings)
    {
        IAccountStore store = settings.Postgres is { } postgres ? PostgresStore.Open(postgres) : SqliteStore.Open(settings.Store);
        return Start(rules, store, settings);
    }

    /// <summary>Starts committer and host on a store, which is disposed of with the engine; those that the settings name are left alone.</summary>
    public static Engine Start(AccountRules rules, IAccountStore store, EngineSettings settings) => new(rules, store, settings);

    /// <summary>The durable state of an account, or null.</summary>
    public AccountState? StateOf(string account) =>
        Reader.Load([account])[0] is { } row ? Decode(Codec, row) : null;

    /// <summary>The state in a row.</summary>
    /// <exception cref="StateCodecException">It, or its archive, cannot be read.</exception>
    public static AccountState Decode(StateCodec codec, StoredAccount row)
    {
        _ = Positions.Unwrap(row.State.Span, out var encoded);
        return codec.Decode(encoded, StateArchive.Decode(row.Archive));
    }

    private void Tell(CommittedBatch batch, Action<CommittedBatch>? observed)
    {
        observed?.Invoke(batch);
        if (batch.Effects + batch.Letters > 0)
        {
            OutboxCommitted?.Invoke(this, EventArgs.Empty);
        }
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
