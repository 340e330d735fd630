using System.Collections.Immutable;
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

    public static AccountLedger Read(ref StateReader reader, AccountLedger ledger)
    {
        var disputes = ImmutableArray.CreateBuilder<Dispute>(reader.Count());
        for (var i = disputes.Capacity; i > 0; i--)
        {
            var (id, item, isPart, minor) = (reader.Text(), reader.Text(), reader.Bool(), reader.Signed());
            disputes.Add(new Dispute(id, item, isPart ? minor : null, LineCodec.ReadDate(ref reader)));
        }

        var holds = ImmutableArray.CreateBuilder<Hold>(reader.Count());
        for (var i = holds.Capacity; i > 0; i--)
        {
            holds.Add(new Hold(reader.Text(), reader.Text(), reader.Date(), reader.Date(), reader.Bool() ? reader.Instant() : null));
        }

        var transits = ImmutableArray.CreateBuilder<Transit>(reader.Count());
        for (var i = transits.Capacity; i > 0; i--)
        {
            transits.Add(new Transit(reader.Text(), reader.Signed(), reader.Instant(), LineCodec.ReadDate(ref reader), reader.Int()));
        }

        var guarantees = ImmutableArray.CreateBuilder<Guarantee>(reader.Count());
        for (var i = guarantees.Capacity; i > 0; i--)
        {
            guarantees.Add(new Guarantee(reader.Text(), (GuaranteeKind)reader.Byte(), reader.Signed(), LineCodec.ReadDate(ref reader)));
        }

        var cases = ImmutableArray.CreateBuilder<Case>(reader.Count());
        for (var i = cases.Capacity; i > 0; i--)
        {
            cases.Add(new Case(reader.Text(), (KeyEventKind)reader.Byte()));
        }

        return ledger with
        {
            Disputes = disputes.DrainToImmutable(),
            Holds = holds.DrainToImmutable(),
            Transits = transits.DrainToImmutable(),
            Guarantees = guarantees.DrainToImmutable(),
            Cases = cases.DrainToImmutable(),
        };
    }
}
