using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>The writer's connection with its prepared statements.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;

    private WriteSession(SqliteConnection connection, StatementProbe probe)
    {
        _connection = connection;
        _database = connection.Handle!;
        Positions = HistoryPositions.Read(connection, SqliteSchema.Partitions(connection));
        _begin = new Statement(_database, probe, "BEGIN IMMEDIATE");
        _commit = new Statement(_database, probe, "COMMIT");
        _rollback = new Statement(_database, probe, "ROLLBACK");
        Accounts = new AccountStatements(_database, probe);
        Archives = new ArchiveStatements(_database, probe);
        Desk = new DeskStatements(_database, probe);
        History = new HistoryStatements(_database, probe);
        Outbox = new OutboxStatements(_database, probe);
        DeadLetters = new DeadLetterStatements(_database, probe);
        Totals = new TotalStatements(_database, probe);
        Progress = new ProgressStatements(_database, probe);
    }

    public HistoryPositions Positions { get; }

    public AccountStatements Accounts { get; }

    public ArchiveStatements Archives { get; }

    public DeskStatements Desk { get; }

    public HistoryStatements History { get; }

    public OutboxStatements Outbox { get; }

    public DeadLetterStatements DeadLetters { get; }

    public TotalStatements Totals { get; }

    public ProgressStatements Progress { get; }

    /// <summary>Whether a transaction could not be undone: then the session must be closed, which undoes it.</summary>
    public bool IsBroken { get; private set; }

    // SQLite itself undoes the transaction after some failures.
    private bool InTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>Opens the database for writing and brings it to this build's schema. The caller holds the directory's lock.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours, or is newer than this build.</exception>
    public static WriteSession Open(SqliteStoreOptions options, StatementProbe probe)
    {
        var connection = SqliteConnections.OpenWriter(options);
        try
        {
            SqliteSchema.Migrate(connection, SqliteMigrations.All, options.Partitions);
            return new WriteSession(connection, probe);
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw SqliteFailure.Of(failure, $"Migrating '{connection.DataSource}'");
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin()
    {
        Positions.Mark();
        Totals.Clear();
        _begin.Run();
    }

    /// <exception cref="StoreException">
    /// It failed. If the transaction is still open, or the disk was full (then the log's commit mark, which is written last, is missing), nothing was committed; otherwise
    /// nobody knows whether the mark reached the disk.
    /// </exception>
    public void Commit()
    {
        try
        {
            _commit.Run();
        }
        catch (StoreException failure) when (!InTransaction && raw.sqlite3_errcode(_database) != raw.SQLITE_FULL)
        {
            throw new StoreException($"It is not known whether the batch was committed: {failure.Message}", failure, StoreFailure.UnknownOutcome);
        }
    }

    /// <summary>Undoes the transaction, if SQLite has not done so already. If that fails too, the session is broken.</summary>
    public void Rollback()
    {
        Positions.BackToMark();
        Totals.Clear();
        try
        {
            if (InTransaction)
            {
                _rollback.Run();
            }
        }
        catch (StoreException)
        {
            IsBroken = true;
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        Accounts.Dispose();
        Archives.Dispose();
        Desk.Dispose();
        History.Dispose();
        Outbox.Dispose();
        DeadLetters.Dispose();
        Totals.Dispose();
        Progress.Dispose();
        _connection.Dispose();
    }
}
