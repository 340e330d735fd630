using CreditRisk.Storage.Contracts;
using Npgsql;
using static CreditRisk.Storage.Postgres.Parameters;

namespace CreditRisk.Storage.Postgres;

/// <summary>The statements that keep the portfolio's totals and how far inputs were taken in.</summary>
internal static class SumStatements
{
    private const string Total =
        """
        INSERT INTO totals AS t (kind, scope, day, stripe, amount, count)
        SELECT u.kind, u.scope, u.day, $6, u.amount, u.count FROM unnest($1, $2, $3, $4, $5) AS u (kind, scope, day, amount, count)
        ON CONFLICT (kind, scope, day, stripe) DO UPDATE SET amount = t.amount + excluded.amount, count = t.count + excluded.count
        """;

    // What is durable stays durable: a value that comes late never takes the progress back.
    private const string Advance =
        """
        INSERT INTO progress AS p (epoch, topic, partition, next_offset) SELECT * FROM unnest($1, $2, $3, $4)
        ON CONFLICT (epoch, topic, partition) DO UPDATE SET next_offset = greatest(p.next_offset, excluded.next_offset)
        """;

    /// <summary>Adds to the totals, in the order of their keys.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Totals(IReadOnlyList<TotalChange> changes, int stripe)
    {
        if (changes.Count > 0)
        {
            yield return Statement(
                Total,
                Of(Column(changes, change => (short)change.Key.Kind)),
                Of(Column(changes, string? (change) => change.Key.Scope)),
                Of(Column(changes, change => change.Key.Day)),
                Of(Column(changes, change => change.Amount)),
                Of(Column(changes, change => change.Count)),
                new NpgsqlParameter<short> { TypedValue = (short)stripe });
        }
    }

    /// <summary>Keeps how far inputs were taken in.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Progress(IReadOnlyList<SourceProgress> progress)
    {
        if (progress.Count > 0)
        {
            yield return Statement(
                Advance,
                Of(Column(progress, string? (one) => one.Partition.Epoch)),
                Of(Column(progress, string? (one) => one.Partition.Topic)),
                Of(Column(progress, one => one.Partition.Partition)),
                Of(Column(progress, one => one.NextOffset)));
        }
    }
}
