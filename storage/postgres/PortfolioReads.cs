using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Queries over the whole store.</summary>
internal static class PortfolioReads
{
    public const string Totals =
        """
        SELECT kind, scope, day, sum(amount)::bigint, sum(count)::bigint FROM totals
        GROUP BY kind, scope, day HAVING sum(amount) <> 0 OR sum(count) <> 0 ORDER BY kind, scope, day
        """;

    public const string Stripe = "SELECT kind, scope, day, amount, count FROM totals WHERE stripe = $1";

    public const string NextOffset = "SELECT next_offset FROM progress WHERE epoch = $1 AND topic = $2 AND partition = $3";

    public const string Counts =
        "SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM history), (SELECT count(*) FROM effects), (SELECT count(*) FROM dead_letters)";

    public const string Bytes =
        "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'";

    public static PortfolioTotal Total(NpgsqlDataReader reader) => new(
        new TotalKey((TotalKind)reader.GetInt16(0), reader.GetString(1), reader.GetInt32(2)), reader.GetInt64(3), reader.GetInt64(4));

    public static StoreCounts Sizes(NpgsqlDataReader reader) => new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
}
