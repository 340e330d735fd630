using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>
/// The PostgreSQL store of accounts. Each writer has a connection of its own and is for one caller at a time; reads may run beside them on many threads. Several processes may write
/// one schema: rows are written only by their versions.
/// </summary>
public sealed partial class PostgresStore : IAccountStore
{
    private readonly NpgsqlDataSource _writing;
    private readonly NpgsqlDataSource _reading;
    private readonly PostgresWriter[] _writers;
    private readonly bool _isReadOnly;
    private volatile bool _disposed;

    private PostgresStore(PostgresStoreOptions options, bool isReadOnly)
    {
        _isReadOnly = isReadOnly;
        _writing = NpgsqlDataSource.Create(options.Complete("creditrisk writer", options.Writers));
        _reading = NpgsqlDataSource.Create(options.Complete("creditrisk reader", options.MaxReaders));
        _writers = [.. Enumerable.Range(0, options.Writers).Select(writer => new PostgresWriter(_writing, (options.Stripe * PostgresStoreOptions.MostWriters) + writer, StripedTotals))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IAccountWriter> Writers => _isReadOnly ? [] : _writers;

    /// <summary>Is told before each step of the first writer's commits; tests break it there.</summary>
    internal Action<string>? BeforeStep
    {
        set => FirstWriter.BeforeStep = value;
    }

    /// <summary>The server's process that serves the first writer, or 0.</summary>
    internal int WriterProcess => FirstWriter.Process;

    private PostgresWriter FirstWriter => _writers[0];

    /// <summary>Connects, and brings the schema to this build's version.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreException">The server is away or refuses, or the schema is newer than this build or is another program's.</exception>
    public static PostgresStore Open(PostgresStoreOptions options) =>
        Open(options, isReadOnly: false, connection => PostgresSchema.Migrate(connection, options.Schema, PostgresMigrations.All));

    /// <summary>Connects for reading beside the processes that write, or without any; changes nothing.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreException">The server is away or refuses, or the schema is missing, is newer than this build, or is another program's.</exception>
    public static PostgresStore OpenForReading(PostgresStoreOptions options) =>
        Open(options, isReadOnly: true, connection => PostgresSchema.CheckReadable(connection, options.Schema, PostgresMigrations.All.Count));

    private static PostgresStore Open(PostgresStoreOptions options, bool isReadOnly, Action<NpgsqlConnection> check)
    {
        if (options.Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        var store = new PostgresStore(options, isReadOnly);
        try
        {
            _ = store.FirstWriter.Use(
                connection =>
                {
                    check(connection);
                    return true;
                },
                "Opening the PostgreSQL store");
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Commits by the first writer.</summary>
    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    /// <exception cref="InvalidOperationException">The store is open for reading only.</exception>
    public bool[] Commit(CommitBatch batch) =>
        _isReadOnly ? throw new InvalidOperationException("The store is open for reading only.") : FirstWriter.Commit(batch);

    /// <summary>Closes the store; waits for commits that are under way.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        _writing.Dispose();
        _reading.Dispose();
    }
}
