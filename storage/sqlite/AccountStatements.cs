using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>What an account's row holds besides what every write replaces.</summary>
/// <param name="LastHistory">Where its newest record is, or 0.</param>
/// <param name="Quarantined">Whether it is quarantined.</param>
/// <param name="WakeAt">When the sweep looks at it, in unix milliseconds, or null.</param>
internal readonly record struct AccountRow(long LastHistory, bool Quarantined, long? WakeAt);

/// <summary>The statements for accounts' rows.</summary>
internal sealed class AccountStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    private readonly sqlite3 _database = database;

    private readonly Statement _insert = new(database, probe,
        """
        INSERT INTO accounts (id, version, writer, stage, quarantined, wake_at, last_history, state)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING
        """);

    private readonly Statement _find = new(database, probe,
        "SELECT last_history, quarantined, wake_at FROM accounts WHERE key = ?1 AND version = ?2 AND writer = ?3 AND id = ?4");

    // The indexed columns are not in this one, so that the indexes are not touched.
    private readonly Statement _update = new(database, probe,
        """
        UPDATE accounts SET version = ?4, writer = ?5, stage = ?6, last_history = ?7, state = ?8
        WHERE key = ?1 AND version = ?2 AND writer = ?3
        """);

    private readonly Statement _updateIndexed = new(database, probe, "UPDATE accounts SET quarantined = ?2, wake_at = ?3 WHERE key = ?1");

    /// <summary>Inserts an account's first row.</summary>
    /// <returns>Its key, or null if the account has a row already.</returns>
    public long? Insert(AccountWrite write, long lastHistory)
    {
        _insert.BindText(1, write.Id);
        _insert.Bind(2, write.Next.Number);
        _insert.Bind(3, write.Next.Writer);
        _insert.Bind(4, (long)write.Stage);
        _insert.Bind(5, write.Quarantined ? 1 : 0);
        _insert.BindOrNull(6, write.WakeChanged ? WakeOf(write) : null);
        _insert.Bind(7, lastHistory);
        _insert.BindBlob(8, write.State);
        return _insert.Run() == 1 ? raw.sqlite3_last_insert_rowid(_database) : null;
    }

    /// <summary>The row, if it has the version that the write expects, else null.</summary>
    public AccountRow? Find(AccountWrite write)
    {
        _find.Bind(1, write.Key);
        _find.Bind(2, write.Expected.Number);
        _find.Bind(3, write.Expected.Writer);
        _find.BindText(4, write.Id);
        AccountRow? row = _find.Step() ? new AccountRow(_find.Long(0), _find.Long(1) != 0, _find.LongOrNull(2)) : null;
        _find.Reset();
        return row;
    }

    /// <summary>Replaces the row that <see cref="Find"/> has found.</summary>
    /// <exception cref="StoreException">It is not there any more, which one writer in one transaction cannot see.</exception>
    public void Update(AccountWrite write, AccountRow found, long lastHistory)
    {
        _update.Bind(1, write.Key);
        _update.Bind(2, write.Expected.Number);
        _update.Bind(3, write.Expected.Writer);
        _update.Bind(4, write.Next.Number);
        _update.Bind(5, write.Next.Writer);
        _update.Bind(6, (long)write.Stage);
        _update.Bind(7, lastHistory);
        _update.BindBlob(8, write.State);
        MustChangeOne(_update.Run(), write);

        var wakeAt = write.WakeChanged ? WakeOf(write) : found.WakeAt;
        if (wakeAt != found.WakeAt || write.Quarantined != found.Quarantined)
        {
            _updateIndexed.Bind(1, write.Key);
            _updateIndexed.Bind(2, write.Quarantined ? 1 : 0);
            _updateIndexed.BindOrNull(3, wakeAt);
            MustChangeOne(_updateIndexed.Run(), write);
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _find.Dispose();
        _update.Dispose();
        _updateIndexed.Dispose();
    }

    // Rounded down: waking too early does no harm, too late does.
    private static long? WakeOf(AccountWrite write) => write.WakeAt?.ToUnixTimeMilliseconds();

    private static void MustChangeOne(int changed, AccountWrite write)
    {
        if (changed != 1)
        {
            throw new StoreException($"The update of account '{write.Id}' changed {changed} rows.", null, StoreFailure.Content);
        }
    }
}
