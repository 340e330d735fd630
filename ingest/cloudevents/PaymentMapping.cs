using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Events of the topic of payments.</summary>
internal static class PaymentMapping
{
    /// <summary>The event of a type.</summary>
    public static AccountEvent Read(EventType type, in EventHeader header, in FieldReader data) => type switch
    {
        EventType.PaymentInitiated => new PaymentInitiated(
            header, data.Id(Field.PaymentId), data.Cash(Field.Amount), data.Term(Field.Method), data.DateOrNull(Field.MaturesOn)),
        EventType.PaymentReceived => Received(header, data),
        EventType.PaymentFailed => new PaymentFailed(header, data.Id(Field.PaymentId), data.TermOrNull(Field.Reason)),
        _ => new PaymentReturned(
            header,
            data.Id(Field.PaymentId),
            IsRefund: type == EventType.PaymentRefunded,
            data.AmountOrNull(Field.Amount, data.CurrencyOrNull()),
            data.TermOrNull(Field.Reason)),
    };

    private static PaymentReceived Received(in EventHeader header, in FieldReader data)
    {
        var paymentId = data.Id(Field.PaymentId);
        var sum = data.Cash(Field.Amount);
        var allocations = data.Objects(Field.Allocation, FieldLimits.MaxAllocations, ReadAllocation, sum.Currency);
        return new PaymentReceived(
            header, paymentId, sum, data.Term(Field.Method), allocations.IsDefault ? [] : allocations, data.DateOrNull(Field.PaidOn));
    }

    private static Allocation ReadAllocation(in FieldReader part, Currency? currency) =>
        new(part.Id(Field.InvoiceId), part.Amount(Field.Amount, currency));
}
