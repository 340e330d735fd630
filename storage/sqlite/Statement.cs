using System.Buffers;
using System.Text;
using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Called with the text of each statement of the writer before it runs: tests break the writer here.</summary>
internal sealed class StatementProbe
{
    public Action<string>? BeforeStatement { get; set; }
}

/// <summary>
/// A prepared statement on a raw connection, for the writer's hot path: the ADO layer costs more per row than SQLite itself does. Not safe for use by several threads.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const uint Persistent = 1; // SQLITE_PREPARE_PERSISTENT: it lives long, keep it out of the lookaside memory
    private const int StackBytes = 512;

    private readonly sqlite3 _database;
    private readonly StatementProbe _probe;
    private readonly string _sql;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 database, StatementProbe probe, string sql)
    {
        _database = database;
        _probe = probe;
        _sql = sql;
        Check(raw.sqlite3_prepare_v3(database, sql, Persistent, out _statement), "Preparing");
    }

    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value), "Binding");

    public void BindNull(int index) => Check(raw.sqlite3_bind_null(_statement, index), "Binding");

    /// <summary>Binds bytes; none are an empty value, not NULL.</summary>
    public void BindBlob(int index, ReadOnlyMemory<byte> value) => Check(
        value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value.Span), "Binding");

    /// <summary>Binds bytes; none are NULL, which takes no room.</summary>
    public void BindBlobOrNull(int index, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            BindNull(index);
        }
        else
        {
            BindBlob(index, value);
        }
    }

    /// <summary>Binds a text. What is no valid UTF-16 becomes U+FFFD.</summary>
    public void BindText(int index, string value)
    {
        if (value.Length == 0)
        {
            // An empty span has no address and would be taken for NULL.
            Check(raw.sqlite3_bind_text(_statement, index, utf8z.FromString(string.Empty)), "Binding");
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most <= StackBytes)
        {
            BindText(index, value, stackalloc byte[StackBytes]);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        BindText(index, value, rented);
        ArrayPool<byte>.Shared.Return(rented);
    }

    public void BindOrNull(int index, long? value)
    {
        if (value is { } number)
        {
            Bind(index, number);
        }
        else
        {
            BindNull(index);
        }
    }

    public void BindTextOrNull(int index, string? value)
    {
        if (value is null)
        {
            BindNull(index);
        }
        else
        {
            BindText(index, value);
        }
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        if (Step())
        {
            Reset();
            throw new StoreException($"A statement gave a row that none was expected of: {_sql}", null, StoreFailure.Content);
        }

        Reset();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs a statement up to its next row; the caller resets it. It is reset when it fails, so that the transaction can be rolled back.</summary>
    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        _probe.BeforeStatement?.Invoke(_sql);
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        // The message is the connection's until the next call, so it is taken before the reset.
        var failure = SqliteFailure.Of(_database, code, $"'{_sql}'");
        Reset();
        throw failure;
    }

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? LongOrNull(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int64(_statement, column);

    /// <summary>Makes the statement ready to be bound and run again. Its result repeats the failure of the run, which was thrown already.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private void BindText(int index, string value, Span<byte> buffer)
    {
        var length = Encoding.UTF8.GetBytes(value, buffer);
        Check(raw.sqlite3_bind_text(_statement, index, buffer[..length]), "Binding");
    }

    private void Check(int code, string doing)
    {
        if (code != raw.SQLITE_OK)
        {
            throw SqliteFailure.Of(_database, code, $"{doing} '{_sql}'");
        }
    }
}
