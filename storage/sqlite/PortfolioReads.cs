using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Queries over the whole store.</summary>
internal static class PortfolioReads
{
    private const string AllTotals =
        "SELECT kind, scope, day, amount, count FROM totals WHERE amount <> 0 OR count <> 0 ORDER BY kind, scope, day";

    private const string NextOffset = "SELECT next_offset FROM progress WHERE epoch = $1 AND topic = $2 AND partition = $3";

    // Offsets have no gap within a partition: where it begins and ends says how many there are, without a scan of the largest table.
    private const string RecordsOfPartition =
        """
        SELECT coalesce((SELECT max(position) FROM history WHERE position BETWEEN $1 AND $2)
            - (SELECT min(position) FROM history WHERE position BETWEEN $1 AND $2) + 1, 0)
        """;

    private const string PartitionCount = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'partitions'";

    public static IReadOnlyList<PortfolioTotal> Totals(ReadConnection connection) => connection.Query(
        AllTotals,
        reader => new PortfolioTotal(
            new TotalKey((TotalKind)reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2)), reader.GetInt64(3), reader.GetInt64(4)));

    public static long ProgressOf(ReadConnection connection, SourcePartition partition) =>
        connection.Number(NextOffset, partition.Epoch, partition.Topic, partition.Partition) ?? 0;

    public static StoreCounts Counts(ReadConnection connection) => connection.Snapshot(() => new StoreCounts(
        Count(connection, "SELECT count(*) FROM accounts"),
        Records(connection),
        Count(connection, "SELECT count(*) FROM outbox"),
        Count(connection, "SELECT count(*) FROM dead_letters")));

    private static long Count(ReadConnection connection, string sql) => connection.Number(sql) ?? 0;

    private static long Records(ReadConnection connection)
    {
        var partitions = (int)Count(connection, PartitionCount);
        var records = 0L;
        for (var partition = 0; partition < partitions; partition++)
        {
            records += connection.Number(
                RecordsOfPartition, HistoryPositions.Start(partition), HistoryPositions.Start(partition + 1) - 1) ?? 0;
        }

        return records;
    }
}
