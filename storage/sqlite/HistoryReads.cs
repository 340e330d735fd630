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

    // From the marked record at or above the number, else from the newest one, down the chain without the records' bodies. Where the chain breaks off before, the position that is missing.
    internal const string PlaceOf =
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
                SELECT history.position, history.sequence, history.previous
                FROM chain CROSS JOIN history ON history.position = chain.previous WHERE chain.sequence > $2)
        SELECT coalesce(
            (SELECT CASE WHEN sequence <= $2 THEN position ELSE previous END FROM chain ORDER BY sequence LIMIT 1),
            (SELECT position FROM start))
        """;

    private const string States =
        """
        SELECT EXISTS (
            SELECT 1 FROM accounts CROSS JOIN history ON account_key = key WHERE id = $1 AND fact_hash = $2 AND sequence > 128 AND fact_hash <> 0)
        """;

    /// <summary>Whether a record of an account beyond the first 128 states a fact.</summary>
    public static bool IsStated(ReadConnection connection, string account, ulong factHash) => connection.Number(States, account, unchecked((long)factHash)) == 1;

    /// <summary>Where an account's newest record is, or 0.</summary>
    public static long NewestOf(ReadConnection connection, string account) => connection.Number(Newest, account) ?? 0;

    /// <summary>The chain from a position on, the newest first, at most so many.</summary>
    public static List<ChainedRecord> Page(ReadConnection connection, long from, int most) => connection.Query(Chain, Record, from, most);

    /// <summary>Where an account's record of a number is, or the newest below it; 0 if there is none.</summary>
    public static long At(ReadConnection connection, string account, long sequence) => connection.Number(PlaceOf, account, sequence) ?? 0;

    private static ChainedRecord Record(SqliteDataReader reader) => new(
        new StoredRecord(reader.GetInt64(0), reader.Instant(2), reader.Hash(3), reader.Hash(4), reader.Bytes(5), reader.Bytes(6)),
        reader.GetInt64(1));
}

/// <summary>A record and where the one before it is.</summary>
/// <param name="Record">The record.</param>
/// <param name="Previous">The position of the account's record before it, or 0.</param>
internal readonly record struct ChainedRecord(StoredRecord Record, long Previous);
