using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes the facts that may wait for others: exactly the types for which a handler may say so.</summary>
internal static class WaitingCodec
{
    private enum Tag : byte
    {
        ItemCancelled = 1,
        DueDateChanged = 2,
        DebtMoved = 3,
        PaymentFailed = 4,
        PaymentReturned = 5,
        UsageRerated = 6,
        UsageCancelled = 7,
        DisputeOpened = 8,
        DisputeClosed = 9,
        HoldEnded = 10,
        GuaranteeReleased = 11,
        KeyEventClosed = 12,
        UsageRecorded = 13,
        PromiseMade = 14,
        PlanAgreed = 15,
        PlanCancelled = 16,
        ResultReported = 17,
    }

    public static void Write(StateWriter writer, WaitingFact waiting)
    {
        writer.Byte((byte)waiting.For.Kind);
        writer.Text(waiting.For.Id);
        writer.Date(waiting.ReceivedOn);
        var header = waiting.Event.Header;
        writer.Text(header.Source);
        writer.Text(header.Id);
        writer.Instant(header.Time);
        WriteEvent(writer, waiting.Event);
    }

    public static ImmutableArray<WaitingFact> ReadAll(ref StateReader reader, string account)
    {
        var count = reader.Count();
        if (count == 0)
        {
            return [];
        }

        var waiting = ImmutableArray.CreateBuilder<WaitingFact>(count);
        for (var i = 0; i < count; i++)
        {
            waiting.Add(Read(ref reader, account));
        }

        return waiting.MoveToImmutable();
    }

    private static WaitingFact Read(ref StateReader reader, string account)
    {
        var target = new FactId((FactKind)reader.Byte(), reader.Text());
        var receivedOn = reader.Date();
        var header = new EventHeader(reader.Text(), reader.Text(), account, reader.Instant());
        return new WaitingFact(target, ReadEvent(ref reader, header), receivedOn);
    }

    private static void WriteEvent(StateWriter writer, AccountEvent waiting)
    {
        switch (waiting)
        {
            case ItemCancelled e:
                Write(writer, Tag.ItemCancelled, e.ItemId, e.Reason);
                break;
            case DueDateChanged e:
                Write(writer, Tag.DueDateChanged, e.ItemId, null);
                writer.Date(e.DueOn);
                break;
            case DebtMoved e:
                Write(writer, Tag.DebtMoved, e.ItemId, e.OtherAccount);
                writer.Byte((byte)e.Move);
                Write(writer, e.Moved);
                break;
            case PaymentFailed e:
                Write(writer, Tag.PaymentFailed, e.PaymentId, e.Reason);
                break;
            case PaymentReturned e:
                Write(writer, Tag.PaymentReturned, e.PaymentId, e.Reason);
                writer.Bool(e.IsRefund);
                WriteOptional(writer, e.Part);
                break;
            default:
                WriteOther(writer, waiting);
                break;
        }
    }

    private static void WriteOther(StateWriter writer, AccountEvent waiting)
    {
        switch (waiting)
        {
            case UsageRerated e:
                Write(writer, Tag.UsageRerated, e.UsageId, e.Value.Currency.Code);
                writer.Signed(e.Value.Minor);
                break;
            case UsageCancelled e:
                Write(writer, Tag.UsageCancelled, e.UsageId, null);
                break;
            case DisputeOpened e:
                Write(writer, Tag.DisputeOpened, e.DisputeId, e.InvoiceId);
                WriteOptional(writer, e.Disputed);
                LineCodec.WriteDate(writer, e.Deadline);
                break;
            case DisputeClosed e:
                Write(writer, Tag.DisputeClosed, e.DisputeId, e.Outcome);
                break;
            case HoldEnded e:
                Write(writer, Tag.HoldEnded, e.HoldId, null);
                break;
            case GuaranteeReleased e:
                Write(writer, Tag.GuaranteeReleased, e.GuaranteeId, null);
                break;
            case KeyEventClosed e:
                Write(writer, Tag.KeyEventClosed, e.CaseId, null);
                break;
            case UsageRecorded { Value: null } e:
                Write(writer, Tag.UsageRecorded, e.UsageId, e.Service);
                WriteRest(writer, e);
                break;
            default:
                WriteLater(writer, waiting);
                break;
        }
    }

    private static void WriteLater(StateWriter writer, AccountEvent waiting)
    {
        switch (waiting)
        {
            case PromiseMade e:
                Write(writer, Tag.PromiseMade, e.PromiseId, null);
                Write(writer, e.Promised);
                writer.Date(e.By);
                break;
            case PlanAgreed e:
                Write(writer, Tag.PlanAgreed, e.PlanId, null);
                writer.Count(e.Instalments.Length);
                foreach (var instalment in e.Instalments)
                {
                    writer.Date(instalment.DueOn);
                    Write(writer, instalment.Due);
                }

                break;
            case PlanCancelled e:
                Write(writer, Tag.PlanCancelled, e.PlanId, null);
                break;
            case ResultReported e:
                Write(writer, Tag.ResultReported, e.RequestId, e.Reason);
                writer.Byte((byte)e.Kind);
                RestrictionCodec.WriteOptional(writer, e.At);
                writer.OptionalText(e.By);
                writer.OptionalText(e.Evidence);
                break;
            default:
                throw new InvalidOperationException($"{waiting.GetType().Name} cannot wait");
        }
    }

    private static AccountEvent ReadEvent(ref StateReader reader, EventHeader header)
    {
        var (tag, id, note) = ((Tag)reader.Byte(), reader.Text(), reader.OptionalText());
        return tag switch
        {
            Tag.ItemCancelled => new ItemCancelled(header, id, note),
            Tag.DueDateChanged => new DueDateChanged(header, id, reader.Date()),
            Tag.DebtMoved => new DebtMoved(header, id, (DebtMove)reader.Byte(), ReadAmount(ref reader), note),
            Tag.PaymentFailed => new PaymentFailed(header, id, note),
            Tag.PaymentReturned => new PaymentReturned(header, id, reader.Bool(), ReadOptional(ref reader), note),
            Tag.UsageRerated => new UsageRerated(header, id, new Cash(reader.Signed(), Currency.Of(note!))),
            Tag.UsageCancelled => new UsageCancelled(header, id),
            Tag.DisputeOpened => new DisputeOpened(header, id, note!, ReadOptional(ref reader), LineCodec.ReadDate(ref reader)),
            Tag.DisputeClosed => new DisputeClosed(header, id, note),
            Tag.HoldEnded => new HoldEnded(header, id),
            Tag.GuaranteeReleased => new GuaranteeReleased(header, id),
            Tag.KeyEventClosed => new KeyEventClosed(header, id),
            Tag.UsageRecorded => new UsageRecorded(
                header, id, note!, reader.OptionalText(), ReadAmount(ref reader), reader.Text(), reader.Instant(), reader.Instant(), null, reader.Bool()),
            Tag.PromiseMade => new PromiseMade(header, id, ReadAmount(ref reader), reader.Date()),
            Tag.PlanAgreed => new PlanAgreed(header, id, reader.Many(ReadInstalment)),
            Tag.PlanCancelled => new PlanCancelled(header, id),
            Tag.ResultReported => new ResultReported(
                header, (ResultKind)reader.Byte(), id, note, RestrictionCodec.ReadOptional(ref reader), reader.OptionalText(), reader.OptionalText()),
            _ => throw new StateCodecException($"a waiting fact of the unknown kind {(byte)tag} was found in an encoded state"),
        };
    }

    private static void Write(StateWriter writer, Tag tag, string id, string? note)
    {
        writer.Byte((byte)tag);
        writer.Text(id);
        writer.OptionalText(note);
    }

    private static void WriteRest(StateWriter writer, UsageRecorded usage)
    {
        writer.OptionalText(usage.ServicePoint);
        Write(writer, usage.Quantity);
        writer.Text(usage.Unit);
        writer.Instant(usage.From);
        writer.Instant(usage.To);
        writer.Bool(usage.Estimated);
    }

    private static void Write(StateWriter writer, Amount amount)
    {
        writer.Signed(amount.Unscaled);
        writer.Signed(amount.Decimals);
    }

    private static Instalment ReadInstalment(ref StateReader reader) => new(reader.Date(), ReadAmount(ref reader));

    private static Amount ReadAmount(ref StateReader reader) => new(reader.Signed(), reader.Int());

    private static void WriteOptional(StateWriter writer, Amount? amount)
    {
        writer.Bool(amount is not null);
        if (amount is { } value)
        {
            Write(writer, value);
        }
    }

    private static Amount? ReadOptional(ref StateReader reader) => reader.Bool() ? ReadAmount(ref reader) : null;
}
