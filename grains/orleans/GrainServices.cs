using System.Collections.Concurrent;
using CreditRisk.Actor;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Commit;

namespace CreditRisk.Cluster;

/// <summary>What the grains of a silo share: one is registered with the silo's services. Safe for use by many threads.</summary>
/// <param name="accounts">Store, committer and rules.</param>
/// <param name="decode">Makes an event of a record, or null if that cannot be done; called by many threads.</param>
/// <param name="opened">Ends when accounts may run here; at once where nothing is to be waited for.</param>
public sealed class GrainServices(AccountServices accounts, Func<SourceRecord, AccountEvent?> decode, Task? opened = null)
{
    /// <summary>Grains that decode whatever a sender may have let pass: each has limits of its own, and a record that is on its way has passed them.</summary>
    /// <param name="accounts">Store, committer and rules.</param>
    /// <param name="opened">Ends when accounts may run here.</param>
    public GrainServices(AccountServices accounts, Task opened)
        : this(accounts, DecodeWith(new DecoderLimits { MaxEventBytes = DecoderLimits.MostEventBytes, MaxDepth = DecoderLimits.MostDepth }), opened)
    {
    }

    private const int KnownPartitions = 10_000;

    private readonly ConcurrentDictionary<SourcePartition, SourcePartition> _partitions = new();
    private long _moved;

    /// <summary>Store, committer and rules.</summary>
    public AccountServices Accounts => accounts;

    /// <summary>Ends when accounts may run here: not before it is known that the silo's rules are those of the cluster.</summary>
    public Task Opened { get; } = opened ?? Task.CompletedTask;

    /// <summary>How the store fails while nothing can be written, or accounts wait to read it; else null.</summary>
    public string? StoreAway => accounts.StoreAway ?? (accounts.Committer.Status is { State: CommitterState.Unavailable } away ? away.Failure : null);

    /// <summary>Accounts that have left this silo to be where they are called from.</summary>
    public long Moved => Interlocked.Read(ref _moved);

    /// <summary>Decodes a record.</summary>
    /// <exception cref="InvalidOperationException">It cannot be decoded here, although its sender could: it has a newer version, and the call is made again until this silo has it too.</exception>
    public AccountEvent Decode(in SourceRecord record) =>
        decode(record) ?? throw new InvalidOperationException("a record cannot be decoded here, although its sender could: is it of a newer version?");

    /// <summary>The one object that stands for a partition: every account's positions name some.</summary>
    public SourcePartition Known(SourcePartition partition) =>
        _partitions.TryGetValue(partition, out var known) ? known : _partitions.Count < KnownPartitions ? _partitions.GetOrAdd(partition, partition) : partition;

    /// <summary>An account leaves this silo to be where it is called from.</summary>
    internal void CountMoved() => Interlocked.Increment(ref _moved);

    private static Func<SourceRecord, AccountEvent?> DecodeWith(DecoderLimits limits)
    {
        // Decoding keeps strings to use them again, and awaits nothing: one decoder for each thread.
        var decoders = new ThreadLocal<EventDecoder>(() => new EventDecoder(limits with { TakesOwn = true }));
        return record => decoders.Value!.Decode(record.Body.Span, record.Headers.Span).Event;
    }
}
