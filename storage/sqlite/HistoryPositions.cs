using CreditRisk.Domain.Account;
using Microsoft.Data.Sqlite;

namespace CreditRisk.Storage.Sqlite;

/// <summary>
/// Gives places in the embedded log: the partition of the account above, the offset in the partition (from 1, without a gap) below. The next offsets are kept in memory: there
/// is one writer.
/// </summary>
internal sealed class HistoryPositions
{
    public const int OffsetBits = 40;

    private readonly long[] _next;
    private readonly long[] _marked;

    private HistoryPositions(long[] next)
    {
        _next = next;
        _marked = [.. next];
    }

    /// <summary>Reads where each partition ends.</summary>
    public static HistoryPositions Read(SqliteConnection connection, int partitions)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(position), $first) FROM history WHERE position BETWEEN $first AND $last";
        var first = command.Parameters.Add("$first", SqliteType.Integer);
        var last = command.Parameters.Add("$last", SqliteType.Integer);
        var next = new long[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            // Offset 0 is never given, so that position 0 can mean 'none'.
            first.Value = Start(partition);
            last.Value = Start(partition + 1) - 1;
            next[partition] = (long)command.ExecuteScalar()! + 1;
        }

        return new HistoryPositions(next);
    }

    /// <summary>The first position of a partition, which no record has.</summary>
    public static long Start(int partition) => (long)partition << OffsetBits;

    public int PartitionOf(string account) => (int)(StableHash.Of(account) % (ulong)_next.Length);

    /// <summary>The position that the partition's next record gets.</summary>
    public long Next(int partition) => _next[partition];

    /// <summary>Takes the partition's next positions.</summary>
    public void Take(int partition, int count) => _next[partition] += count;

    /// <summary>A transaction begins.</summary>
    public void Mark() => _next.CopyTo(_marked, 0);

    /// <summary>The transaction was undone.</summary>
    public void BackToMark() => _marked.CopyTo(_next, 0);
}
