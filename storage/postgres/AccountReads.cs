using CreditRisk.Storage.Contracts;
using NodaTime;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Queries for accounts.</summary>
internal static class AccountReads
{
    private static readonly string Columns =
        $"""
        SELECT a.key, a.id, a.version, a.writer, a.state, w.wake_at, r.body, {DeskSql.Joined}
        FROM accounts a LEFT JOIN account_wakes w ON w.account_key = a.key LEFT JOIN account_archives r ON r.account_key = a.key
            LEFT JOIN account_desk d ON d.account_key = a.key
        """;

    public static readonly string ByIds = $"{Columns} WHERE a.id = ANY ($1)";

    public static readonly string AfterKey = $"{Columns} WHERE a.key > $1 ORDER BY a.key LIMIT $2";

    public const string Due =
        """
        SELECT a.id FROM (SELECT * FROM account_wakes WHERE wake_at <= $1 AND account_key % $3 = $4 ORDER BY wake_at, account_key LIMIT $2) w
        JOIN accounts a ON a.key = w.account_key ORDER BY w.wake_at, w.account_key
        """;

    public const string Quarantined = "SELECT id FROM accounts WHERE quarantined ORDER BY id LIMIT $1";

    public static StoredAccount Account(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        new RowVersion(reader.GetInt64(2), reader.GetInt64(3)),
        reader.GetFieldValue<byte[]>(4),
        reader.IsDBNull(5) ? null : Instant.FromUnixTimeMilliseconds(reader.GetInt64(5)))
    {
        Archive = reader.IsDBNull(6) ? default : reader.GetFieldValue<byte[]>(6),
        Desk = reader.IsDBNull(7) ? null : DeskReads.Row(reader, 7),
    };
}
