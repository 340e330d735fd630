using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Tells a warning that a payment answered from one that was wrong, because the payment had been made before.</summary>
internal static class Withdrawal
{
    /// <summary>
    /// Whether the entry ends on a payment made not later than the entry took effect, and its condition would have been false then:
    /// on the day it took effect, without grace (which is about when the news came) and without the payments made after it.
    /// </summary>
    public static bool IsProvenWrong(in LadderView view, StageEntry entry, StageRule rule)
    {
        if (view.Decisions.Cause is not PaymentReceived payment
            || PaidAt(view, payment) > entry.EffectiveAt
            || (entry.Direct ? rule.Direct : rule.Enter) is not { } condition)
        {
            return false;
        }

        var state = view.Draft;
        var ledger = state.Ledger;
        foreach (var credit in state.Ledger.Credits)
        {
            if (credit is { Kind: CreditKind.Payment, IsPast: false } && credit.PaidAt(state.Clock.Zone) > entry.EffectiveAt)
            {
                ledger = ledger.Without(credit);
            }
        }

        var covers = new ItemCover[ledger.Items.Length];
        var unapplied = Coverage.Compute(ledger, covers);
        var day = CivilDate.At(entry.EffectiveAt, state.Clock.Zone);
        var then = Evaluator.Complete(state, view.Policy, LedgerFigures.Of(ledger, covers, unapplied, day, state.Clock.Zone, view.Policy, state.Decimals, Reckoning.WithoutGrace)) with
        {
            KeyEvents = entry.KeyEvents,
        };
        return !condition.Holds(then);
    }

    private static NodaTime.Instant PaidAt(in LadderView view, PaymentReceived payment) =>
        payment.PaidOn?.StartIn(view.Draft.Clock.Zone) ?? payment.Header.Time;
}
