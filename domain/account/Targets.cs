using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;

namespace CreditRisk.Domain.Account;

/// <summary>Which fact an event names, and whether the state still holds it.</summary>
internal static class Targets
{
    /// <summary>The fact that an event names and needs, or null.</summary>
    public static FactId? Of(AccountEvent @event) => @event switch
    {
        ItemCancelled cancelled => new FactId(FactKind.Item, cancelled.ItemId),
        DueDateChanged changed => new FactId(FactKind.Item, changed.ItemId),
        DebtMoved moved => new FactId(FactKind.Item, moved.ItemId),
        DisputeOpened opened => new FactId(FactKind.Item, opened.InvoiceId),
        DisputeClosed closed => new FactId(FactKind.Dispute, closed.DisputeId),
        PaymentReturned returned => new FactId(FactKind.Payment, returned.PaymentId),
        PaymentFailed failed => new FactId(FactKind.PaymentInitiation, failed.PaymentId),
        PaymentInitiated initiated => new FactId(FactKind.Payment, initiated.PaymentId),
        HoldEnded ended => new FactId(FactKind.Hold, ended.HoldId),
        PlanCancelled cancelled => new FactId(FactKind.Plan, cancelled.PlanId),
        GuaranteeReleased released => new FactId(FactKind.Guarantee, released.GuaranteeId),
        KeyEventClosed closed => new FactId(FactKind.Case, closed.CaseId),
        UsageRerated rerated => new FactId(FactKind.Usage, rerated.UsageId),
        UsageCancelled cancelled => new FactId(FactKind.Usage, cancelled.UsageId),
        _ => null,
    };

    /// <summary>Whether the fact is in the state, so that the history need not be asked.</summary>
    public static bool IsAtHand(AccountState state, FactId fact) => WaitingRoom.Holds(state, fact) || fact.Kind switch
    {
        FactKind.Item => state.Ledger.IndexOf(fact.Id) >= 0,
        FactKind.Payment => state.Ledger.IndexOf(CreditKind.Payment, fact.Id) >= 0,
        FactKind.PaymentInitiation => Any(state.Ledger.Transits, transit => transit.PaymentId == fact.Id),
        FactKind.Dispute => Any(state.Ledger.Disputes, dispute => dispute.Id == fact.Id),
        FactKind.Hold => Any(state.Ledger.Holds, hold => hold.Id == fact.Id),
        FactKind.Plan => Any(state.Ledger.Arrangements, arrangement => arrangement.Kind == ArrangementKind.Plan && arrangement.Id == fact.Id),
        FactKind.Guarantee => Any(state.Ledger.Guarantees, guarantee => guarantee.Id == fact.Id),
        FactKind.Usage => state.Usage.Find(Handlers.UsageHandler.KeyOf(fact.Id)) is not null,
        FactKind.Case => Any(state.Ledger.Cases, open => open.Id == fact.Id),
        _ => false,
    };

    private static bool Any<T>(System.Collections.Immutable.ImmutableArray<T> parts, Func<T, bool> matches)
    {
        foreach (var part in parts)
        {
            if (matches(part))
            {
                return true;
            }
        }

        return false;
    }
}
