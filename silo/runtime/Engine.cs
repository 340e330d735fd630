using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using CreditRisk.Storage.Sqlite;

namespace CreditRisk.Silo.Runtime;

/// <summary>The pipeline of this process: the store, the committer that writes it, and the host of the accounts. Disposing it makes durable what it took.</summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly EngineCore _core;

    private Engine(EngineCore core, IAccountHost host) => (_core, Host, Codec) = (core, host, new StateCodec(core.Rules.Book));

    /// <summary>Raised on one of the committer's threads at a time when effects or dead letters have become durable by this process; handlers must not throw, and not wait.</summary>
    public event EventHandler? OutboxCommitted
    {
        add => _core.OutboxCommitted += value;
        remove => _core.OutboxCommitted -= value;
    }

    /// <summary>The rules of accounts.</summary>
    public AccountRules Rules => _core.Rules;

    /// <summary>Decodes states.</summary>
    public StateCodec Codec { get; }

    /// <summary>Reads what is durable.</summary>
    public IAccountReader Reader => _core.Store;

    /// <summary>The store.</summary>
    public IAccountStore Store => _core.Store;

    /// <summary>Makes changes durable.</summary>
    public GroupCommitter Committer => _core.Committer;

    /// <summary>Runs the accounts, or takes records to where they run.</summary>
    public IAccountHost Host { get; }

    /// <summary>Opens the store and starts committer and host in this process.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static Engine Start(AccountRules rules, EngineSettings settings) => Start(rules, Open(settings), settings);

    /// <summary>Starts committer and host on a store, which is disposed of with the engine; those that the settings name are left alone.</summary>
    public static Engine Start(AccountRules rules, IAccountStore store, EngineSettings settings)
    {
        var core = new EngineCore(rules, store, settings);
        return new Engine(core, new InProcessHost(rules, store, core.Committer, settings.Host, core.Writer, settings.Clock, core.TellReading, settings.Executor));
    }

    /// <summary>Opens the store, and starts the committer and a host that is made elsewhere.</summary>
    /// <param name="rules">The rules of accounts.</param>
    /// <param name="settings">What the engine is made of.</param>
    /// <param name="makeHost">Makes the host, which is disposed of with the engine.</param>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static async Task<Engine> StartAsync(AccountRules rules, EngineSettings settings, Func<EngineCore, Task<IAccountHost>> makeHost)
    {
        var core = new EngineCore(rules, Open(settings), settings);
        try
        {
            return new Engine(core, await makeHost(core));
        }
        catch
        {
            await core.DisposeAsync();
            throw;
        }
    }

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
            await _core.DisposeAsync();
        }
    }

    private static IAccountStore Open(EngineSettings settings) => settings.Postgres is { } postgres ? PostgresStore.Open(postgres) : SqliteStore.Open(settings.Store);
}
