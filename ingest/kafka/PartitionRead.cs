using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>How far a partition is read.</summary>
/// <param name="Partition">Which.</param>
/// <param name="UpTo">Everything that was appended before it is with its account; null where nobody knows of such an instant.</param>
public readonly record struct PartitionRead(SourcePartition Partition, Instant? UpTo);

/// <summary>
/// Finds up to when a partition is read while it is written to all the time: its end, as it was at some instant, is remembered until that is reached.
/// </summary>
internal sealed class ReadMark
{
    private (Instant At, long End)? _awaited;

    /// <summary>The newest instant that was reached.</summary>
    public Instant? UpTo { get; private set; }

    /// <summary>Takes a look.</summary>
    /// <param name="asked">When the end was asked for, or before.</param>
    /// <param name="end">The offset behind the last record.</param>
    /// <param name="next">The offset up to which it is read, looked at after the end.</param>
    public void Look(Instant asked, long end, long next)
    {
        if (next >= end)
        {
            (UpTo, _awaited) = (asked, null);
        }
        else if (_awaited is not { } awaited || next >= awaited.End)
        {
            UpTo = _awaited?.At ?? UpTo;
            _awaited = (asked, end);
        }
    }
}
