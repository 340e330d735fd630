using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Queries for the outbox. The joins are CROSS, so that SQLite goes from the effects to their accounts and not the other way.</summary>
internal static class EffectReads
{
    private const string Columns =
        """
        SELECT outbox.position, accounts.id, outbox.number, outbox.topic, outbox.type, outbox.at, outbox.body
        FROM outbox CROSS JOIN accounts ON accounts.key = outbox.account_key
        """;

    private const string OfAccount = "outbox.account_key = (SELECT key FROM accounts WHERE id = $1)";

    private const string AllAfter = $"{Columns} WHERE outbox.position > $1 ORDER BY outbox.position LIMIT $2";

    // The plus keeps SQLite from searching by position, which would pass over all other accounts' effects.
    private const string OneAfter = $"{Columns} WHERE {OfAccount} AND +outbox.position > $2 ORDER BY outbox.number LIMIT $3";

    private const string AllNewest = $"{Columns} ORDER BY outbox.position DESC LIMIT $1";

    private const string OneNewest = $"{Columns} WHERE {OfAccount} ORDER BY outbox.number DESC LIMIT $2";

    public static IReadOnlyList<StoredEffect> After(ReadConnection connection, long afterOffset, int most, string? account) => account is null
        ? connection.Query(AllAfter, Effect, afterOffset, most)
        : connection.Query(OneAfter, Effect, account, afterOffset, most);

    public static IReadOnlyList<StoredEffect> Newest(ReadConnection connection, int most, string? account) => account is null
        ? connection.Query(AllNewest, Effect, most)
        : connection.Query(OneNewest, Effect, account, most);

    private static StoredEffect Effect(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.GetInt64(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.Instant(5),
        reader.Bytes(6));
}
