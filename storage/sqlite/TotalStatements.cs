using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>
/// The portfolio's totals: what a batch changes is summed in memory and written once for each key, in the order of the keys.
/// </summary>
internal sealed class TotalStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    private static readonly Comparison<TotalKey> KeyOrder = (left, right) =>
        left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind)
        : left.Scope != right.Scope ? string.CompareOrdinal(left.Scope, right.Scope)
        : left.Day.CompareTo(right.Day);

    private readonly Statement _find = new(database, probe, "SELECT amount, count FROM totals WHERE kind = ?1 AND scope = ?2 AND day = ?3");

    private readonly Statement _write = new(database, probe,
        """
        INSERT INTO totals (kind, scope, day, amount, count) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (kind, scope, day) DO UPDATE SET amount = excluded.amount, count = excluded.count
        """);

    private readonly Dictionary<TotalKey, (long Amount, long Count)> _sums = [];

    /// <summary>Forgets what an undone transaction has added.</summary>
    public void Clear() => _sums.Clear();

    /// <summary>Adds the changes of one account.</summary>
    /// <exception cref="StoreException">A sum leaves the range of 64 bits.</exception>
    public void Add(IReadOnlyList<TotalChange> changes)
    {
        for (var index = 0; index < changes.Count; index++)
        {
            var change = changes[index];
            _sums[change.Key] = Sum(change.Key, _sums.GetValueOrDefault(change.Key), (change.Amount, change.Count));
        }
    }

    /// <summary>Writes what was added.</summary>
    /// <exception cref="StoreException">A total leaves the range of 64 bits: SQLite itself would go over to floating point.</exception>
    public void Write()
    {
        if (_sums.Count == 0)
        {
            return;
        }

        var keys = _sums.Keys.ToArray();
        Array.Sort(keys, KeyOrder);
        foreach (var key in keys)
        {
            var change = _sums[key];
            if (change != (0, 0))
            {
                var total = Sum(key, Find(key), change);
                BindKey(_write, key);
                _write.Bind(4, total.Amount);
                _write.Bind(5, total.Count);
                _write.Run();
            }
        }

        _sums.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
    }

    private static (long Amount, long Count) Sum(TotalKey key, (long Amount, long Count) left, (long Amount, long Count) right)
    {
        try
        {
            return (checked(left.Amount + right.Amount), checked(left.Count + right.Count));
        }
        catch (OverflowException failure)
        {
            throw new StoreException(
                $"The total {key.Kind} '{key.Scope}' {key.Day} leaves the range of 64 bits: {left} and {right}.", failure, StoreFailure.Content);
        }
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
