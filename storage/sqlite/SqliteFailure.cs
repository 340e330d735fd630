using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Turns SQLite's result codes into <see cref="StoreException"/>s.</summary>
internal static class SqliteFailure
{
    private const int PrimaryMask = 0xFF;

    /// <summary>The failure that a connection reports for a result code.</summary>
    public static StoreException Of(sqlite3 database, int code, string doing)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        var message = $"{doing} failed: {raw.sqlite3_errmsg(database).utf8_to_string()} (SQLite {code}, extended {extended}).";
        return new StoreException(message, null, Meaning(code));
    }

    /// <summary>The failure that the ADO layer threw.</summary>
    public static StoreException Of(SqliteException failure, string doing) =>
        new($"{doing} failed: {failure.Message}", failure, Meaning(failure.SqliteErrorCode));

    /// <summary>
    /// Only what the bound values can cause is a matter of content; all else is the store's or the machine's, and the same batch may succeed when it is mended.
    /// </summary>
    public static StoreFailure Meaning(int code) => (code & PrimaryMask) switch
    {
        raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE => StoreFailure.Content,
        _ => StoreFailure.Unavailable,
    };
}
