using CreditRisk.Storage.Contracts;
using Npgsql;
using static CreditRisk.Storage.Postgres.Parameters;

namespace CreditRisk.Storage.Postgres;

/// <summary>A write with the place of its newest record.</summary>
/// <param name="Write">The write.</param>
/// <param name="Newest">The position of its last record, or null where it has none.</param>
internal readonly record struct PlacedWrite(AccountWrite Write, long? Newest);

/// <summary>The statements that replace accounts' rows.</summary>
internal static class AccountStatements
{
    private const string Replace =
        """
        UPDATE accounts a
        SET version = u.next_version, writer = u.next_writer, stage = u.stage, quarantined = u.quarantined,
            before_history = a.last_history, last_history = CASE WHEN u.newest = 0 THEN a.last_history ELSE u.newest END, state = u.state
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS u (key, id, version, writer, next_version, next_writer, stage, quarantined, newest, state)
        WHERE a.key = u.key AND a.id = u.id AND a.version = u.version AND a.writer = u.writer
        RETURNING a.key, a.before_history
        """;

    private const string Add =
        """
        INSERT INTO accounts (id, version, writer, stage, quarantined, before_history, last_history, state)
        SELECT u.id, u.version, u.writer, u.stage, u.quarantined, 0, u.newest, u.state
        FROM unnest($1, $2, $3, $4, $5, $6, $7) AS u (id, version, writer, stage, quarantined, newest, state)
        ON CONFLICT (id) DO NOTHING
        RETURNING id, key
        """;

    private const string Wake =
        """
        INSERT INTO account_wakes (account_key, wake_at) SELECT * FROM unnest($1, $2)
        ON CONFLICT (account_key) DO UPDATE SET wake_at = excluded.wake_at
        """;

    private const string Sleep = "DELETE FROM account_wakes WHERE account_key = ANY ($1)";

    /// <summary>Replaces the rows that have the expected versions; returns their keys and where their newest records were.</summary>
    public static NpgsqlBatchCommand Update(IReadOnlyList<PlacedWrite> writes) => Statement(
        Replace,
        Of(Column(writes, placed => placed.Write.Key)),
        Of(Column(writes, placed => placed.Write.Id)),
        Of(Column(writes, placed => placed.Write.Expected.Number)),
        Of(Column(writes, placed => placed.Write.Expected.Writer)),
        Of(Column(writes, placed => placed.Write.Next.Number)),
        Of(Column(writes, placed => placed.Write.Next.Writer)),
        Of(Column(writes, placed => (short)placed.Write.Stage)),
        Of(Column(writes, placed => placed.Write.Quarantined)),
        Of(Column(writes, placed => placed.Newest ?? 0)),
        Of(Column(writes, byte[]? (placed) => placed.Write.State.ToArray())));

    /// <summary>Adds the rows of accounts that have none; returns their ids and keys.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<PlacedWrite> writes) => Statement(
        Add,
        Of(Column(writes, placed => placed.Write.Id)),
        Of(Column(writes, placed => placed.Write.Next.Number)),
        Of(Column(writes, placed => placed.Write.Next.Writer)),
        Of(Column(writes, placed => (short)placed.Write.Stage)),
        Of(Column(writes, placed => placed.Write.Quarantined)),
        Of(Column(writes, placed => placed.Newest ?? 0)),
        Of(Column(writes, byte[]? (placed) => placed.Write.State.ToArray())));

    /// <summary>Tells the sweep when to look at accounts; nothing where nobody's wake changed.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Wakes(IReadOnlyList<KeyedWrite> writes)
    {
        var awake = writes.Where(keyed => keyed.Write is { WakeChanged: true, WakeAt: not null }).ToArray();
        if (awake.Length > 0)
        {
            // Rounded down: waking too early does no harm, too late does.
            yield return Statement(Wake, Of(Column(awake, keyed => keyed.Key)), Of(Column(awake, keyed => keyed.Write.WakeAt!.Value.ToUnixTimeMilliseconds())));
        }

        var asleep = writes.Where(keyed => keyed.Write is { WakeChanged: true, WakeAt: null, Expected.Number: > 0 }).ToArray();
        if (asleep.Length > 0)
        {
            yield return Statement(Sleep, Of(Column(asleep, keyed => keyed.Key)));
        }
    }
}

/// <summary>A write whose version check passed.</summary>
/// <param name="Write">The write.</param>
/// <param name="Key">The row's key.</param>
/// <param name="Previous">Where the account's newest record was before, or 0.</param>
/// <param name="Positions">Where the write's records go.</param>
internal readonly record struct KeyedWrite(AccountWrite Write, long Key, long Previous, long[] Positions);
