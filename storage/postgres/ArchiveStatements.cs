using Npgsql;
using static CreditRisk.Storage.Postgres.Parameters;

namespace CreditRisk.Storage.Postgres;

/// <summary>The statements that replace large accounts' archives. Each is made only where there is something to do, which is rare.</summary>
internal static class ArchiveStatements
{
    private const string Replace =
        """
        INSERT INTO account_archives (account_key, body) SELECT * FROM unnest($1, $2)
        ON CONFLICT (account_key) DO UPDATE SET body = excluded.body
        """;

    private const string Remove = "DELETE FROM account_archives WHERE account_key = ANY ($1)";

    /// <summary>Keeps the archives that writes bring, and removes those of accounts that have none any more.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Of(IReadOnlyList<KeyedWrite> writes)
    {
        var kept = writes.Where(keyed => keyed.Write.Archive is { IsEmpty: false }).ToArray();
        if (kept.Length > 0)
        {
            yield return Statement(Replace, Parameters.Of(Column(kept, keyed => keyed.Key)), Parameters.Of(Column(kept, byte[]? (keyed) => keyed.Write.Archive!.Value.ToArray())));
        }

        var removed = writes.Where(keyed => keyed.Write is { Archive.IsEmpty: true, Expected.Number: > 0 }).ToArray();
        if (removed.Length > 0)
        {
            yield return Statement(Remove, Parameters.Of(Column(removed, keyed => keyed.Key)));
        }
    }
}
