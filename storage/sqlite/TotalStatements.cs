using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>
/// The portfolio's totals: what a batch changes is summed in memory and written once for each key, in the order of the keys.
/// </summary>
internal sealed class TotalStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    private readonly Statement _find = new(database, probe, "SELECT amount, count FROM totals WHERE kind = ?1 AND scope = ?2 AND day = ?3");

    private readonly Statement _write = new(database, probe,
        """
        INSERT INTO totals (kind, scope, day, amount, count) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (kind, scope, day) DO UPDATE SET amount = excluded.amount, count = excluded.count
        """);

    private readonly TotalSums _sums = new();

    /// <summary>Forgets what an undone transaction has added.</summary>
    public void Clear() => _sums.Clear();

    /// <summary>Adds the changes of one account.</summary>
    /// <exception cref="StoreException">A sum leaves the range of 64 bits.</exception>
    public void Add(IReadOnlyList<TotalChange> changes) => _sums.Add(changes);

    /// <summary>Writes what was added.</summary>
    /// <exception cref="StoreException">A total leaves the range of 64 bits: SQLite itself would go over to floating point.</exception>
    public void Write()
    {
        foreach (var (key, amount, count) in _sums.Changes())
        {
            var total = TotalSums.Sum(key, Find(key), (amount, count));
            BindKey(_write, key);
            _write.Bind(4, total.Amount);
            _write.Bind(5, total.Count);
            _write.Run();
        }

        _sums.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
    }

    private static void BindKey(Statement statement, TotalKey key)
    {
        statement.Bind(1, (long)key.Kind);
        statement.BindText(2, key.Scope);
        statement.Bind(3, key.Day);
    }

    private (long Amount, long Count) Find(TotalKey key)
    {
        BindKey(_find, key);
        var found = _find.Step() ? (_find.Long(0), _find.Long(1)) : (0, 0);
        _find.Reset();
        return found;
    }
}
