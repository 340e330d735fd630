using CreditRisk.Domain.Events;

namespace CreditRisk.Domain.Account.Handlers;

/// <summary>Finds the handler of an event.</summary>
internal static class Dispatch
{
    /// <summary>
    /// Applies an event to a draft. Types whose effect comes with later parts of the product (wallets, ratings) are
    /// kept in the history: deriving the account anew from it will give them their effect then.
    /// </summary>
    public static Verdict Apply(in Draft draft, AccountEvent @event)
    {
        switch (@event)
        {
            case UsageRecorded e: return UsageHandler.Apply(draft, e);
            case ItemCharged e: return BillingHandler.Apply(draft, e);
            case PaymentReceived e: return PaymentHandler.Apply(draft, e);
            case CreditReported e: return CustomerHandler.Apply(draft, e);
            case CustomerStated e: return CustomerHandler.Apply(draft, e);
            case PaymentInitiated e: return PaymentHandler.Apply(draft, e);
            case PaymentFailed e: return PaymentHandler.Apply(draft, e);
            case PaymentReturned e: return PaymentHandler.Apply(draft, e);
            case CreditGiven e: return BillingHandler.Apply(draft, e);
            case ItemCancelled e: return BillingHandler.Apply(draft, e);
            case DueDateChanged e: return BillingHandler.Apply(draft, e);
            case DebtMoved e: return BillingHandler.Apply(draft, e);
            case UsageRerated e: return UsageHandler.Apply(draft, e);
            case UsageCancelled e: return UsageHandler.Apply(draft, e);
            case DisputeOpened e: return CustomerHandler.Apply(draft, e);
            case DisputeClosed e: return CustomerHandler.Apply(draft, e);
            case HoldGranted e: return CustomerHandler.Apply(draft, e);
            case HoldEnded e: return CustomerHandler.Apply(draft, e);
            case PromiseMade e: return ArrangementHandler.Apply(draft, e);
            case PlanAgreed e: return ArrangementHandler.Apply(draft, e);
            case PlanCancelled e: return ArrangementHandler.Apply(draft, e);
            case GuaranteeLodged e: return CustomerHandler.Apply(draft, e);
            case GuaranteeReleased e: return CustomerHandler.Apply(draft, e);
            case KeyEventOpened e: return CustomerHandler.Apply(draft, e);
            case KeyEventClosed e: return CustomerHandler.Apply(draft, e);
            case ResultReported e: return ResultHandler.Apply(draft, e);
            case RestrictionAllowed e: return ResultHandler.Apply(draft, e);
            case CustomerClosed:
                draft.State.Closed = true;
                return Verdict.Done;
            default:
                return Verdict.Done;
        }
    }
}
