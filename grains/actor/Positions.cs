using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Ingest.Records;

namespace CreditRisk.Actor;

/// <summary>The highest position that an account has applied of each partition that ever fed it. Immutable.</summary>
/// <param name="Applied">One position for each partition, the one that was heard of longest ago first.</param>
public sealed record Positions(ImmutableArray<RecordPosition> Applied)
{
    /// <summary>Most partitions that are remembered; the one that was heard of longest ago gives way: ids still protect its records.</summary>
    public const int Capacity = 16;

    /// <summary>Nothing applied.</summary>
    public static readonly Positions None = new([]);

    /// <summary>Whether a record was applied already.</summary>
    public bool Covers(in RecordPosition position)
    {
        foreach (var applied in Applied)
        {
            if (IsSame(applied.Partition, position.Partition))
            {
                return position.Offset <= applied.Offset;
            }
        }

        return false;
    }

    /// <summary>With a position that is beyond what was applied of its partition.</summary>
    public Positions With(in RecordPosition position)
    {
        for (var i = 0; i < Applied.Length; i++)
        {
            if (IsSame(Applied[i].Partition, position.Partition))
            {
                return new Positions(i == Applied.Length - 1 ? Applied.SetItem(i, position) : Applied.RemoveAt(i).Add(position));
            }
        }

        return new Positions((Applied.Length >= Capacity ? Applied.RemoveAt(0) : Applied).Add(position));
    }

    /// <summary>Puts the positions before an encoded state.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> state)
    {
        var size = 1;
        foreach (var (partition, _) in Applied)
        {
            size += 2 + partition.Epoch.Length + partition.Topic.Length + 4 + 8;
        }

        var bytes = new byte[size + state.Length];
        bytes[0] = (byte)Applied.Length;
        var rest = bytes.AsSpan(1);
        foreach (var (partition, offset) in Applied)
        {
            rest = Write(rest, partition.Epoch);
            rest = Write(rest, partition.Topic);
            BinaryPrimitives.WriteInt32LittleEndian(rest, partition.Partition);
            BinaryPrimitives.WriteInt64LittleEndian(rest[4..], offset);
            rest = rest[12..];
        }

        state.CopyTo(rest);
        return bytes;
    }

    /// <summary>Takes positions and encoded state apart.</summary>
    /// <exception cref="StateCodecException">The bytes break off.</exception>
    public static Positions Unwrap(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> state)
    {
        try
        {
            return TakeApart(bytes, out state);
        }
        catch (Exception damaged) when (damaged is IndexOutOfRangeException or ArgumentException)
        {
            throw new StateCodecException($"the positions before an encoded state, {bytes.Length} bytes together, are damaged: {damaged.Message}");
        }
    }

    private static Positions TakeApart(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> state)
    {
        var positions = ImmutableArray.CreateBuilder<RecordPosition>(bytes[0]);
        var rest = bytes[1..];
        for (var i = positions.Capacity; i > 0; i--)
        {
            rest = Read(rest, out var epoch);
            rest = Read(rest, out var topic);
            var partition = new SourcePartition(epoch, topic, BinaryPrimitives.ReadInt32LittleEndian(rest));
            positions.Add(new RecordPosition(partition, BinaryPrimitives.ReadInt64LittleEndian(rest[4..])));
            rest = rest[12..];
        }

        state = rest;
        return positions.Count == 0 ? None : new Positions(positions.DrainToImmutable());
    }

    // Records of one source share the partition object: the comparison of its fields is for those that were loaded.
    private static bool IsSame(SourcePartition left, SourcePartition right) => ReferenceEquals(left, right) || left == right;

    private static Span<byte> Write(Span<byte> rest, string text)
    {
        rest[0] = (byte)Encoding.ASCII.GetBytes(text, rest[1..]);
        return rest[(1 + rest[0])..];
    }

    private static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> rest, out string text)
    {
        text = Encoding.ASCII.GetString(rest.Slice(1, rest[0]));
        return rest[(1 + rest[0])..];
    }
}
