using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Prose;
using NodaTime;

namespace CreditRisk.Silo.Views;

/// <summary>An interval that something waits for.</summary>
/// <param name="Days">How long it is.</param>
/// <param name="Passed">Days that have passed of it; null where it has not begun.</param>
/// <param name="IsOver">Whether nothing waits for it any more.</param>
public sealed record IntervalView(int Days, int? Passed, bool IsOver);

/// <summary>A stage of a policy as an account stands to it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="RaisedAt">When its entry was raised, or null where the account has not entered it.</param>
/// <param name="Enter">Its <c>enter</c>, held against the figures; null without one.</param>
/// <param name="Interval">Its <c>afterDays</c>, which begin when the stage before is raised; null without any.</param>
/// <param name="Direct">Its <c>direct</c>, or null without one.</param>
/// <param name="Stay">Its <c>stayDays</c>, which begin when it is raised itself; null without any.</param>
/// <param name="Exit">Its <c>exit</c>.</param>
public sealed record StageExplanation(
    string Stage, Instant? RaisedAt, JudgedCondition? Enter, IntervalView? Interval, JudgedCondition? Direct, IntervalView? Stay, JudgedCondition Exit);

/// <summary>Where an account stands on a policy's ladder, and what each stage would still need.</summary>
/// <param name="Account">The account.</param>
/// <param name="At">The instant that the figures are of.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Policy">The policy.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="Stages">The policy's stages in order.</param>
public sealed record AccountExplanation(string Account, Instant At, string Stage, string Policy, int PolicyVersion, IReadOnlyList<StageExplanation> Stages)
{
    /// <summary>Holds an account against a policy.</summary>
    /// <param name="rules">The rules in force.</param>
    /// <param name="state">The account.</param>
    /// <param name="policy">The policy, its own or another one.</param>
    public static AccountExplanation Of(AccountRules rules, AccountState state, Policy policy)
    {
        var figures = rules.FiguresOf(state);
        return new AccountExplanation(
            state.Id, state.Now, AccountRules.StageOf(state).Name(), policy.Terms.Id, policy.Terms.Version, [.. policy.Stages.Select(rule => Of(state, rule, figures))]);
    }

    private static StageExplanation Of(AccountState state, StageRule rule, Figures figures) => new(
        rule.Stage.Name(),
        state.Ladder.EntryOf(rule.Stage)?.RaisedAt,
        Judge(rule.Enter, figures),
        // From the highest entry below, as the ladder counts it.
        IntervalOf(rule.AfterDays, state.Ladder.Active.LastOrDefault(entry => entry.Stage < rule.Stage), figures),
        Judge(rule.Direct, figures),
        IntervalOf(rule.StayDays, state.Ladder.EntryOf(rule.Stage), figures),
        JudgedCondition.Of(rule.Exit, figures));

    private static JudgedCondition? Judge(Condition? condition, Figures figures) => condition is null ? null : JudgedCondition.Of(condition, figures);

    private static IntervalView? IntervalOf(int days, StageEntry? from, Figures figures)
    {
        int? passed = from is null ? null : figures.Today - from.RaisedOn;
        return days == 0 ? null : new IntervalView(days, passed, passed >= days);
    }
}
