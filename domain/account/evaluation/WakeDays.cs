using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>
/// Finds the next day on which something may change by time alone. A day too early costs one evaluation that finds nothing; a
/// day too late would let a due date pass unseen, so every figure that depends on the day has its candidates here.
/// </summary>
internal static class WakeDays
{
    /// <summary>The next such day, or <see cref="CivilDate.MaxValue"/>.</summary>
    public static CivilDate Next(AccountState draft, Policy policy)
    {
        var today = draft.Clock.Today;
        var next = CivilDate.MaxValue;
        foreach (var item in draft.Ledger.Items)
        {
            if (!item.IsSettled)
            {
                next = Earlier(next, OfItem(item, policy, today));
            }
        }

        next = Earlier(next, OfStanding(draft.Ledger, today));
        next = Earlier(next, OfLadder(draft, policy, today));
        next = Earlier(next, Wallets.NextChange(draft, policy));
        if (!draft.Waiting.IsEmpty)
        {
            next = Sooner(next, draft.Waiting[0].ReceivedOn.Plus(AccountState.OrphanDays), today);
        }

        return next;
    }

    private static CivilDate OfItem(Item item, Policy policy, CivilDate today)
    {
        var next = CivilDate.MaxValue;
        if (policy.Terms.ReminderOffsetDays is { } offset && !item.Reminded)
        {
            next = Sooner(next, item.DueOn.Plus(offset), today);
        }

        if (item.GraceFrom > CivilDate.MinValue)
        {
            next = Sooner(next, item.GraceFrom.Plus(policy.Terms.GraceDays), today);
        }

        var age = today - item.DueOn;
        foreach (var days in policy.Thresholds)
        {
            if (days > age)
            {
                return Earlier(next, item.DueOn.Plus(days));
            }
        }

        return next;
    }

    private static CivilDate OfStanding(AccountLedger ledger, CivilDate today)
    {
        var next = CivilDate.MaxValue;
        foreach (var dispute in ledger.Disputes)
        {
            next = dispute.Deadline is { } deadline ? Sooner(next, deadline.Plus(1), today) : next;
        }

        foreach (var hold in ledger.Holds)
        {
            next = Sooner(Sooner(next, hold.From, today), hold.To.Plus(1), today);
        }

        foreach (var transit in ledger.Transits)
        {
            next = Sooner(next, transit.Until.Plus(1), today);
        }

        foreach (var arrangement in ledger.Arrangements)
        {
            foreach (var part in arrangement.Parts)
            {
                next = Sooner(next, part.DueOn.Plus(1), today);
            }

            // A day later nothing may be broken any more, and what was covered is actionable again.
            next = arrangement.CancelledOn == CivilDate.MaxValue ? next : Sooner(next, arrangement.CancelledOn.Plus(1), today);
        }

        foreach (var guarantee in ledger.Guarantees)
        {
            next = guarantee.ValidTo is { } last ? Sooner(next, last.Plus(1), today) : next;
        }

        return next;
    }

    private static CivilDate OfLadder(AccountState draft, Policy policy, CivilDate today)
    {
        var next = CivilDate.MaxValue;
        foreach (var entry in draft.Ladder.Active)
        {
            if (policy.Rule(entry.Stage) is { StayDays: > 0 } rule)
            {
                next = Sooner(next, entry.RaisedOn.Plus(rule.StayDays), today);
            }
        }

        if (draft.Ladder.Active is [.., var highest])
        {
            foreach (var rule in policy.Stages)
            {
                if (rule.Stage > highest.Stage && rule.AfterDays > 0)
                {
                    next = Sooner(next, Pauses.After(draft.Ledger, highest.RaisedOn).Plus(rule.AfterDays), today);
                }
            }
        }

        return next;
    }

    private static CivilDate Sooner(CivilDate next, CivilDate candidate, CivilDate today) =>
        candidate > today && candidate < next ? candidate : next;

    private static CivilDate Earlier(CivilDate left, CivilDate right) => left < right ? left : right;
}
