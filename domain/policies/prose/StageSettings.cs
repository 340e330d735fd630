using System.Collections.Immutable;
using CreditRisk.Domain.Ladder;

namespace CreditRisk.Domain.Policies.Prose;

/// <summary>All that a policy says of a stage, in the order in which people ask for it. A key more in the files is a line more here.</summary>
public static class StageSettings
{
    /// <summary>The settings.</summary>
    public static ImmutableArray<PolicySetting<PlacedStage>> All { get; } =
    [
        new("enter", "entered when", stage => stage.Rule.Enter?.ToString(), Entering),
        new("afterDays", "least days after the stage before", stage => $"{stage.Rule.AfterDays}", stage => stage.Rule.AfterDays == 0
            ? null : $"Not earlier than {Quantity.Of(stage.Rule.AfterDays, "day")} after {stage.Before} was raised."),
        new("direct", "entered at once when", stage => stage.Rule.Direct?.ToString(), stage => stage.Rule.Direct is { } direct
            ? $"From any lower stage at once, when {ConditionProse.Of(direct)}." : null),
        new("mark", "bad mark", stage => stage.Rule.Mark, stage => stage.Rule.Mark is { } mark ? $"The bad mark '{mark}' is recorded on the account." : null),
        new("stayDays", "least days that it lasts", stage => $"{stage.Rule.StayDays}", stage => stage.Rule.StayDays == 0
            ? null : $"It lasts {Quantity.Of(stage.Rule.StayDays, "day")} at least."),
        new("exit", "left when", stage => stage.Rule.Exit.ToString(), stage => $"It ends when {ConditionProse.Of(stage.Rule.Exit)}."),
    ];

    /// <summary>The stages of a policy with where they stand.</summary>
    public static IEnumerable<PlacedStage> PlacesOf(Policy policy) =>
        policy.Stages.Select((rule, index) => new PlacedStage(rule, index == 0 ? null : policy.Stages[index - 1].Stage.Name()));

    private static string? Entering(PlacedStage stage) => stage.Rule.Enter is { } enter
        ? $"{(stage.Before is { } before ? $"After {before}, a" : "A")} customer comes here when {ConditionProse.Of(enter)}."
        : null;
}
