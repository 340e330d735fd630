using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Reads accounts' chains of records.</summary>
internal static class HistoryReads
{
    private const string Newest = "SELECT last_history FROM accounts WHERE id = $1";

    // Each step of the chain is one search by key; the limit ends a page.
    private const string Chain =
        """
        WITH RECURSIVE chain (position, account_key, sequence, previous, logged_at, event_hash, fact_hash, body, headers) AS (
            SELECT * FROM history WHERE position = $1
            UNION ALL
            SELECT history.* FROM chain CROSS JOIN history ON history.position = chain.previous
            LIMIT $2)
        SELECT sequence, previous, logged_at, event_hash, fact_hash, body, headers FROM chain
        """;

    /// <summary>Where an account's newest record is, or 0.</summary>
    public static long NewestOf(ReadConnection connection, string account) => connection.Number(Newest, account) ?? 0;

    /// <summary>The chain from a position on, the newest first, at most so many.</summary>
    public static List<ChainedRecord> Page(ReadConnection connection, long from, int most) => connection.Query(Chain, Record, from, most);

    private static ChainedRecord Record(SqliteDataReader reader) => new(
        new StoredRecord(reader.GetInt64(0), reader.Instant(2), reader.Hash(3), reader.Hash(4), reader.Bytes(5), reader.Bytes(6)),
        reader.GetInt64(1));
}

/// <summary>A record and where the one before it is.</summary>
/// <param name="Record">The record.</param>
/// <param name="Previous">The position of the account's record before it, or 0.</param>
internal readonly record struct ChainedRecord(StoredRecord Record, long Previous);
