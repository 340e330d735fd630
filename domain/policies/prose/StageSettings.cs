using System.Collections.Immutable;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;

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
        new("servedDays", "least days after the served demand", stage => $"{stage.Rule.ServedDays}", stage => stage.Rule.ServedDays == 0
            ? null : $"Not earlier than {Quantity.Of(stage.Rule.ServedDays, "day")} after the delivery of the last demand before it is proven."),
        new("approval", "approved by", stage => stage.Rule.Approver, stage => stage.Rule.Approver is { } approver ? $"Not without the approval of '{approver}'." : null),
        new("notify", "notification", stage => stage.Rule.Notify, stage => stage.Rule.Notify is { } template ? $"The customer is sent '{template}'." : null),
        new("restrict", "restriction", stage => stage.Rule.Restrict == RestrictionLevel.None ? null : stage.Rule.Restrict.Word(), Restricting),
        new("task", "task", stage => stage.Rule.Task, stage => stage.Rule.Task is { } kind ? $"The task '{kind}' is opened." : null),
        new("list", "listed", stage => stage.Rule.IsListing ? "true" : null, stage => stage.Rule.IsListing ? "The account is listed publicly." : null),
        new("stayDays", "least days that it lasts", stage => $"{stage.Rule.StayDays}", stage => stage.Rule.StayDays == 0
            ? null : $"It lasts {Quantity.Of(stage.Rule.StayDays, "day")} at least."),
        new("exit", "left when", stage => stage.Rule.Exit.ToString(), stage => $"It ends when {ConditionProse.Of(stage.Rule.Exit)}."),
    ];

    /// <summary>The stages of a policy with where they stand.</summary>
    public static IEnumerable<PlacedStage> PlacesOf(Policy policy) =>
        policy.Stages.Select((rule, index) => new PlacedStage(rule, index == 0 ? null : policy.Stages[index - 1].Stage.Name()));

    private static string? Restricting(PlacedStage stage) => stage.Rule.Restrict switch
    {
        RestrictionLevel.Limit => "Supply is limited as long as it lasts, where no guard holds that back.",
        RestrictionLevel.Stop => "Supply is stopped as long as it lasts, where no guard holds that back.",
        _ => null,
    };

    private static string? Entering(PlacedStage stage) => stage.Rule.Enter is { } enter
        ? $"{(stage.Before is { } before ? $"After {before}, a" : "A")} customer comes here when {ConditionProse.Of(enter)}."
        : null;
}
