using CreditRisk.Actor;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Commit;
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
