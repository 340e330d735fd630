using CreditRisk.Domain.Events;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>The CloudEvents types of decoded events, for statistics and timelines.</summary>
public static class EventTypeNames
{
    /// <summary>The type of an event as it stands in the contracts.</summary>
    public static string Of(AccountEvent decoded) => decoded switch
    {
        CustomerStated e => e.Registers ? "customer.registered" : "customer.updated",
        CustomerClosed => "customer.closed",
        KeyEventOpened => "customer.key-event",
        KeyEventClosed => "customer.key-event.closed",
        CreditReported => "credit.report.received",
        CreditRatingAssessed => "credit.rating.assessed",
        GuaranteeLodged => "guarantee.lodged",
        GuaranteeReleased => "guarantee.released",
        HoldGranted => "hold.granted",
        HoldEnded => "hold.ended",
        DisputeOpened => "dispute.opened",
        DisputeClosed => "dispute.closed",
        PromiseMade => "promise.made",
        PlanAgreed => "plan.agreed",
        PlanCancelled => "plan.cancelled",
        ItemCharged e => OfCharge(e.Kind),
        ItemCancelled => "billing.invoice.cancelled",
        DueDateChanged => "billing.invoice.due-date-changed",
        CreditGiven e => e.IsCreditNote ? "billing.credit-note.issued" : "billing.adjustment.posted",
        DebtMoved e => OfMove(e.Move),
        BalanceStated => "billing.balance.stated",
        PaymentInitiated => "payment.initiated",
        PaymentReceived => "payment.received",
        PaymentFailed => "payment.failed",
        PaymentReturned e => e.IsRefund ? "payment.refunded" : "payment.reversed",
        UsageRecorded => "usage.recorded",
        UsageRerated => "usage.rerated",
        UsageCancelled => "usage.cancelled",
        MeterExchanged => "meter.exchanged",
        FeedHeartbeat => "feed.heartbeat",
        ResultReported e => OfResult(e.Kind),
        RestrictionAllowed => "restriction.allowed",
        _ => decoded.GetType().Name,
    };

    private static string OfCharge(ItemKind kind) => kind switch
    {
        ItemKind.Invoice => "billing.invoice.issued",
        ItemKind.Opening => "billing.item.opened",
        ItemKind.Interest => "billing.interest.charged",
        _ => "billing.adjustment.posted",
    };

    private static string OfMove(DebtMove move) => move switch
    {
        DebtMove.WrittenOff => "billing.item.written-off",
        DebtMove.Recovered => "billing.item.recovered",
        _ => "billing.item.transferred",
    };

    private static string OfResult(ResultKind kind) => kind switch
    {
        ResultKind.RestrictionExecuted => "restriction.executed",
        ResultKind.RestrictionFailed => "restriction.failed",
        ResultKind.RestrictionRestored => "restriction.restored",
        ResultKind.NotificationDelivered => "notification.delivered",
        ResultKind.NotificationBounced => "notification.bounced",
        ResultKind.ApprovalGranted => "approval.granted",
        ResultKind.ApprovalRefused => "approval.refused",
        _ => "task.completed",
    };
}
