using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>
/// The saga of restrictions: what the active stages want against what is in force. At most one command is in flight; a cut waits for guards and for leave, what gives supply back waits for nothing.
/// The order of the steps is defined in <c>docs/restrictions.md</c>.
/// </summary>
internal static class RestrictionRules
{
    private const int UsualRestoreHours = 24;

    /// <summary>One evaluation of the saga.</summary>
    public static void Move(in LadderView view)
    {
        var (level, rule) = Wished(view);
        LookAfter(view, level);
        Want(view, level, rule);
        GiveBack(view, level);
        WakeFor(view.Draft.Restriction, view.Decisions);
    }

    /// <summary>How far the active stages have supply restricted, and the rule that says so; where a cut endangers people it is limited only.</summary>
    public static (RestrictionLevel Level, StageRule? Rule) Wished(in LadderView view)
    {
        var level = RestrictionLevel.None;
        StageRule? rule = null;
        foreach (var entry in view.Draft.Ladder.Active)
        {
            if (view.Policy.Rule(entry.Stage) is { } active && active.Restrict > level)
            {
                (level, rule) = (active.Restrict, active);
            }
        }

        return level == RestrictionLevel.Stop && view.Floors?.Of(view.Protection) is { SafetyLoad: true } ? (RestrictionLevel.Limit, rule) : (level, rule);
    }

    /// <summary>Calls back what is not wanted any more, and acts where an answer did not come in time.</summary>
    private static void LookAfter(in LadderView view, RestrictionLevel level)
    {
        var state = view.Draft.Restriction;
        if (state.InFlight is not { } flight)
        {
            return;
        }

        var reached = flight.Action.Reached();
        var isCut = reached > state.InForce;
        if (isCut && level < reached && flight.Phase != CommandPhase.CalledBack)
        {
            view.Draft.Restriction = state with { InFlight = flight with { Phase = CommandPhase.CalledBack, AnswerBy = AnswerBy(view) } };
            CallBack(view, flight);
            return;
        }

        var isOverdue = view.Draft.Now >= flight.AnswerBy && flight.Phase != CommandPhase.Unanswered;
        if (isOverdue && !isCut)
        {
            Send(view, flight.Number, flight.Action, flight.Attempt + 1, "it was not answered in time");
        }
        else if (isOverdue && flight.Phase == CommandPhase.Sent && flight.Attempt < view.Policy.Terms.Restriction.Attempts)
        {
            view.Draft.Restriction = state with { InFlight = flight with { Phase = CommandPhase.Unanswered } };
        }
        else if (isOverdue || (flight.Phase == CommandPhase.Unanswered && level != reached))
        {
            // Nobody says whether it was executed. That it was is the safer guess: what is not wanted any more is restored, and a person looks after the rest.
            view.Draft.Restriction = state.Landed() with { InForce = reached, BeforeGuess = state.InForce, IsEscalated = isOverdue && flight.Phase == CommandPhase.Sent };
        }
    }

    private static void Want(in LadderView view, RestrictionLevel level, StageRule? rule)
    {
        var state = view.Draft.Restriction;
        if (level <= state.InForce || rule is null)
        {
            // What is in flight answers for itself; a person who was asked has nothing to do any more.
            var isOver = level < state.InForce || level == RestrictionLevel.None;
            view.Draft.Restriction = state with
            {
                Wanted = null,
                IsEscalated = state.IsEscalated && !isOver,
                Failures = isOver && state.InForce == RestrictionLevel.None && state.InFlight is null ? 0 : state.Failures,
                RetryAt = isOver && state.InForce == RestrictionLevel.None ? null : state.RetryAt,
            };
            return;
        }

        if (state.IsEscalated || state.InFlight is { Phase: not CommandPhase.Unanswered })
        {
            view.Draft.Restriction = state with { Wanted = null };
            return;
        }

        var wanted = state.Wanted is { } known && known.Level == level ? known : new WantedRestriction(state.Wants + 1, level, view.Draft.Now, null, false);
        view.Draft.Restriction = state with { Wanted = wanted, Wants = wanted.Number };
        TryToLeave(view, wanted, rule);
    }

    private static void TryToLeave(in LadderView view, WantedRestriction wanted, StageRule rule)
    {
        var held = RestrictionGuards.OfCommand(view, rule, wanted.Level);
        foreach (var holdback in held)
        {
            view.Decisions.WakeBy(holdback.Until);
        }

        // The customer may have come under protection since the stage was entered.
        DeskRules.Ask(view, rule, held.AsSpan());
        var isHeld = !held.IsEmpty || LastWord.IsAwaited(view, rule, wanted.Level);
        var state = view.Draft.Restriction;
        if (isHeld || !wanted.HasLeave)
        {
            view.Draft.Restriction = state with { Wanted = wanted with { HasLeave = false, ReadyAt = isHeld ? null : wanted.ReadyAt ?? view.Draft.Now } };
            return;
        }

        view.Draft.Restriction = state with { Wanted = null };
        var action = RestrictionWords.ToReach(wanted.Level);
        if (state.InFlight is { } unanswered)
        {
            Send(view, unanswered.Number, action, unanswered.Attempt + 1, Why(view, rule));
        }
        else
        {
            Send(view, null, action, 1, Why(view, rule));
        }
    }

    private static void GiveBack(in LadderView view, RestrictionLevel level)
    {
        var state = view.Draft.Restriction;
        if (level >= state.InForce)
        {
            view.Draft.Restriction = state.RestoreBy is null ? state : state with { RestoreBy = null };
            return;
        }

        var within = Duration.FromHours(view.Floors?.Terms.RestoreHours ?? UsualRestoreHours);
        view.Draft.Restriction = state = state with { RestoreBy = state.RestoreBy ?? view.Draft.Now + within };
        if (state.InFlight is null && !(state.RetryAt > view.Draft.Now))
        {
            Send(view, null, RestrictionWords.ToReach(level), 1, "what it was restricted for is over");
        }
    }

    private static void Send(in LadderView view, long? number, RestrictionAction action, int attempt, string reason)
    {
        var draft = view.Draft;
        var effect = view.NextNumber();
        var flight = new CommandInFlight(number ?? effect, action, CommandPhase.Sent, attempt, draft.Now, AnswerBy(view));
        draft.Restriction = draft.Restriction with { InFlight = flight, RetryAt = null };
        view.Add(new RestrictionRequested
        {
            Account = draft.Id,
            Number = effect,
            CommandId = AccountEffect.IdOf(draft.Id, flight.Number),
            Attempt = attempt,
            Action = action,
            ServicePoints = draft.Profile.ServicePoints.Value ?? [],
            Reason = reason,
            Deadline = flight.AnswerBy,
            Stage = draft.Ladder.Stage,
            Policy = view.Policy.Terms.Id,
            PolicyVersion = view.Policy.Terms.Version,
            RequestedAt = draft.Now,
        });
    }

    private static void CallBack(in LadderView view, CommandInFlight flight) => view.Add(new RestrictionCancelled
    {
        Account = view.Draft.Id,
        Number = view.NextNumber(),
        CommandId = AccountEffect.IdOf(view.Draft.Id, flight.Number),
        Action = flight.Action,
        Reason = "what it was for is over",
        CancelledAt = view.Draft.Now,
    });

    private static void WakeFor(RestrictionState state, Decisions decisions)
    {
        decisions.WakeBy(state.InFlight is { Phase: not CommandPhase.Unanswered } flight ? flight.AnswerBy : null);
        decisions.WakeBy(state.RetryAt);
        decisions.WakeBy(state.RestoreBy);
    }

    private static Instant AnswerBy(in LadderView view) => view.Draft.Now + Duration.FromHours(view.Policy.Terms.Restriction.AnswerHours);

    private static string Why(in LadderView view, StageRule rule) =>
        $"{rule.Stage.Name()}: {view.Figures.DaysPastDue} days past due";
}
