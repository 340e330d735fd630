using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>The statement that appends to the history.</summary>
internal sealed class HistoryStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    private readonly Statement _append = new(database, probe,
        """
        INSERT INTO history (position, account_key, sequence, previous, logged_at, event_hash, fact_hash, body, headers)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """);

    /// <summary>Appends the records of one write from a position on, each chained to the one before.</summary>
    /// <param name="account">The row's key.</param>
    /// <param name="rows">The records in order.</param>
    /// <param name="position">Where the first one goes.</param>
    /// <param name="previous">Where the account's newest record is, or 0.</param>
    public void Append(long account, IReadOnlyList<HistoryRow> rows, long position, long previous)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            _append.Bind(1, position + index);
            _append.Bind(2, account);
            _append.Bind(3, row.Sequence);
            _append.Bind(4, index == 0 ? previous : position + index - 1);
            _append.Bind(5, row.LoggedAt.ToUnixTimeTicks());
            _append.Bind(6, unchecked((long)row.EventHash));
            _append.Bind(7, unchecked((long)row.FactHash));
            _append.BindBlob(8, row.Body);
            _append.BindBlobOrNull(9, row.Headers);
            _append.Run();
        }
    }

    public void Dispose() => _append.Dispose();
}
