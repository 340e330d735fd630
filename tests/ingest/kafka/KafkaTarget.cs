using System.Collections.Concurrent;
using CreditRisk.Ingest.Kafka;
using Shouldly;

namespace CreditRisk.Tests.Ingest.Kafka;

/// <summary>A target that takes what a source reads, and ends it when the test says so.</summary>
internal sealed class KafkaTarget : IKafkaTarget
{
    private readonly ConcurrentDictionary<long, Action> _open = new();
    private int _asked;

    public ConcurrentQueue<KafkaRecord> Taken { get; } = new();

    public bool EndsAtOnce { get; set; }

    public Task Room { get; init; } = Task.CompletedTask;

    public int MostOpen { get; private set; }

    public int Asked => Volatile.Read(ref _asked);

    public long AskedAt { get; private set; }

    public async ValueTask TakeAsync(KafkaRecord record, Action done, CancellationToken cancellation)
    {
        AskedAt = _asked == 0 ? TimeProvider.System.GetTimestamp() : AskedAt;
        Interlocked.Increment(ref _asked);
        await Room.WaitAsync(cancellation);
        Taken.Enqueue(record);
        if (EndsAtOnce)
        {
            done();
            return;
        }

        _open[(record.Position.Partition.Partition * 1000) + record.Position.Offset] = done;
        MostOpen = Math.Max(MostOpen, _open.Count);
    }

    public void End(params long[] offsets)
    {
        foreach (var offset in offsets)
        {
            _open.TryRemove(offset, out var done).ShouldBeTrue();
            done!();
        }
    }

    public void EndAll() => End([.. _open.Keys]);
}
