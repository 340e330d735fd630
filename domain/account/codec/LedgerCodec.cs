using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes ledgers.</summary>
internal static class LedgerCodec
{
    private const int PastFlag = 0x80;

    [Flags]
    private enum ItemFlags : byte
    {
        None = 0,
        Cancelled = 1,
        Reminded = 2,
        HasGrace = 4,
        Settled = 8,
        DueDateStated = 16,
        HasLines = 32,
        HasMoves = 64,
    }

    public static void Write(StateWriter writer, AccountLedger ledger, StateArchive archive)
    {
        writer.Signed(ledger.Pool);
        var totals = ledger.Totals;
        ReadOnlySpan<long> sums = [totals.Debits, totals.Credits, totals.Payments, totals.Reversals, totals.Refunds, totals.WriteOffs];
        foreach (var sum in sums)
        {
            writer.Signed(sum);
        }

        WriteParts(writer, ledger, archive);
        StandingCodec.Write(writer, ledger);
    }

    /// <summary>Writes items and credits: those that an archive has as references to it.</summary>
    public static void WriteParts(StateWriter writer, AccountLedger ledger, StateArchive archive)
    {
        if (archive.IsEmpty)
        {
            PartListCodec.Write(writer, ledger.Items, WriteItem);
            PartListCodec.Write(writer, ledger.Credits, WriteCredit);
            return;
        }

        PartListCodec.Write(writer, ledger.Items, archive.Items, Order, WriteItem);
        PartListCodec.Write(writer, ledger.Credits, archive.Credits, Order, WriteCredit);
    }

    /// <summary>How many items and credits an archive does not have.</summary>
    public static (int Items, int Credits) CountOthers(AccountLedger ledger, StateArchive archive) => archive.IsEmpty
        ? (ledger.Items.Length, ledger.Credits.Length)
        : (new PartRuns<Item>(ledger.Items.AsSpan(), archive.Items.AsSpan(), Order).CountOthers(),
            new PartRuns<Credit>(ledger.Credits.AsSpan(), archive.Credits.AsSpan(), Order).CountOthers());

    /// <summary>Reads items and credits.</summary>
    public static AccountLedger ReadParts(ref StateReader reader, AccountLedger ledger, StateArchive archive) => archive.IsEmpty
        ? ledger with { Items = reader.Many(ReadItem), Credits = reader.Many(ReadCredit) }
        : ledger with
        {
            Items = PartListCodec.Read(ref reader, archive.Items, ReadItem),
            Credits = PartListCodec.Read(ref reader, archive.Credits, ReadCredit),
        };

    public static AccountLedger Read(ref StateReader reader, StateArchive archive)
    {
        var pool = reader.Signed();
        var totals = new BookedTotals
        {
            Debits = reader.Signed(),
            Credits = reader.Signed(),
            Payments = reader.Signed(),
            Reversals = reader.Signed(),
            Refunds = reader.Signed(),
            WriteOffs = reader.Signed(),
        };
        var ledger = ReadParts(ref reader, AccountLedger.Empty with { Pool = pool, Totals = totals }, archive);
        return StandingCodec.Read(ref reader, ledger);
    }

    public static void WriteStamp(StateWriter writer, Stamp stamp)
    {
        writer.Instant(stamp.Time);
        writer.Text(stamp.Source);
        writer.Text(stamp.Id);
    }

    public static Stamp ReadStamp(ref StateReader reader) => new(reader.Instant(), reader.Word(), reader.Text());

    private static int Order(Item item, Item archived) => item.CoverOrder(archived);

    // Credits keep the order of their arrival, and new ones come last: what is not the archived one at its place is behind it.
    private static int Order(Credit credit, Credit archived) => credit.Kind == archived.Kind && credit.Id == archived.Id ? 0 : 1;

    private static void WriteItem(StateWriter writer, Item item)
    {
        var flags = (item.Cancelled ? ItemFlags.Cancelled : ItemFlags.None)
            | (item.Reminded ? ItemFlags.Reminded : ItemFlags.None)
            | (item.GraceFrom > Time.CivilDate.MinValue ? ItemFlags.HasGrace : ItemFlags.None)
            | (item.IsSettled ? ItemFlags.Settled : ItemFlags.None)
            | (item.DueOnStated is not null ? ItemFlags.DueDateStated : ItemFlags.None)
            | (item.Lines.IsDefault ? ItemFlags.None : ItemFlags.HasLines)
            | (item.WrittenOff != 0 || item.Transferred != 0 ? ItemFlags.HasMoves : ItemFlags.None);
        writer.Byte((byte)flags);
        writer.Byte((byte)item.Kind);
        writer.Text(item.Id);
        writer.Signed(item.Amount);
        writer.Date(item.IssuedOn);
        writer.Date(item.DueOn);
        writer.Instant(item.Time);
        writer.Signed(item.Named);
        if (flags.HasFlag(ItemFlags.HasGrace))
        {
            writer.Date(item.GraceFrom);
        }

        if (flags.HasFlag(ItemFlags.Settled))
        {
            writer.Date(item.SettledOn);
        }

        if (item.DueOnStated is { } stamp)
        {
            WriteStamp(writer, stamp);
        }

        if (flags.HasFlag(ItemFlags.HasMoves))
        {
            writer.Signed(item.WrittenOff);
            writer.Signed(item.Transferred);
        }

        if (!item.Lines.IsDefault)
        {
            LineCodec.Write(writer, item.Lines);
        }
    }

    private static Item ReadItem(ref StateReader reader)
    {
        var flags = (ItemFlags)reader.Byte();
        var item = new Item
        {
            Kind = (ItemKind)reader.Byte(),
            Id = reader.Text(),
            Amount = reader.Signed(),
            IssuedOn = reader.Date(),
            DueOn = reader.Date(),
            Time = reader.Instant(),
            Named = reader.Signed(),
            GraceFrom = flags.HasFlag(ItemFlags.HasGrace) ? reader.Date() : Time.CivilDate.MinValue,
            SettledOn = flags.HasFlag(ItemFlags.Settled) ? reader.Date() : Time.CivilDate.MaxValue,
            DueOnStated = flags.HasFlag(ItemFlags.DueDateStated) ? ReadStamp(ref reader) : null,
            WrittenOff = flags.HasFlag(ItemFlags.HasMoves) ? reader.Signed() : 0,
            Transferred = flags.HasFlag(ItemFlags.HasMoves) ? reader.Signed() : 0,
            Lines = flags.HasFlag(ItemFlags.HasLines) ? LineCodec.Read(ref reader) : default,
            Cancelled = flags.HasFlag(ItemFlags.Cancelled),
            Reminded = flags.HasFlag(ItemFlags.Reminded),
        };
        return item;
    }

    private static void WriteCredit(StateWriter writer, Credit credit)
    {
        writer.Byte((byte)((byte)credit.Kind | (credit.IsPast ? PastFlag : 0)));
        writer.Text(credit.Id);
        writer.Signed(credit.Amount);
        writer.Signed(credit.Returned);
        writer.Instant(credit.Time);
        LineCodec.WriteDate(writer, credit.PaidOn);
        writer.Date(credit.ReceivedOn);
        writer.Count(credit.Parts.Length);
        foreach (var part in credit.Parts)
        {
            writer.Text(part.ItemId);
            writer.Signed(part.Minor);
        }
    }

    private static Credit ReadCredit(ref StateReader reader)
    {
        var kind = reader.Byte();
        return new Credit
        {
            IsPast = (kind & PastFlag) != 0,
            Kind = (CreditKind)(kind & ~PastFlag),
            Id = reader.Text(),
            Amount = reader.Signed(),
            Returned = reader.Signed(),
            Time = reader.Instant(),
            PaidOn = LineCodec.ReadDate(ref reader),
            ReceivedOn = reader.Date(),
            Parts = reader.Many(ReadPart),
        };
    }

    private static NamedPart ReadPart(ref StateReader reader) => new(reader.Text(), reader.Signed());
}
