using Confluent.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Ingest.Sources;

namespace CreditRisk.Ingest.Kafka;

/// <summary>What is known of a partition that this instance owns: what is in flight, and up to where all is durable. Thread-safe.</summary>
/// <param name="place">The partition as the client names it.</param>
/// <param name="partition">The partition as positions name it.</param>
internal sealed class PartitionReader(TopicPartition place, SourcePartition partition)
{
    private readonly Lock _lock = new();
    private ContiguousPrefix? _prefix;
    private long _read;
    private long _committed = -1;
    private long _end = -1;
    private int _givenUp;

    public TopicPartition Place => place;

    public SourcePartition Partition => partition;

    /// <summary>The first offset that is not with its account yet, or null before the first record.</summary>
    public long? NextToRead => _prefix is null ? null : Interlocked.Read(ref _read);

    /// <summary>Records that lie unread, by the end that was seen last; 0 before the first record is read.</summary>
    public long Unread => NextToRead is { } next ? Math.Max(0, Interlocked.Read(ref _end) - next) : 0;

    /// <summary>Whether everything that was read is durable, but for what was given up.</summary>
    public bool IsDrained => _prefix is null || _prefix.InFlight <= Volatile.Read(ref _givenUp);

    /// <summary>A record is taken in.</summary>
    public void Begin(long offset)
    {
        lock (_lock)
        {
            _prefix ??= new ContiguousPrefix(offset);
        }

        _prefix.Begin(offset);
    }

    /// <summary>Looks up where the partition ends, as its last fetch told.</summary>
    public void LookAtEnd(IConsumer<byte[], byte[]?> consumer)
    {
        try
        {
            Interlocked.Exchange(ref _end, consumer.GetWatermarkOffsets(place).High.Value);
        }
        catch (KafkaException)
        {
            // The client does not know the partition (any more): what was told last stays.
        }
    }

    /// <summary>A record is with its account: it was taken in, and time may act on what comes after it.</summary>
    public void Pass(long offset) => Interlocked.Exchange(ref _read, offset + 1);

    /// <summary>A record is durable.</summary>
    public void End(long offset) => _prefix!.End(offset);

    /// <summary>A record was not taken in after all: it, and all after it, is left to be read again.</summary>
    public void GiveUp() => Interlocked.Increment(ref _givenUp);

    /// <summary>The offset to commit, or null if it has not moved since it was committed last.</summary>
    public long? ToCommit => _prefix?.Next is { } next && next != _committed ? next : null;

    /// <summary>An offset was committed.</summary>
    public void Committed(long offset) => _committed = offset;
}
