using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Usage;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes the parts that came with version 3, each only where it has something to say: most accounts have none of them.</summary>
internal static class LaterPartsCodec
{
    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Arrangements = 1,
        Alarm = 2,
        Restriction = 4,
        Notices = 8,
        Desk = 16,
        Listing = 32,
        Wallet = 64,
    }

    public static void Write(StateWriter writer, AccountState state)
    {
        var ledger = state.Ledger;
        var parts = (ledger.Arrangements.IsEmpty && ledger.BrokenBefore == 0 ? Parts.None : Parts.Arrangements)
            | (state.AlarmAt == NodaTime.Instant.MaxValue ? Parts.None : Parts.Alarm)
            | (state.Restriction == RestrictionState.Start ? Parts.None : Parts.Restriction)
            | (state.Notices.IsEmpty ? Parts.None : Parts.Notices)
            | (state.Desk is { Tasks.IsEmpty: true, Approval: null } ? Parts.None : Parts.Desk)
            | (state.Ladder.Active.Any(entry => entry.IsListed) ? Parts.Listing : Parts.None)
            | (state.Wallet == Wallet.Empty ? Parts.None : Parts.Wallet);
        writer.Byte((byte)parts);
        if (parts.HasFlag(Parts.Arrangements))
        {
            WriteArrangements(writer, ledger);
        }

        if (parts.HasFlag(Parts.Alarm))
        {
            writer.Instant(state.AlarmAt);
        }

        if (parts.HasFlag(Parts.Restriction))
        {
            RestrictionCodec.Write(writer, state.Restriction);
        }

        if (parts.HasFlag(Parts.Notices))
        {
            DeskCodec.Write(writer, state.Notices);
        }

        if (parts.HasFlag(Parts.Desk))
        {
            DeskCodec.Write(writer, state.Desk);
        }

        if (parts.HasFlag(Parts.Wallet))
        {
            WalletCodec.Write(writer, state.Wallet);
        }
    }

    public static void Read(ref StateReader reader, AccountState state)
    {
        var parts = (Parts)reader.Byte();
        if (parts.HasFlag(Parts.Arrangements))
        {
            state.Ledger = state.Ledger with { BrokenBefore = reader.Int(), Arrangements = reader.Many(ReadArrangement) };
        }

        if (parts.HasFlag(Parts.Alarm))
        {
            state.AlarmAt = reader.Instant();
        }

        if (parts.HasFlag(Parts.Restriction))
        {
            state.Restriction = RestrictionCodec.Read(ref reader);
        }

        if (parts.HasFlag(Parts.Notices))
        {
            state.Notices = reader.Many(DeskCodec.ReadNotice);
        }

        if (parts.HasFlag(Parts.Desk))
        {
            state.Desk = DeskCodec.Read(ref reader);
        }

        if (parts.HasFlag(Parts.Wallet))
        {
            state.Wallet = WalletCodec.Read(ref reader);
        }

        if (parts.HasFlag(Parts.Listing))
        {
            // Blacklist alone lists.
            state.Ladder = state.Ladder with { Active = [.. state.Ladder.Active.Select(entry => entry with { IsListed = entry.Stage == Stage.Blacklist })] };
        }
    }

    private static void WriteArrangements(StateWriter writer, AccountLedger ledger)
    {
        writer.Signed(ledger.BrokenBefore);
        writer.Count(ledger.Arrangements.Length);
        foreach (var arrangement in ledger.Arrangements)
        {
            writer.Byte((byte)arrangement.Kind);
            writer.Text(arrangement.Id);
            writer.Instant(arrangement.MadeAt);
            writer.Bool(arrangement.CancelledAt is not null);
            if (arrangement.CancelledAt is { } at)
            {
                writer.Instant(at);
            }

            writer.Count(arrangement.Parts.Length);
            foreach (var part in arrangement.Parts)
            {
                writer.Date(part.DueOn);
                writer.Signed(part.Minor);
            }
        }
    }

    // What follows from the zone is set when the zone is known.
    private static Arrangement ReadArrangement(ref StateReader reader)
    {
        var (kind, id, madeAt) = ((ArrangementKind)reader.Byte(), reader.Text(), reader.Instant());
        NodaTime.Instant? cancelledAt = reader.Bool() ? reader.Instant() : null;
        return new Arrangement(id, kind, madeAt, reader.Many(ReadPart), cancelledAt);
    }

    private static DuePart ReadPart(ref StateReader reader) => new(reader.Date(), reader.Signed());
}
