using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Opens connections with the settings that the store relies on.</summary>
internal static class SqliteConnections
{
    public const string FileName = "creditrisk.db";

    private const int KibibytesPerMebibyte = 1024;
    private const long BytesPerMebibyte = 1024 * 1024;

    static SqliteConnections() => SQLitePCL.Batteries_V2.Init();

    public static string PathOf(SqliteStoreOptions options) => Path.Combine(options.DataDirectory, FileName);

    /// <summary>The writer's connection: each commit is on the disk before it returns.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static SqliteConnection OpenWriter(SqliteStoreOptions options) => Open(options, SqliteOpenMode.ReadWriteCreate, connection =>
    {
        // The page size counts only before the first page is written, the journal mode stays in the file.
        connection.Run($"PRAGMA page_size = {options.PageBytes}");
        var mode = (string)connection.Value("PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw new StoreException($"'{connection.DataSource}' cannot use a write-ahead log (it stays in mode '{mode}'): put it on a local disk.");
        }

        connection.Run("PRAGMA synchronous = FULL");

        // The writer copies the log itself. A thread of its own for that gains nothing where the disk is the limit: the commits' syncs wait behind the copy's.
        // While a reader holds an old snapshot the log cannot begin anew and grows; later it is cut back to the limit.
        var checkpointBytes = options.CheckpointMebibytes * BytesPerMebibyte;
        connection.Run($"PRAGMA wal_autocheckpoint = {checkpointBytes / (long)connection.Value("PRAGMA page_size")}");
        connection.Run($"PRAGMA journal_size_limit = {2 * checkpointBytes}");
        connection.Run($"PRAGMA cache_size = -{options.WriterCacheMebibytes * KibibytesPerMebibyte}");
    });

    /// <summary>A reader's connection: it can change nothing.</summary>
    /// <exception cref="StoreException">It cannot be opened, or there is no database.</exception>
    public static SqliteConnection OpenReader(SqliteStoreOptions options)
    {
        if (!File.Exists(PathOf(options)))
        {
            throw new StoreException($"There is no database in '{options.DataDirectory}'.");
        }

        return Open(options, SqliteOpenMode.ReadOnly, connection =>
            connection.Run($"PRAGMA cache_size = -{options.ReaderCacheMebibytes * KibibytesPerMebibyte}"));
    }

    /// <summary>Runs statements that give no rows.</summary>
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The one value that a query gives.</summary>
    public static object Value(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() ?? throw new StoreException($"'{sql}' gave nothing.");
    }

    private static SqliteConnection Open(SqliteStoreOptions options, SqliteOpenMode mode, Action<SqliteConnection> configure)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = PathOf(options),
            Mode = mode,
            // The store keeps its own connections, whose settings and prepared statements a shared pool would mix up.
            Pooling = false,
            // The ADO layer retries on top of SQLite's own waiting, and takes 0 for ever.
            DefaultTimeout = Math.Max(1, options.BusyTimeoutMilliseconds / 1000),
        }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            connection.Run($"PRAGMA busy_timeout = {options.BusyTimeoutMilliseconds}");
            connection.Run($"PRAGMA mmap_size = {options.MemoryMapMebibytes * BytesPerMebibyte}");
            configure(connection);
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw SqliteFailure.Of(failure, $"Opening '{PathOf(options)}'");
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
    }
}
