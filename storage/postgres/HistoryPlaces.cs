using System.Globalization;
using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Draws positions for records, and makes the partitions that they go into.</summary>
internal sealed class HistoryPlaces
{
    /// <summary>As many positions as the sequence steps.</summary>
    public const int Block = 4096;

    private readonly HashSet<HistoryMonth> _known = [];
    private readonly Queue<long> _blocks = new();
    private long _current;
    private long _next = Block;

    /// <summary>Makes sure that a batch finds its partitions and enough positions. Before the transaction: what it makes stays, whatever becomes of the batch.</summary>
    public void Prepare(NpgsqlConnection connection, CommitBatch batch)
    {
        var records = 0L;
        foreach (var write in batch.Accounts)
        {
            records += write.History.Count;
            foreach (var row in write.History)
            {
                var month = HistoryMonth.Of(row.LoggedAt);
                if (_known.Add(month))
                {
                    Make(connection, month);
                }
            }
        }

        var missing = records - (Block - _next) - ((long)_blocks.Count * Block);
        if (missing > 0)
        {
            Draw(connection, (missing + Block - 1) / Block);
        }
    }

    /// <summary>A partition was dropped: a late record makes it anew.</summary>
    public void Forget(HistoryMonth month) => _known.Remove(month);

    /// <summary>Takes one of the numbers that <see cref="Prepare"/> has drawn; they rise.</summary>
    public long Take()
    {
        if (_next == Block)
        {
            _current = _blocks.Dequeue();
            _next = 0;
        }

        return _current + _next++;
    }

    private void Draw(NpgsqlConnection connection, long blocks)
    {
        using var command = new NpgsqlCommand("SELECT nextval('history_position') FROM generate_series(1, $1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = blocks });
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _blocks.Enqueue(reader.GetInt64(0));
        }
    }

    private void Make(NpgsqlConnection connection, HistoryMonth month)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            using var command = new NpgsqlCommand(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.{month.Table}'));
                    CREATE TABLE IF NOT EXISTS {month.Table} PARTITION OF history FOR VALUES FROM ({month.First}) TO ({month.End});
                    """),
                connection);
            command.ExecuteNonQuery();
            transaction.Commit();
        }
        catch
        {
            _known.Remove(month);
            throw;
        }
    }
}
