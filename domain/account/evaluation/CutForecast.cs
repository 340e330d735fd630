using System.Collections.Immutable;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Tells when an account's supply will be to be restricted if nothing but time happens, and what could still stop that.</summary>
internal static class CutForecast
{
    /// <summary>How often time is let pass before a cut counts as not in sight.</summary>
    private const int MostSteps = 64;

    /// <summary>Since when a restriction is wanted, else when one will be, or null.</summary>
    public static Instant? CutAt(Evaluator evaluator, AccountState state)
    {
        if (state.Restriction.Wanted is { } wanted)
        {
            return wanted.Since;
        }

        var isUnderWay = state.Restriction.InFlight is { } flight && flight.Action.Reached() > state.Restriction.InForce;
        if (isUnderWay || NextRule(evaluator.PolicyOf(state), state) is null)
        {
            return null;
        }

        var draft = state.Copy();
        try
        {
            return LetTimePass(evaluator, draft);
        }
        catch (Exception indigestible) when (Indigestion.Is(indigestible))
        {
            // Time will stop for the account when it comes to that: nobody is cut by it.
            return null;
        }
    }

    /// <summary>What holds back what is wanted, or the next stage that would restrict where something is overdue or a stage is active; then what pauses debt.</summary>
    public static ImmutableArray<Holdback> GuardsOf(Evaluator evaluator, AccountState state)
    {
        var view = evaluator.ViewOf(state);
        var isDunned = view.Figures.Overdue > 0 || !state.Ladder.Active.IsEmpty;
        ImmutableArray<Holdback> held = state.Restriction.Wanted is { } wanted && RestrictionRules.Wished(view).Rule is { } wishing
            ? RestrictionGuards.OfCommand(view, wishing, wanted.Level)
            : isDunned && NextRule(view.Policy, state) is { } next ? RestrictionGuards.OfStage(view, next) : [];
        return [.. held, .. Pauses.Of(state)];
    }

    private static Instant? LetTimePass(Evaluator evaluator, AccountState draft)
    {
        var decisions = new Decisions(null);
        for (var steps = 0; steps < MostSteps && draft.WakeAt < Instant.MaxValue; steps++)
        {
            draft.MoveTo(draft.WakeAt);
            evaluator.Evaluate(draft, decisions);
            if (draft.Restriction.Wanted is { } wanted)
            {
                return wanted.Since;
            }
        }

        return null;
    }

    private static StageRule? NextRule(Policy policy, AccountState state)
    {
        foreach (var rule in policy.Stages)
        {
            if (rule.Stage > state.Ladder.Stage && rule.Restrict > state.Restriction.InForce)
            {
                return rule;
            }
        }

        return null;
    }
}
