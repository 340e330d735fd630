using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Time;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Actor;

/// <summary>What the desk is told of an account. Time alone changes it only where the account is woken, so that it is as true later as when it was written.</summary>
public static class DeskProjection
{
    /// <summary>An account's row of the desk, or null where there is nothing to do with it. For nearly all accounts, which owe nothing overdue, that is found without any reckoning.</summary>
    public static DeskRow? Of(AccountRules rules, AccountState state)
    {
        var restriction = state.Restriction;
        var isRestricted = restriction.Wanted is not null || restriction.InFlight is not null || restriction.InForce != RestrictionLevel.None;
        var isPaused = !state.Ledger.Disputes.IsEmpty || LedgerFigures.IsHeld(state.Ledger, state.Clock.Today);
        if (!isRestricted && !isPaused && state.Ledger.Arrangements.IsEmpty && !MayBeOverdue(state))
        {
            return null;
        }

        var figures = rules.FiguresOf(state);
        var arrangements = Arrangements.Of(state.Ledger, state.Clock.Today, state.Clock.Zone);
        var hasArrangement = arrangements.Any(view => view.Standing is ArrangementStanding.Running or ArrangementStanding.Broken);
        if (!isRestricted && !isPaused && !hasArrangement && figures.Overdue == 0)
        {
            return null;
        }

        return RowOf(rules, state, figures) with
        {
            PauseEndsOn = PauseEndsOn(state, arrangements),
            BrokenOn = arrangements.Max(view => view.BrokenOn?.Number) is { } broken ? new CivilDate(broken) : null,
        };
    }

    private static DeskRow RowOf(AccountRules rules, AccountState state, in Figures figures)
    {
        var (profile, restriction) = (state.Profile, state.Restriction);
        return new DeskRow
        {
            Unit = profile.Unit.Value,
            Manager = profile.Manager.Value,
            Region = profile.Region.Value,
            Currency = state.Currency?.Code,
            Stage = AccountRules.StageOf(state),
            Overdue = figures.Overdue,
            Actionable = figures.Actionable,
            OldestDueOn = OldestDueOn(state, rules.PolicyOf(state).TrivialFloorMinor(state.Decimals)),
            Wanted = restriction.Wanted?.Level ?? RestrictionLevel.None,
            Want = restriction.Wanted?.Number ?? 0,
            WantedSince = restriction.Wanted?.Since,
            ReadyAt = restriction.Wanted?.ReadyAt,
            InFlight = restriction.InFlight?.Action,
            InForce = restriction.InForce,
            CutAt = figures.Overdue > 0 || restriction.Wanted is not null ? rules.CutAt(state) : null,
        };
    }

    private static bool MayBeOverdue(AccountState state)
    {
        foreach (var item in state.Ledger.Items)
        {
            if (!item.IsSettled && item.DueOn < state.Clock.Today)
            {
                return true;
            }
        }

        return false;
    }

    private static CivilDate? OldestDueOn(AccountState state, long floor)
    {
        var covers = new ItemCover[state.Ledger.Items.Length];
        _ = Coverage.Compute(state.Ledger, covers);
        CivilDate? oldest = null;
        for (var i = 0; i < covers.Length; i++)
        {
            var dueOn = state.Ledger.Items[i].DueOn;
            oldest = covers[i].Open > floor && dueOn < state.Clock.Today && !(dueOn >= oldest) ? dueOn : oldest;
        }

        return oldest;
    }

    private static CivilDate? PauseEndsOn(AccountState state, ImmutableArray<ArrangementView> arrangements)
    {
        var today = state.Clock.Today;
        var next = CivilDate.MaxValue;
        foreach (var dispute in state.Ledger.Disputes)
        {
            // What should have been decided before goes on without an end.
            next = dispute.Deadline is { } deadline && deadline >= today && deadline < next ? deadline : next;
        }

        foreach (var hold in state.Ledger.Holds)
        {
            next = hold.Covers(today) && hold.To < next ? hold.To : next;
        }

        foreach (var view in arrangements)
        {
            next = view.NextDueOn < next ? view.NextDueOn : next;
        }

        return next == CivilDate.MaxValue ? null : next;
    }
}
