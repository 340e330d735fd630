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

    /// <summary>How many records of an account stand between two that are marked, at most.</summary>
    public const int MarkEvery = 128;

    // From the marked record at or above the page, else from the newest one, down the chain; the way to the page carries no bodies.
    internal const string Below =
        """
        WITH RECURSIVE
            start (position) AS (
                SELECT coalesce(
                    (SELECT position FROM history WHERE account_key = accounts.key AND sequence >= $2 AND sequence % 128 = 0 ORDER BY sequence LIMIT 1),
                    last_history)
                FROM accounts WHERE id = $1),
            chain (position, sequence, previous) AS (
                SELECT history.position, sequence, previous FROM start CROSS JOIN history ON history.position = start.position
                UNION ALL
                SELECT history.position, history.sequence, history.previous FROM chain CROSS JOIN history ON history.position = chain.previous
                LIMIT $3)
        SELECT history.sequence, history.previous, logged_at, event_hash, fact_hash, body, headers
        FROM chain CROSS JOIN history ON history.position = chain.position
        WHERE chain.sequence <= $2 ORDER BY chain.sequence DESC LIMIT $4
        """;

    /// <summary>Where an account's newest record is, or 0.</summary>
    public static long NewestOf(ReadConnection connection, string account) => connection.Number(Newest, account) ?? 0;

    /// <summary>The chain from a position on, the newest first, at most so many.</summary>
    public static List<ChainedRecord> Page(ReadConnection connection, long from, int most) => connection.Query(Chain, Record, from, most);

    /// <summary>An account's records from one of its numbers down, the newest first, at most so many.</summary>
    public static List<ChainedRecord> From(ReadConnection connection, string account, long sequence, int most) =>
        connection.Query(Below, Record, account, sequence, (long)most + MarkEvery, most);

    private static ChainedRecord Record(SqliteDataReader reader) => new(
        new StoredRecord(reader.GetInt64(0), reader.Instant(2), reader.Hash(3), reader.Hash(4), reader.Bytes(5), reader.Bytes(6)),
        reader.GetInt64(1));
}

/// <summary>A record and where the one before it is.</summary>
/// <param name="Record">The record.</param>
/// <param name="Previous">The position of the account's record before it, or 0.</param>
internal readonly record struct ChainedRecord(StoredRecord Record, long Previous);
