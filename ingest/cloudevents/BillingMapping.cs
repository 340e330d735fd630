using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Events of the topic of billing.</summary>
internal static class BillingMapping
{
    private static readonly Utf8Table<bool> Directions = new(("debit", true), ("credit", false));

    /// <summary>The event of a type.</summary>
    public static AccountEvent Read(EventType type, in EventHeader header, in FieldReader data) => type switch
    {
        EventType.InvoiceIssued => Invoice(header, data),
        EventType.InvoiceCancelled => new ItemCancelled(header, data.Id(Field.InvoiceId), data.TermOrNull(Field.Reason)),
        EventType.DueDateChanged => new DueDateChanged(header, data.Id(Field.InvoiceId), data.Date(Field.DueOn)),
        EventType.CreditNoteIssued => new CreditGiven(
            header,
            data.Id(Field.CreditNoteId),
            IsCreditNote: true,
            data.Cash(Field.Amount),
            data.IdOrNull(Field.InvoiceId),
            data.TermOrNull(Field.Reason)),
        EventType.AdjustmentPosted => Adjustment(header, data),
        EventType.ItemOpened => OpeningItem(header, data),
        EventType.ItemWrittenOff => Move(header, data, DebtMove.WrittenOff),
        EventType.ItemRecovered => Move(header, data, DebtMove.Recovered),
        EventType.ItemTransferred => Move(header, data, DebtMove.Transferred),
        EventType.InterestCharged => OnItsDay(header, data, data.Id(Field.ItemId), ItemKind.Interest),
        _ => Balance(header, data),
    };

    private static ItemCharged Invoice(in EventHeader header, in FieldReader data)
    {
        var itemId = data.Id(Field.InvoiceId);
        var charged = data.Cash(Field.Amount);
        var lines = data.Objects(Field.Lines, FieldLimits.MaxLines, ReadLine);
        return new ItemCharged(
            header,
            itemId,
            ItemKind.Invoice,
            charged,
            data.Date(Field.IssuedOn),
            data.Date(Field.DueOn),
            data.AmountOrNull(Field.MinimumDue, charged.Currency),

            // A bill that does not say what it is for is for everything.
            lines.IsDefault ? [] : lines);
    }

    private static BillLine ReadLine(in FieldReader line, Currency? currency)
    {
        var service = line.TermOrNull(Field.Service);
        var (from, to) = (line.DateOrNull(Field.PeriodFrom), line.DateOrNull(Field.PeriodTo));
        if (from is { } first && to is { } last)
        {
            line.RequireOrder(Field.PeriodFrom, first, Field.PeriodTo, last, RefusalReasons.BadDate);
        }

        return new BillLine(service, from, to);
    }

    private static AccountEvent Adjustment(in EventHeader header, in FieldReader data)
    {
        var id = data.Id(Field.AdjustmentId);
        return data.Word(Field.Direction, Directions)
            ? OnItsDay(header, data, id, ItemKind.Adjustment)
            : new CreditGiven(header, id, IsCreditNote: false, data.Cash(Field.Amount), ItemId: null, data.TermOrNull(Field.Reason));
    }

    private static ItemCharged OpeningItem(in EventHeader header, in FieldReader data)
    {
        var itemId = data.Id(data.OneOf(Field.ItemId, Field.InvoiceId));
        var charged = data.Cash(Field.Amount);
        var dueOn = data.Date(Field.DueOn);
        return new ItemCharged(
            header,
            itemId,
            ItemKind.Opening,
            charged,
            data.DateOrNull(Field.IssuedOn) ?? dueOn,
            dueOn,
            data.AmountOrNull(Field.MinimumDue, charged.Currency),
            Lines: default);
    }

    // Interest and adjustments come into being, and are due unless they say otherwise, on the day of the event.
    private static ItemCharged OnItsDay(in EventHeader header, in FieldReader data, string itemId, ItemKind kind)
    {
        var charged = data.Cash(Field.Amount);
        var day = CivilDate.At(header.Time, DateTimeZone.Utc);
        var issuedOn = kind == ItemKind.Interest ? data.DateOrNull(Field.IssuedOn) ?? day : day;
        return new ItemCharged(
            header, itemId, kind, charged, issuedOn, data.DateOrNull(Field.DueOn) ?? day, MinimumDue: null, Lines: default);
    }

    private static DebtMoved Move(in EventHeader header, in FieldReader data, DebtMove move) => new(
        header,
        data.Id(data.OneOf(Field.ItemId, Field.InvoiceId)),
        move,
        data.Amount(Field.Amount, data.CurrencyOrNull()),
        move == DebtMove.Transferred ? data.IdOrNull(Field.OtherAccount) : null);

    private static BalanceStated Balance(in EventHeader header, in FieldReader data)
    {
        var (size, isNegative) = data.SignedCash(data.OneOf(Field.Balance, Field.Amount));
        return new BalanceStated(header, size, isNegative);
    }
}
