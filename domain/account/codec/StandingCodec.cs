using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes what stands beside items and credits: disputes, holds, money on its way, guarantees, cases.</summary>
internal static class StandingCodec
{
    public static void Write(StateWriter writer, AccountLedger ledger)
    {
        writer.Count(ledger.Disputes.Length);
        foreach (var dispute in ledger.Disputes)
        {
            writer.Text(dispute.Id);
            writer.Text(dispute.ItemId);
            writer.Bool(dispute.Minor is not null);
            writer.Signed(dispute.Minor ?? 0);
            LineCodec.WriteDate(writer, dispute.Deadline);
        }

        writer.Count(ledger.Holds.Length);
        foreach (var hold in ledger.Holds)
        {
            writer.Text(hold.Id);
            writer.Text(hold.Kind);
            writer.Date(hold.From);
            writer.Date(hold.GrantedTo);
            writer.Bool(hold.EndedAt is not null);
            if (hold.EndedAt is { } ended)
            {
                writer.Instant(ended);
            }
        }

        writer.Count(ledger.Transits.Length);
        foreach (var transit in ledger.Transits)
        {
            writer.Text(transit.PaymentId);
            writer.Signed(transit.Minor);
            writer.Instant(transit.InitiatedAt);
            LineCodec.WriteDate(writer, transit.MaturesOn);
            writer.Signed(transit.Days);
        }

        WriteSecurity(writer, ledger);
    }

    private static void WriteSecurity(StateWriter writer, AccountLedger ledger)
    {
        writer.Count(ledger.Guarantees.Length);
        foreach (var guarantee in ledger.Guarantees)
        {
            writer.Text(guarantee.Id);
            writer.Byte((byte)guarantee.Kind);
            writer.Signed(guarantee.Minor);
            LineCodec.WriteDate(writer, guarantee.ValidTo);
        }

        writer.Count(ledger.Cases.Length);
        foreach (var open in ledger.Cases)
        {
            writer.Text(open.Id);
            writer.Byte((byte)open.Kind);
        }
    }

    public static AccountLedger Read(ref StateReader reader, AccountLedger ledger) => ledger with
    {
        Disputes = reader.Many(ReadDispute),
        Holds = reader.Many(ReadHold),
        Transits = reader.Many(ReadTransit),
        Guarantees = reader.Many(ReadGuarantee),
        Cases = reader.Many(ReadCase),
    };

    private static Dispute ReadDispute(ref StateReader reader)
    {
        var (id, item, isPart, minor) = (reader.Text(), reader.Text(), reader.Bool(), reader.Signed());
        return new Dispute(id, item, isPart ? minor : null, LineCodec.ReadDate(ref reader));
    }

    private static Hold ReadHold(ref StateReader reader) =>
        new(reader.Text(), reader.Word(), reader.Date(), reader.Date(), reader.Bool() ? reader.Instant() : null);

    private static Transit ReadTransit(ref StateReader reader) =>
        new(reader.Text(), reader.Signed(), reader.Instant(), LineCodec.ReadDate(ref reader), reader.Int());

    private static Guarantee ReadGuarantee(ref StateReader reader) =>
        new(reader.Text(), (GuaranteeKind)reader.Byte(), reader.Signed(), LineCodec.ReadDate(ref reader));

    private static Case ReadCase(ref StateReader reader) => new(reader.Text(), (KeyEventKind)reader.Byte());
}
