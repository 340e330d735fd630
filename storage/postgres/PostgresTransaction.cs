using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>One batch in one transaction, in two round trips: rows first, then what the rows that passed their version check bring with them.</summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="places">Where records go.</param>
/// <param name="stripe">The writer's stripe of the totals.</param>
/// <param name="before">Is told before each step; tests break the connection there.</param>
internal sealed class PostgresTransaction(NpgsqlConnection connection, HistoryPlaces places, int stripe, Action<string>? before)
{
    private readonly TotalSums _totals = new();

    /// <summary>Commits the batch, or leaves nothing of it.</summary>
    /// <returns>For each account, in order, whether its version check passed.</returns>
    /// <exception cref="StoreException">It was refused for its content, or it is not known whether it was committed.</exception>
    /// <exception cref="NpgsqlException">The server failed before the commit.</exception>
    public bool[] Run(CommitBatch batch)
    {
        before?.Invoke("prepare");
        places.Prepare(connection, batch);
        using var transaction = connection.BeginTransaction();
        before?.Invoke("rows");
        var written = WriteRows(batch.Accounts);
        before?.Invoke("contents");
        WriteContents(batch, [.. written.OfType<KeyedWrite>()]);
        before?.Invoke("commit");
        Commit(transaction);
        before?.Invoke("end");
        return Tell(batch.Accounts, written);
    }

    private static bool[] Tell(IReadOnlyList<AccountWrite> writes, KeyedWrite?[] written)
    {
        var committed = new bool[written.Length];
        for (var i = 0; i < committed.Length; i++)
        {
            if (written[i] is { } keyed)
            {
                committed[i] = true;
                writes[i].Key = keyed.Key;
            }
        }

        return committed;
    }

    private KeyedWrite?[] WriteRows(IReadOnlyList<AccountWrite> writes)
    {
        var positions = Positions(writes);
        var placed = writes.Select((write, i) => new PlacedWrite(write, positions[i] is [.., var newest] ? newest : null)).ToArray();
        PlacedWrite[] first = [.. placed.Where(one => one.Write.Expected == RowVersion.None)];
        PlacedWrite[] later = [.. placed.Where(one => one.Write.Expected != RowVersion.None)];
        using var batch = new NpgsqlBatch(connection);
        if (later.Length > 0)
        {
            batch.BatchCommands.Add(AccountStatements.Update(later));
        }

        if (first.Length > 0)
        {
            batch.BatchCommands.Add(AccountStatements.Insert(first));
        }

        var (updated, inserted) = Execute(batch, later.Length > 0);
        return [.. writes.Select((write, i) => Keyed(write, positions[i], updated, inserted))];
    }

    private static KeyedWrite? Keyed(AccountWrite write, long[] positions, Dictionary<long, long> updated, Dictionary<string, long> inserted)
    {
        if (write.Expected == RowVersion.None)
        {
            return inserted.TryGetValue(write.Id, out var key) ? new KeyedWrite(write, key, 0, positions) : null;
        }

        // Two writes of one batch may name one key by mistake: the row's id decided which of them was meant.
        return updated.Remove(write.Key, out var previous) ? new KeyedWrite(write, write.Key, previous, positions) : null;
    }

    private static (Dictionary<long, long> Updated, Dictionary<string, long> Inserted) Execute(NpgsqlBatch batch, bool hasUpdate)
    {
        var updated = new Dictionary<long, long>();
        var inserted = new Dictionary<string, long>(StringComparer.Ordinal);
        if (batch.BatchCommands.Count == 0)
        {
            return (updated, inserted);
        }

        using var reader = batch.ExecuteReader();
        if (hasUpdate)
        {
            while (reader.Read())
            {
                updated.Add(reader.GetInt64(0), reader.GetInt64(1));
            }

            if (!reader.NextResult())
            {
                return (updated, inserted);
            }
        }

        while (reader.Read())
        {
            inserted.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return (updated, inserted);
    }

    private long[][] Positions(IReadOnlyList<AccountWrite> writes)
    {
        var positions = new long[writes.Count][];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = Parameters.Column(writes[i].History, row => HistoryMonth.Of(row.LoggedAt).PositionOf(places.Take()));
        }

        return positions;
    }

    private void WriteContents(CommitBatch batch, KeyedWrite[] written)
    {
        _totals.Clear();
        foreach (var keyed in written)
        {
            _totals.Add(keyed.Write.Totals);
        }

        IReadOnlyList<DeadLetter> letters = [.. written.SelectMany(keyed => keyed.Write.DeadLetters), .. batch.DeadLetters];
        using var contents = new NpgsqlBatch(connection);
        NpgsqlBatchCommand[] statements =
        [
            .. AppendStatements.History(written),
            .. AppendStatements.LetterEnds(batch.LetterEnds),
            .. AccountStatements.Wakes(written),
            .. ArchiveStatements.Of(written),
            .. DeskStatements.Of(written),
            .. SumStatements.Totals(_totals.Changes(), stripe),
            .. SumStatements.Progress(batch.Progress),

            // Last, since one transaction at a time may add these.
            .. AppendStatements.Effects(written),
            .. AppendStatements.Letters(letters),
        ];
        foreach (var statement in statements)
        {
            contents.BatchCommands.Add(statement);
        }

        if (statements.Length > 0)
        {
            contents.ExecuteNonQuery();
        }
    }

    private void Commit(NpgsqlTransaction transaction)
    {
        try
        {
            transaction.Commit();
        }
        catch (PostgresException)
        {
            // The server has said no.
            throw;
        }
        catch (Exception failure) when (PostgresFailure.IsKnown(failure) || connection.FullState != System.Data.ConnectionState.Open)
        {
            throw new StoreException($"It is not known whether the batch was committed: {failure.Message}", failure, StoreFailure.UnknownOutcome);
        }
    }
}
