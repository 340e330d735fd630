using System.Globalization;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

// How long the history is kept.
public sealed partial class PostgresStore
{
    private const string Partitions =
        "SELECT relname::text FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'history'::regclass";

    private static string KeptFrom(int month) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        INSERT INTO settings (name, value) VALUES ('history_kept_from', '{month}')
        ON CONFLICT (name) DO UPDATE SET value = greatest(settings.value::integer, {month})::text
        """);

    // Who reads the history now has the time that a commit may wait.
    private const string Patience = "SET LOCAL lock_timeout = '2s'";

    /// <summary>Drops the months of the history that are over before an instant, the oldest first. What accounts hold is not touched: each has its state.</summary>
    /// <param name="instant">The instant, in UTC.</param>
    /// <returns>The months that were dropped, <c>2026-03</c>.</returns>
    /// <exception cref="StoreException">The server is away, or readers held a month too long: what is left is dropped by the next call.</exception>
    public IReadOnlyList<string> DropHistoryBefore(Instant instant)
    {
        return FirstWriter.Use(
            connection =>
            {
                var kept = HistoryMonth.Of(instant);
                HistoryMonth[] over = [.. Tables(connection).Select(HistoryMonth.OfTable).Where(month => month.Number < kept.Number).OrderBy(month => month.Number)];
                foreach (var month in over)
                {
                    Drop(connection, month);
                }

                return over.Select(month => month.Table["history_".Length..].Replace('_', '-')).ToArray();
            },
            "Dropping old history");
    }

    private void Drop(NpgsqlConnection connection, HistoryMonth month)
    {
        using var transaction = connection.BeginTransaction();
        using var drop = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"{Patience}; DROP TABLE {month.Table}; {KeptFrom(month.Number + 1)}"), connection);
        drop.ExecuteNonQuery();
        transaction.Commit();
        foreach (var writer in _writers)
        {
            writer.Forget(month);
        }
    }

    private static List<string> Tables(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Partitions, connection);
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
