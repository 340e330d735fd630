using CreditRisk.Domain.Events;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Makes the event of a type out of its data.</summary>
internal static class EventMapping
{
    /// <summary>The event; it counts only when nothing was noted in the context.</summary>
    public static AccountEvent Read(EventType type, in EventHeader header, in FieldReader data) => type switch
    {
        <= EventType.PlanCancelled => CustomerMapping.Read(type, header, data),
        <= EventType.BalanceStated => BillingMapping.Read(type, header, data),
        <= EventType.PaymentRefunded => PaymentMapping.Read(type, header, data),
        <= EventType.MeterExchanged => UsageMapping.Read(type, header, data),
        _ => ResultMapping.Read(type, header, data),
    };
}
