using System.Collections.Immutable;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Disputes, holds, promises and plans: what keeps overdue money from being acted upon for a time.</summary>
internal static class Pauses
{
    /// <summary>The day from which an interval runs that would begin on a day: behind the holds that were on then, so that what was raised or served during a hold, which became known later, begins to count when it is over.</summary>
    public static CivilDate After(AccountLedger ledger, CivilDate day)
    {
        var isMoved = true;
        while (isMoved)
        {
            isMoved = false;
            foreach (var hold in ledger.Holds)
            {
                if (hold.Covers(day))
                {
                    day = hold.To.Plus(1);
                    isMoved = true;
                }
            }
        }

        return day;
    }

    /// <summary>All that pauses something now, each with its reason and its end.</summary>
    public static ImmutableArray<Holdback> Of(AccountState state)
    {
        var ledger = state.Ledger;
        var pauses = ImmutableArray.CreateBuilder<Holdback>();
        foreach (var dispute in ledger.Disputes)
        {
            var what = dispute.Minor is { } part ? $"{Cash.Format(part, state.Decimals)} of {dispute.ItemId}" : dispute.ItemId;
            pauses.Add(new Holdback(Guard.Dispute, $"{what} is disputed{(dispute.Deadline is { } by ? $", to be decided by {by}" : "")}", null));
        }

        foreach (var hold in ledger.Holds)
        {
            if (hold.Covers(state.Clock.Today))
            {
                pauses.Add(new Holdback(Guard.Hold, $"held until {hold.To}: {hold.Kind}", hold.To.Plus(1).StartIn(state.Clock.Zone)));
            }
        }

        foreach (var view in Arrangements.Of(ledger, state.Clock.Today, state.Clock.Zone))
        {
            if (view.Standing == ArrangementStanding.Running)
            {
                var (guard, name) = view.Arrangement.Kind == ArrangementKind.Promise ? (Guard.Promise, "promised") : (Guard.Plan, "left of a plan");
                pauses.Add(new Holdback(guard, $"{Cash.Format(view.Left, state.Decimals)} are {name}, the next by {view.NextDueOn}", view.NextDueOn.Plus(1).StartIn(state.Clock.Zone)));
            }
        }

        return pauses.DrainToImmutable();
    }
}
