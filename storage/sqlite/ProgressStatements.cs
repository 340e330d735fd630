using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>The statement that keeps how far inputs were taken in.</summary>
internal sealed class ProgressStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    // What is durable stays durable: a value that comes late never takes the progress back.
    private readonly Statement _write = new(database, probe,
        """
        INSERT INTO progress (epoch, topic, partition, next_offset) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (epoch, topic, partition) DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)
        """);

    public void Write(IReadOnlyList<SourceProgress> progress)
    {
        for (var index = 0; index < progress.Count; index++)
        {
            var (partition, nextOffset) = progress[index];
            _write.BindText(1, partition.Epoch);
            _write.BindText(2, partition.Topic);
            _write.Bind(3, partition.Partition);
            _write.Bind(4, nextOffset);
            _write.Run();
        }
    }

    public void Dispose() => _write.Dispose();
}
