using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.Records;
using Orleans;

namespace CreditRisk.Cluster.Contracts;

/// <summary>Records of one account, in their order.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.record-batch")]
public sealed class RecordBatch
{
    /// <summary>The records, at least one.</summary>
    [Id(0)]
    public ImmutableArray<EncodedRecord> Records
    {
        get => field.IsDefault ? field = RecordContract.Encode(Decoded!) : field;
        init;
    }

    /// <summary>The silo that sends it, as Orleans writes it, to which the account may come; null where none does.</summary>
    [Id(1)]
    public string? Silo { get; init; }

    /// <summary>The records as their sender has them, where sender and account are in one process; null where the batch has come over the wire. Not sent.</summary>
    [field: NonSerialized]
    internal (AccountEvent Event, SourceRecord Record)[]? Decoded { get; init; }
}

/// <summary>A record as it came. It is decoded where the account is: silos of different versions need not agree on anything but its bytes.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.record")]
public sealed class EncodedRecord
{
    /// <summary>The input's epoch, or null where the input has no positions.</summary>
    [Id(0)]
    public string? Epoch { get; init; }

    /// <summary>The topic or file.</summary>
    [Id(1)]
    public string? Topic { get; init; }

    /// <summary>The partition, 0 or more.</summary>
    [Id(2)]
    public int Partition { get; init; }

    /// <summary>The offset, 0 or more.</summary>
    [Id(3)]
    public long Offset { get; init; }

    /// <summary>When it was received: 100 ns since 1970-01-01 UTC.</summary>
    [Id(4)]
    public long LoggedAt { get; init; }

    /// <summary>The value's bytes, which nobody changes.</summary>
    [Id(5)]
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The headers, encoded, or empty.</summary>
    [Id(6)]
    public ReadOnlyMemory<byte> Headers { get; init; }
}
