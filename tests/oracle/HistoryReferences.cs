using CreditRisk.Domain.Events;

namespace CreditRisk.Tests.Oracle;

/// <summary>What events name, and cannot be without.</summary>
internal static class HistoryReferences
{
    /// <summary>The fact that an event is about, or null. Allocations and credit notes are worth something without their items.</summary>
    public static FactId? NamedBy(AccountEvent e) => e switch
    {
        ItemCancelled x => new FactId(FactKind.Item, x.ItemId),
        DueDateChanged x => new FactId(FactKind.Item, x.ItemId),
        DebtMoved x => new FactId(FactKind.Item, x.ItemId),
        DisputeOpened x => new FactId(FactKind.Item, x.InvoiceId),
        DisputeClosed x => new FactId(FactKind.Dispute, x.DisputeId),
        HoldEnded x => new FactId(FactKind.Hold, x.HoldId),
        KeyEventClosed x => new FactId(FactKind.Case, x.CaseId),
        PaymentFailed x => new FactId(FactKind.PaymentInitiation, x.PaymentId),
        PaymentReturned x => new FactId(FactKind.Payment, x.PaymentId),
        _ => null,
    };
}
