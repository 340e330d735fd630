using System.Collections.Immutable;
using CreditRisk.Domain.Ledger;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>
/// The bulk of a large account as it once was, with its bytes: items, credits and the filter of business ids. States are encoded against it (<see cref="StateCodec"/>), so that what has
/// not changed since costs a write next to nothing. A part is taken for unchanged while it is the same object. Immutable.
/// </summary>
public sealed class StateArchive
{
    /// <summary>No archive.</summary>
    public static readonly StateArchive Empty = new(default, [], [], FactFilter.Empty);

    private const byte Version = 1;

    private StateArchive(ReadOnlyMemory<byte> encoded, ImmutableArray<Item> items, ImmutableArray<Credit> credits, FactFilter facts)
    {
        (Encoded, Items, Credits, Facts) = (encoded, items, credits, facts);
        Hash = encoded.IsEmpty ? 0 : StableHash.Of(encoded.Span);
    }

    /// <summary>Its bytes; none where there is no archive.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>Whether there is no archive.</summary>
    public bool IsEmpty => Encoded.IsEmpty;

    /// <summary>The hash of its bytes, by which states name it.</summary>
    internal ulong Hash { get; }

    internal ImmutableArray<Item> Items { get; }

    internal ImmutableArray<Credit> Credits { get; }

    internal FactFilter Facts { get; }

    /// <summary>An archive of all that a state holds. Safe for use by many threads.</summary>
    public static StateArchive Of(AccountState state)
    {
        var writer = StateWriter.Begin();
        writer.Byte(Version);
        LedgerCodec.WriteParts(writer, state.Ledger, Empty);
        IdsCodec.Write(writer, state.Facts, Empty);
        return new StateArchive(writer.Written.ToArray(), state.Ledger.Items, state.Ledger.Credits, state.Facts);
    }

    /// <summary>The archive of these bytes, which it keeps.</summary>
    /// <exception cref="StateCodecException">They are damaged, or a newer program wrote them.</exception>
    public static StateArchive Decode(ReadOnlyMemory<byte> encoded)
    {
        if (encoded.IsEmpty)
        {
            return Empty;
        }

        try
        {
            var reader = new StateReader(encoded.Span);
            var version = reader.Byte();
            if (version != Version)
            {
                throw new StateCodecException($"an archive of version {version} was found; this program knows versions up to {Version}");
            }

            var ledger = LedgerCodec.ReadParts(ref reader, AccountLedger.Empty, Empty);
            var facts = IdsCodec.ReadFacts(ref reader, Empty);
            return reader.IsAtEnd
                ? new StateArchive(encoded, ledger.Items, ledger.Credits, facts)
                : throw new StateCodecException($"bytes were found after an archive of {encoded.Length} bytes");
        }
        catch (Exception damaged) when (StateReader.IsDamage(damaged))
        {
            throw new StateCodecException($"an archive of {encoded.Length} bytes is damaged: {damaged.Message}");
        }
    }

    /// <summary>What encoding a state against it spares.</summary>
    public ArchiveUse UseBy(AccountState state)
    {
        var (items, credits) = LedgerCodec.CountOthers(state.Ledger, this);
        return new ArchiveUse(
            ArchiveUse.SizeOf(state.Ledger.Items.Length + state.Ledger.Credits.Length, state.Facts.Words.Length),
            ArchiveUse.SizeOf(items + credits, IdsCodec.CountOthers(state.Facts, this)),
            ArchiveUse.SizeOf(Items.Length + Credits.Length, Facts.Words.Length));
    }
}
