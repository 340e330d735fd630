using CreditRisk.Storage.Contracts;
using NodaTime;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Reads accounts' chains of records.</summary>
internal static class HistoryReads
{
    public const string Newest = "SELECT last_history FROM accounts WHERE id = $1";

    // A month that was dropped may be there again, for a late record.
    public const string IsKept =
        "SELECT to_regclass($1) IS NOT NULL AND NOT EXISTS (SELECT FROM settings WHERE name = 'history_kept_from' AND value::integer > $2)";

    // Each step of the chain is one search by key in one partition; the limit ends a page.
    public const string Chain =
        """
        WITH RECURSIVE chain AS (
            SELECT h.*, 1 AS place FROM history h WHERE h.position = $1
            UNION ALL
            SELECT h.*, chain.place + 1 FROM chain JOIN history h ON h.position = chain.previous WHERE chain.place < $2)
        SELECT sequence, previous, logged_at, event_hash, fact_hash, body, headers FROM chain ORDER BY place
        """;

    // From the marked record at or above the number, else from the newest one, down the chain without the records' bodies. Where the chain breaks off before, the position that is missing.
    public const string PlaceOf =
        """
        WITH RECURSIVE
            start AS (
                SELECT coalesce(
                    (SELECT h.position FROM history h WHERE h.account_key = accounts.key AND h.sequence >= $2 AND h.sequence % 128 = 0 ORDER BY h.sequence LIMIT 1),
                    last_history) AS position
                FROM accounts WHERE id = $1),
            chain AS (
                SELECT h.position, h.sequence, h.previous FROM start JOIN history h ON h.position = start.position
                UNION ALL
                SELECT h.position, h.sequence, h.previous FROM chain JOIN history h ON h.position = chain.previous WHERE chain.sequence > $2)
        SELECT coalesce(
            (SELECT CASE WHEN sequence <= $2 THEN position ELSE previous END FROM chain ORDER BY sequence LIMIT 1),
            (SELECT position FROM start),
            0)
        """;

    public const string States =
        """
        SELECT EXISTS (
            SELECT FROM accounts a JOIN history h ON h.account_key = a.key WHERE a.id = $1 AND h.fact_hash = $2 AND h.sequence > 128 AND h.fact_hash <> 0)
        """;

    public static ChainedRecord Record(NpgsqlDataReader reader) => new(
        new StoredRecord(
            reader.GetInt64(0),
            Instant.FromUnixTimeTicks(reader.GetInt64(2)),
            unchecked((ulong)reader.GetInt64(3)),
            unchecked((ulong)reader.GetInt64(4)),
            reader.GetFieldValue<byte[]>(5),
            reader.IsDBNull(6) ? default : reader.GetFieldValue<byte[]>(6)),
        reader.GetInt64(1));
}

/// <summary>A record and where the one before it is.</summary>
/// <param name="Record">The record.</param>
/// <param name="Previous">The position of the account's record before it, or 0.</param>
internal readonly record struct ChainedRecord(StoredRecord Record, long Previous);
