using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>
/// The PostgreSQL store of accounts. Writes are for one caller at a time and have a connection of their own; reads may run beside them on many threads. Several processes may write
/// one schema: rows are written only by their versions.
/// </summary>
public sealed partial class PostgresStore : IAccountStore
{
    private readonly PostgresStoreOptions _options;
    private readonly NpgsqlDataSource _writing;
    private readonly NpgsqlDataSource _reading;
    private readonly HistoryPlaces _places = new();
    private readonly HashSet<string> _ids = [];
    private readonly Lock _lock = new();
    private NpgsqlConnection? _connection;
    private readonly bool _isReadOnly;
    private bool _disposed;

    private PostgresStore(PostgresStoreOptions options, bool isReadOnly)
    {
        _options = options;
        _isReadOnly = isReadOnly;
        _writing = NpgsqlDataSource.Create(options.Complete("creditrisk writer", 1));
        _reading = NpgsqlDataSource.Create(options.Complete("creditrisk reader", options.MaxReaders));
    }

    /// <summary>Is told before each step of a commit; tests break it there.</summary>
    internal Action<string>? BeforeStep { get; set; }

    /// <summary>The server's process that serves the writer, or 0.</summary>
    internal int WriterProcess => _connection?.ProcessID ?? 0;

    /// <summary>Connects, and brings the schema to this build's version.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreException">The server is away or refuses, or the schema is newer than this build or is another program's.</exception>
    public static PostgresStore Open(PostgresStoreOptions options) =>
        Open(options, isReadOnly: false, connection => PostgresSchema.Migrate(connection, options.Schema, PostgresMigrations.All));

    private static PostgresStore Open(PostgresStoreOptions options, bool isReadOnly, Action<NpgsqlConnection> check)
    {
        if (options.Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        var store = new PostgresStore(options, isReadOnly);
        try
        {
            check(store.Connected());
            return store;
        }
        catch (Exception failure) when (PostgresFailure.IsKnown(failure))
        {
            store.Dispose();
            throw PostgresFailure.Of(failure, "Opening the PostgreSQL store");
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Connects for reading beside the processes that write, or without any; changes nothing.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreException">The server is away or refuses, or the schema is missing, is newer than this build, or is another program's.</exception>
    public static PostgresStore OpenForReading(PostgresStoreOptions options) =>
        Open(options, isReadOnly: true, connection => PostgresSchema.CheckReadable(connection, options.Schema, PostgresMigrations.All.Count));

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    /// <exception cref="InvalidOperationException">The store is open for reading only.</exception>
    public bool[] Commit(CommitBatch batch)
    {
        if (_isReadOnly)
        {
            throw new InvalidOperationException("The store is open for reading only.");
        }

        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            BatchChecks.Check(batch, _ids);
            try
            {
                return new PostgresTransaction(Connected(), _places, _options.Stripe, BeforeStep).Run(batch);
            }
            catch (StoreException failure)
            {
                CloseIf(failure.Failure == StoreFailure.UnknownOutcome);
                throw;
            }
            catch (Exception failure) when (PostgresFailure.IsKnown(failure))
            {
                var known = PostgresFailure.Of(failure, "The batch");
                CloseIf(known.Failure != StoreFailure.Content);
                throw Named(known, batch);
            }
            catch (Exception failure)
            {
                CloseIf(true);
                throw new StoreException($"The batch was not committed: {failure.Message}", failure, StoreFailure.Content);
            }
        }
    }

    /// <summary>Closes the store; waits for a commit that is under way.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _connection?.Dispose();
            _writing.Dispose();
            _reading.Dispose();
        }
    }

    /// <summary>A sum that does not fit is named: the server does not say which one it was.</summary>
    private StoreException Named(StoreException failure, CommitBatch batch)
    {
        if (failure.InnerException is not PostgresException { SqlState: PostgresFailure.OutOfRange })
        {
            return failure;
        }

        try
        {
            var sums = new TotalSums();
            foreach (var write in batch.Accounts)
            {
                sums.Add(write.Totals);
            }

            var totals = StripedTotals(_options.Stripe).ToDictionary(total => total.Key, total => (total.Amount, total.Count));
            foreach (var (key, amount, count) in sums.Changes())
            {
                _ = TotalSums.Sum(key, totals.GetValueOrDefault(key), (amount, count));
            }

            return failure;
        }
        catch (StoreException named)
        {
            return named;
        }
    }

    private NpgsqlConnection Connected()
    {
        if (_connection is { FullState: System.Data.ConnectionState.Open } open)
        {
            return open;
        }

        _connection?.Dispose();
        _connection = null;
        return _connection = _writing.OpenConnection();
    }

    // What a connection was about when it failed is not known; the next commit opens another one.
    private void CloseIf(bool isDoubtful)
    {
        if (isDoubtful && _connection is { } connection)
        {
            _connection = null;
            NpgsqlConnection.ClearPool(connection);
            connection.Dispose();
        }
    }
}
