using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>The statement that fills the outbox.</summary>
internal sealed class OutboxStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    private readonly Statement _append = new(
        database, probe, "INSERT INTO outbox (account_key, number, topic, type, at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    /// <summary>Appends the effects of one write.</summary>
    public void Append(long account, IReadOnlyList<OutboxRow> rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            _append.Bind(1, account);
            _append.Bind(2, row.Number);
            _append.BindText(3, row.Topic);
            _append.BindText(4, row.Type);
            _append.Bind(5, row.At.ToUnixTimeTicks());
            _append.BindBlob(6, row.Body);
            _append.Run();
        }
    }

    public void Dispose() => _append.Dispose();
}
