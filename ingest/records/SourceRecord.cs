using System.Globalization;
using NodaTime;

namespace CreditRisk.Ingest.Records;

/// <summary>One partition of one input, within one life of it.</summary>
/// <param name="Epoch">Changes when the input is re-created or mirrored, so that its offsets start anew: at most 64 characters.</param>
/// <param name="Topic">The topic or file.</param>
/// <param name="Partition">The partition, 0 or more.</param>
public sealed record SourcePartition(string Epoch, string Topic, int Partition);

/// <summary>Where a record stands in its input. A record at or below a position that an account has applied changes nothing.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset, rising within the partition, 0 or more.</param>
public readonly record struct RecordPosition(SourcePartition Partition, long Offset)
{
    /// <summary><c>topic/partition@offset</c>, as dead letters name where a record came from.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Partition.Topic}/{Partition.Partition}@{Offset}");
}

/// <summary>A record as it came: bytes and headers are kept whole for the history and the dead letters.</summary>
/// <param name="Position">Where it stands, or null where the input has no positions (HTTP): then its ids alone protect it.</param>
/// <param name="LoggedAt">When it was received; the account's now.</param>
/// <param name="Body">The value's bytes.</param>
/// <param name="Headers">The headers, encoded, or empty.</param>
public readonly record struct SourceRecord(RecordPosition? Position, Instant LoggedAt, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Headers);
