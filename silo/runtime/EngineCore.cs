using CreditRisk.Domain.Account;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Runtime;

/// <summary>What an engine is apart from the host of its accounts: the rules, the store, and the committer. Disposing it writes what was handed over.</summary>
public sealed class EngineCore : IAsyncDisposable
{
    private readonly StoreLog _log;
    private readonly Action<CommittedBatch>? _observed;

    internal EngineCore(AccountRules rules, IAccountStore store, EngineSettings settings)
    {
        (Rules, Store, _observed) = (rules, store, settings.Observed);
        _log = new StoreLog(settings.Logger, settings.Clock);
        Committer = new GroupCommitter(store.Writers, settings.Committer, settings.Clock, _log.Tell, Tell, settings.Executor);
    }

    /// <summary>See <see cref="Engine.OutboxCommitted"/>.</summary>
    internal event EventHandler? OutboxCommitted;

    /// <summary>The rules of accounts.</summary>
    public AccountRules Rules { get; }

    /// <summary>The store.</summary>
    public IAccountStore Store { get; }

    /// <summary>Makes changes durable.</summary>
    public GroupCommitter Committer { get; }

    /// <summary>Tells this start's writes from those of an earlier one: any number that no earlier start has drawn will do.</summary>
    public long Writer { get; } = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());

    /// <summary>Takes what a host says of reading: how the store failed when it begins to wait for it, or null when it can be read again.</summary>
    public void TellReading(string? failure) => _log.TellReading(failure);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Committer.DisposeAsync();
        Store.Dispose();
    }

    private void Tell(CommittedBatch batch)
    {
        _observed?.Invoke(batch);
        if (batch.Effects + batch.Letters > 0)
        {
            OutboxCommitted?.Invoke(this, EventArgs.Empty);
        }
    }
}
