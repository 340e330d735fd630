using CreditRisk.Storage.Contracts;
using NodaTime;
using Npgsql;
using static CreditRisk.Storage.Postgres.Parameters;

namespace CreditRisk.Storage.Postgres;

/// <summary>The statements that replace accounts' rows of the desk. Each is made only where there is something to do.</summary>
internal static class DeskStatements
{
    private const string Replace =
        $"""
        INSERT INTO account_desk ({DeskSql.Columns}, account_key)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        ON CONFLICT (account_key) DO UPDATE SET unit = excluded.unit, manager = excluded.manager, region = excluded.region, currency = excluded.currency,
            stage = excluded.stage, overdue = excluded.overdue, actionable = excluded.actionable, oldest_due = excluded.oldest_due, wanted = excluded.wanted,
            want = excluded.want, wanted_since = excluded.wanted_since, ready_at = excluded.ready_at, in_flight = excluded.in_flight, in_force = excluded.in_force,
            pause_ends = excluded.pause_ends, broken_on = excluded.broken_on, cut_at = excluded.cut_at
        """;

    private const string Remove = "DELETE FROM account_desk WHERE account_key = ANY ($1)";

    /// <summary>Keeps the rows that writes bring, and removes those of accounts with which there is nothing to do any more.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Of(IReadOnlyList<KeyedWrite> writes)
    {
        (KeyedWrite Keyed, DeskRow Row)[] kept = [.. writes.Where(keyed => keyed.Write is { DeskChanged: true, Desk: not null }).Select(keyed => (keyed, keyed.Write.Desk!))];
        if (kept.Length > 0)
        {
            yield return Keep(kept);
        }

        var removed = writes.Where(keyed => keyed.Write is { DeskChanged: true, Desk: null, Expected.Number: > 0 }).ToArray();
        if (removed.Length > 0)
        {
            yield return Statement(Remove, Parameters.Of(Column(removed, keyed => keyed.Key)));
        }
    }

    private static NpgsqlBatchCommand Keep((KeyedWrite Keyed, DeskRow Row)[] kept) => Statement(
        Replace,
        Parameters.Of(Column(kept, string? (one) => one.Keyed.Write.Id)),
        Parameters.Of(Column(kept, one => one.Row.Unit)),
        Parameters.Of(Column(kept, one => one.Row.Manager)),
        Parameters.Of(Column(kept, one => one.Row.Region)),
        Parameters.Of(Column(kept, one => one.Row.Currency)),
        Parameters.Of(Column(kept, one => (short)one.Row.Stage)),
        Parameters.Of(Column(kept, one => one.Row.Overdue)),
        Parameters.Of(Column(kept, one => one.Row.Actionable)),
        Parameters.Of(Column(kept, one => one.Row.OldestDueOn?.Number)),
        Parameters.Of(Column(kept, one => (short)one.Row.Wanted)),
        Parameters.Of(Column(kept, one => one.Row.Want)),
        Parameters.Of(Column(kept, one => Ticks(one.Row.WantedSince))),
        Parameters.Of(Column(kept, one => Ticks(one.Row.ReadyAt))),
        Parameters.Of(Column(kept, one => (short?)one.Row.InFlight)),
        Parameters.Of(Column(kept, one => (short)one.Row.InForce)),
        Parameters.Of(Column(kept, one => one.Row.PauseEndsOn?.Number)),
        Parameters.Of(Column(kept, one => one.Row.BrokenOn?.Number)),
        Parameters.Of(Column(kept, one => Ticks(one.Row.CutAt))),
        Parameters.Of(Column(kept, one => one.Keyed.Key)));

    private static long? Ticks(Instant? instant) => instant?.ToUnixTimeTicks();
}
