using CreditRisk.Domain.Events;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Events of the topic of usage.</summary>
internal static class UsageMapping
{
    /// <summary>The event of a type.</summary>
    public static AccountEvent Read(EventType type, in EventHeader header, in FieldReader data) => type switch
    {
        EventType.UsageRecorded => Recorded(header, data),
        EventType.UsageRerated => new UsageRerated(header, data.Id(Field.UsageId), data.Cash(Field.Amount)),
        EventType.UsageCancelled => new UsageCancelled(header, data.Id(Field.UsageId)),
        _ => new MeterExchanged(header),
    };

    private static UsageRecorded Recorded(in EventHeader header, in FieldReader data)
    {
        var (from, to) = (data.Time(Field.From), data.Time(Field.To));
        data.RequireOrder(Field.From, from, Field.To, to, RefusalReasons.BadTime);
        return new UsageRecorded(
            header,
            data.Id(Field.UsageId),
            data.Term(Field.Service),
            data.IdOrNull(Field.ServicePoint),
            data.Amount(Field.Quantity),
            data.Term(Field.Unit),
            from,
            to,
            data.CashOrNull(Field.Amount),
            data.Flag(Field.Estimated));
    }
}
