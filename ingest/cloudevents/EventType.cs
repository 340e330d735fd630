namespace CreditRisk.Ingest.CloudEvents;

/// <summary>The event types of the contracts, grouped by who maps them.</summary>
internal enum EventType : byte
{
    CustomerRegistered, CustomerUpdated, CustomerClosed, KeyEventOpened, KeyEventClosed, CreditReported, CreditRatingAssessed,
    GuaranteeLodged, GuaranteeReleased, HoldGranted, HoldEnded, DisputeOpened, DisputeClosed, PromiseMade, PlanAgreed, PlanCancelled,

    InvoiceIssued, InvoiceCancelled, DueDateChanged, CreditNoteIssued, AdjustmentPosted, ItemOpened, ItemWrittenOff, ItemRecovered,
    ItemTransferred, InterestCharged, BalanceStated,

    PaymentInitiated, PaymentReceived, PaymentFailed, PaymentReversed, PaymentRefunded,

    UsageRecorded, UsageRerated, UsageCancelled, MeterExchanged,

    FeedHeartbeat, RestrictionExecuted, RestrictionFailed, RestrictionRestored, NotificationDelivered, NotificationBounced,
    ApprovalGranted, ApprovalRefused, TaskCompleted,

    // The service's own.
    RestrictionAllowed,
}

/// <summary>The names of the event types, as CloudEvents' <c>type</c> carries them.</summary>
internal static class EventTypes
{
    /// <summary>The types by name.</summary>
    public static Utf8Table<EventType> Table { get; } = new(
        ("customer.registered", EventType.CustomerRegistered),
        ("customer.updated", EventType.CustomerUpdated),
        ("customer.closed", EventType.CustomerClosed),
        ("customer.key-event", EventType.KeyEventOpened),
        ("customer.key-event.closed", EventType.KeyEventClosed),
        ("credit.report.received", EventType.CreditReported),
        ("credit.rating.assessed", EventType.CreditRatingAssessed),
        ("guarantee.lodged", EventType.GuaranteeLodged),
        ("guarantee.released", EventType.GuaranteeReleased),
        ("hold.granted", EventType.HoldGranted),
        ("hold.ended", EventType.HoldEnded),
        ("dispute.opened", EventType.DisputeOpened),
        ("dispute.closed", EventType.DisputeClosed),
        ("promise.made", EventType.PromiseMade),
        ("plan.agreed", EventType.PlanAgreed),
        ("plan.cancelled", EventType.PlanCancelled),
        ("billing.invoice.issued", EventType.InvoiceIssued),
        ("billing.invoice.cancelled", EventType.InvoiceCancelled),
        ("billing.invoice.due-date-changed", EventType.DueDateChanged),
        ("billing.credit-note.issued", EventType.CreditNoteIssued),
        ("billing.adjustment.posted", EventType.AdjustmentPosted),
        ("billing.item.opened", EventType.ItemOpened),
        ("billing.item.written-off", EventType.ItemWrittenOff),
        ("billing.item.recovered", EventType.ItemRecovered),
        ("billing.item.transferred", EventType.ItemTransferred),
        ("billing.interest.charged", EventType.InterestCharged),
        ("billing.balance.stated", EventType.BalanceStated),
        ("payment.initiated", EventType.PaymentInitiated),
        ("payment.received", EventType.PaymentReceived),
        ("payment.failed", EventType.PaymentFailed),
        ("payment.reversed", EventType.PaymentReversed),
        ("payment.refunded", EventType.PaymentRefunded),
        ("usage.recorded", EventType.UsageRecorded),
        ("usage.rerated", EventType.UsageRerated),
        ("usage.cancelled", EventType.UsageCancelled),
        ("meter.exchanged", EventType.MeterExchanged),
        ("feed.heartbeat", EventType.FeedHeartbeat),
        ("restriction.executed", EventType.RestrictionExecuted),
        ("restriction.failed", EventType.RestrictionFailed),
        ("restriction.restored", EventType.RestrictionRestored),
        ("notification.delivered", EventType.NotificationDelivered),
        ("notification.bounced", EventType.NotificationBounced),
        ("approval.granted", EventType.ApprovalGranted),
        ("approval.refused", EventType.ApprovalRefused),
        ("task.completed", EventType.TaskCompleted));

    /// <summary>Types that the service itself states, and takes from nobody else, by name.</summary>
    public static Utf8Table<EventType> Own { get; } = new(("restriction.allowed", EventType.RestrictionAllowed));
}
