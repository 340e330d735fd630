using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>The newest progress of each partition that is not yet written. One lane at a time writes it, so that transactions never wait for each other's rows. Safe for use by many threads.</summary>
internal sealed class ProgressBook
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SourcePartition, long> _unwritten = [];
    private bool _isTaken;

    /// <summary>Replaces the progress of a partition, unless it is behind what is waiting.</summary>
    public void Report(SourceProgress progress)
    {
        lock (_gate)
        {
            _unwritten[progress.Partition] = Math.Max(progress.NextOffset, _unwritten.GetValueOrDefault(progress.Partition));
        }
    }

    /// <summary>What is to be written, to be given back in any case; nothing while another lane has it.</summary>
    public SourceProgress[] Take()
    {
        lock (_gate)
        {
            if (_isTaken || _unwritten.Count == 0)
            {
                return [];
            }

            _isTaken = true;
            return [.. _unwritten.Select(entry => new SourceProgress(entry.Key, entry.Value))];
        }
    }

    /// <summary>Takes back what <see cref="Take"/> gave, and forgets it where it was written, unless newer has come.</summary>
    public void GiveBack(IReadOnlyList<SourceProgress> taken, bool isWritten)
    {
        if (taken.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            _isTaken = false;
            foreach (var (partition, nextOffset) in isWritten ? taken : [])
            {
                if (_unwritten.GetValueOrDefault(partition) == nextOffset)
                {
                    _unwritten.Remove(partition);
                }
            }
        }
    }
}
