using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>The statements that replace large accounts' archives.</summary>
internal sealed class ArchiveStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    private readonly Statement _replace = new(database, probe,
        "INSERT INTO account_archives (account_key, body) VALUES (?1, ?2) ON CONFLICT (account_key) DO UPDATE SET body = excluded.body");

    private readonly Statement _remove = new(database, probe, "DELETE FROM account_archives WHERE account_key = ?1");

    /// <summary>Does what a write whose version check passed says about its account's archive.</summary>
    public void Write(AccountWrite write)
    {
        if (write.Archive is not { } archive)
        {
            return;
        }

        var statement = archive.IsEmpty ? _remove : _replace;
        statement.Bind(1, write.Key);
        if (!archive.IsEmpty)
        {
            statement.BindBlob(2, archive);
        }

        statement.Run();
    }

    public void Dispose()
    {
        _replace.Dispose();
        _remove.Dispose();
    }
}
