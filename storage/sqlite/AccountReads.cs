using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Queries for accounts.</summary>
internal static class AccountReads
{
    private static readonly string Columns =
        $"""
        SELECT key, id, version, writer, state, wake_at, body, {DeskSql.Joined}
        FROM accounts LEFT JOIN account_archives r ON r.account_key = key LEFT JOIN account_desk d ON d.account_key = key
        """;

    private static readonly string ById = $"{Columns} WHERE id = $1";

    private static readonly string AfterKey = $"{Columns} WHERE key > $1 ORDER BY key LIMIT $2";

    private const string Due = "SELECT id FROM accounts WHERE wake_at <= $1 AND key % $3 = $4 ORDER BY wake_at, key LIMIT $2";

    private const string InQuarantine = "SELECT id FROM accounts WHERE quarantined = 1 ORDER BY id LIMIT $1";

    public static IReadOnlyList<StoredAccount?> Load(ReadConnection connection, IReadOnlyList<string> ids) => connection.Snapshot(() =>
    {
        var found = new StoredAccount?[ids.Count];
        for (var index = 0; index < found.Length; index++)
        {
            found[index] = connection.First(ById, Account, ids[index]);
        }

        return found;
    });

    public static IReadOnlyList<StoredAccount> List(ReadConnection connection, long afterKey, int most) =>
        connection.Query(AfterKey, Account, afterKey, most);

    public static IReadOnlyList<string> DueUpTo(ReadConnection connection, Instant instant, int most, WakeShard shard) =>
        connection.Query(Due, Id, instant.ToUnixTimeMilliseconds(), most, shard.Of, shard.Index);

    public static IReadOnlyList<string> Quarantined(ReadConnection connection, int most) => connection.Query(InQuarantine, Id, most);

    private static string Id(SqliteDataReader reader) => reader.GetString(0);

    private static StoredAccount Account(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        new RowVersion(reader.GetInt64(2), reader.GetInt64(3)),
        reader.Bytes(4),
        reader.MillisecondsOrNull(5))
    {
        Archive = reader.Bytes(6),
        Desk = reader.IsDBNull(7) ? null : DeskReads.Row(reader, 7),
    };
}
