using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Sqlite;

/// <summary>
/// Accounts, history, outbox, dead letters, totals and progress in one SQLite file. One process writes, others may read beside it. Commits are
/// serialised; reads run on connections of their own and see what is durable.
/// </summary>
public sealed partial class SqliteStore : IAccountStore
{
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private readonly Lock _writing = new();
    private readonly SqliteStoreOptions _options;
    private readonly StatementProbe _probe = new();
    private readonly DirectoryLock? _lock;
    private readonly ReadPool _readers;

    // Under _writing. Null in a reader, after a failure that left the connection unusable, and when disposed.
    private WriteSession? _session;
    private CommitTransaction? _transaction;
    private bool _disposed;

    private SqliteStore(SqliteStoreOptions options, DirectoryLock? directoryLock)
    {
        _options = options;
        _lock = directoryLock;
        _readers = new ReadPool(options);
    }

    /// <summary>Called before each statement of the writer with its text: a test throws from here to see what a failure leaves.</summary>
    internal Action<string>? BeforeStatement
    {
        get => _probe.BeforeStatement;
        set => _probe.BeforeStatement = value;
    }

    /// <summary>The size of the write-ahead log's file in bytes. It grows beyond the checkpoint size only while a reader stays in an old snapshot.</summary>
    public long LogFileBytes => SizeOf(SqliteConnections.PathOf(_options) + "-wal");

    /// <summary>The size of the database's file in bytes.</summary>
    public long DatabaseFileBytes => SizeOf(SqliteConnections.PathOf(_options));

    /// <inheritdoc/>
    public IReadOnlyList<IAccountWriter> Writers => _options.Mode == SqliteStoreMode.ReadOnly ? [] : [this];

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, long Bytes)> Files => [("database", DatabaseFileBytes), ("log", LogFileBytes)];

    /// <summary>Opens a data directory; with <see cref="SqliteStoreMode.ReadWrite"/> creates and migrates what is needed.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreException">
    /// The directory is in use by another writing process, the database is newer than this build, is another program's, or cannot be opened.
    /// </exception>
    public static SqliteStore Open(SqliteStoreOptions options)
    {
        if (options.Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        if (options.Mode == SqliteStoreMode.ReadOnly)
        {
            using var connection = SqliteConnections.OpenReader(options);
            SqliteSchema.CheckReadable(connection);
            return new SqliteStore(options, null);
        }

        CreateDirectory(options.DataDirectory);
        var directoryLock = DirectoryLock.Take(options.DataDirectory);
        var store = new SqliteStore(options, directoryLock);
        try
        {
            store.OpenSession();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The store is open for reading only.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public bool[] Commit(CommitBatch batch)
    {
        if (_options.Mode == SqliteStoreMode.ReadOnly)
        {
            throw new InvalidOperationException("The store is open for reading only.");
        }

        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var transaction = _transaction ?? OpenSession();
            try
            {
                return transaction.Run(batch);
            }
            catch (StoreException) when (_session!.IsBroken)
            {
                // The next commit opens another one.
                CloseSession();
                throw;
            }
        }
    }

    /// <summary>Closes the store; waits for a commit that is under way. The directory's lock is released last.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _readers.Dispose();
            CloseSession();
            _lock?.Dispose();
        }
    }

    private static void CreateDirectory(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                // It holds names and debts of people: not for everybody on the machine. A directory that is there keeps its rights.
                Directory.CreateDirectory(path, OwnerAndGroup);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The data directory '{path}' cannot be created: {failure.Message}", failure);
        }
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private CommitTransaction OpenSession()
    {
        _session = WriteSession.Open(_options, _probe);
        return _transaction = new CommitTransaction(_session);
    }

    private void CloseSession()
    {
        _session?.Dispose();
        _session = null;
        _transaction = null;
    }
}
