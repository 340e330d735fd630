using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes master data. Most fields share one statement: each stamp is written once, where it first occurs.</summary>
internal static class ProfileCodec
{
    private const byte NotStated = 0;
    private const byte SameStamp = 1;
    private const byte NewStamp = 2;

    public static void Write(StateWriter writer, CustomerProfile profile)
    {
        var stamps = new StampWriter(writer);
        stamps.Text(profile.Name);
        stamps.Text(profile.PartyId);
        stamps.Text(profile.Segment);
        stamps.Text(profile.Unit);
        stamps.Text(profile.Region);
        stamps.Text(profile.TimeZone);
        stamps.Text(profile.Manager);
        stamps.Text(profile.Group);
        stamps.Text(profile.LegalRepresentative);
        if (stamps.Mark(profile.Terms.At))
        {
            writer.Byte((byte)profile.Terms.Value!.Value);
        }

        if (stamps.Mark(profile.Protection.At))
        {
            writer.Byte((byte)profile.Protection.Value!.Value);
        }

        if (stamps.Mark(profile.CreditLimit.At))
        {
            writer.Signed(profile.CreditLimit.Value!.Value.Unscaled);
            writer.Signed(profile.CreditLimit.Value!.Value.Decimals);
        }

        if (stamps.Mark(profile.ServicePoints.At))
        {
            WritePoints(writer, profile.ServicePoints.Value!.Value);
        }

        if (stamps.Mark(profile.Contacts.At))
        {
            WriteContacts(writer, profile.Contacts.Value!.Value);
        }
    }

    public static CustomerProfile Read(ref StateReader reader)
    {
        Stamp? last = null;
        return new CustomerProfile
        {
            Name = Text(ref reader, ref last),
            PartyId = Text(ref reader, ref last),
            Segment = Word(ref reader, ref last),
            Unit = Word(ref reader, ref last),
            Region = Word(ref reader, ref last),
            TimeZone = Word(ref reader, ref last),
            Manager = Word(ref reader, ref last),
            Group = Text(ref reader, ref last),
            LegalRepresentative = Text(ref reader, ref last),
            Terms = IsStated(ref reader, ref last) ? new Stated<Terms?>((Terms)reader.Byte(), last) : default,
            Protection = IsStated(ref reader, ref last) ? new Stated<Protection?>((Protection)reader.Byte(), last) : default,
            CreditLimit = IsStated(ref reader, ref last) ? new Stated<Amount?>(new Amount(reader.Signed(), reader.Int()), last) : default,
            ServicePoints = IsStated(ref reader, ref last) ? new Stated<ImmutableArray<ServicePoint>?>(reader.Many(ReadPoint), last) : default,
            Contacts = IsStated(ref reader, ref last) ? new Stated<ImmutableArray<Contact>?>(reader.Many(ReadContact), last) : default,
        };
    }

    private static Stated<string> Text(ref StateReader reader, ref Stamp? last) =>
        IsStated(ref reader, ref last) ? new Stated<string>(reader.Text(), last) : default;

    private static Stated<string> Word(ref StateReader reader, ref Stamp? last) =>
        IsStated(ref reader, ref last) ? new Stated<string>(reader.Word(), last) : default;

    private static bool IsStated(ref StateReader reader, ref Stamp? last)
    {
        var mark = reader.Byte();
        if (mark == NewStamp)
        {
            last = LedgerCodec.ReadStamp(ref reader);
        }

        return mark != NotStated;
    }

    private static void WritePoints(StateWriter writer, ImmutableArray<ServicePoint> points)
    {
        writer.Count(points.Length);
        foreach (var point in points)
        {
            writer.Text(point.Id);
            writer.Text(point.Service);
        }
    }

    private static ServicePoint ReadPoint(ref StateReader reader) => new(reader.Text(), reader.Word());

    private static void WriteContacts(StateWriter writer, ImmutableArray<Contact> contacts)
    {
        writer.Count(contacts.Length);
        foreach (var contact in contacts)
        {
            writer.Text(contact.Channel);
            writer.Text(contact.Address);
            writer.OptionalText(contact.Language);
        }
    }

    private static Contact ReadContact(ref StateReader reader) => new(reader.Word(), reader.Text(), reader.OptionalText());

    /// <summary>Marks each field as not stated, stated like the one before, or stated anew.</summary>
    private sealed class StampWriter(StateWriter writer)
    {
        private Stamp? _last;

        public void Text(Stated<string> field)
        {
            if (Mark(field.At))
            {
                writer.Text(field.Value!);
            }
        }

        public bool Mark(Stamp? stamp)
        {
            if (stamp is null)
            {
                writer.Byte(NotStated);
                return false;
            }

            writer.Byte(stamp == _last ? SameStamp : NewStamp);
            if (stamp != _last)
            {
                LedgerCodec.WriteStamp(writer, stamp);
                _last = stamp;
            }

            return true;
        }
    }
}
