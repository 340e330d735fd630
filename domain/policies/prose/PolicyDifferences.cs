using CreditRisk.Domain.Ladder;

namespace CreditRisk.Domain.Policies.Prose;

/// <summary>What changes between two policies. Settings are compared by what they come to, so that a default that is written out is no change.</summary>
public static class PolicyDifferences
{
    private const string General = "general", WholeStage = "stage";

    /// <summary>The changes: in general, then stage by stage, key by key.</summary>
    /// <param name="old">The old policy.</param>
    /// <param name="now">The new one.</param>
    public static IEnumerable<RuleChange> Between(Policy old, Policy now)
    {
        var id = now.Terms.Id;
        if (old.Terms.Id != id)
        {
            yield return new RuleChange(id, General, "policy", "name", old.Terms.Id, id);
        }

        foreach (var setting in TermSettings.All)
        {
            if (Change(setting, id, General, setting.Value(old.Terms), setting.Value(now.Terms)) is { } change)
            {
                yield return change;
            }
        }

        var olds = StageSettings.PlacesOf(old).ToDictionary(stage => stage.Rule.Stage);
        var news = StageSettings.PlacesOf(now).ToDictionary(stage => stage.Rule.Stage);
        foreach (var change in StageNames.All.SelectMany(stage => Between(id, stage.Name(), Find(olds, stage), Find(news, stage))))
        {
            yield return change;
        }
    }

    private static PlacedStage? Find(Dictionary<Stage, PlacedStage> stages, Stage stage) => stages.TryGetValue(stage, out var found) ? found : null;

    private static IEnumerable<RuleChange> Between(string policy, string stage, PlacedStage? old, PlacedStage? now)
    {
        if (old is null != now is null)
        {
            yield return new RuleChange(policy, stage, WholeStage, "stage", old is null ? null : "there", now is null ? null : "there");
        }

        foreach (var setting in StageSettings.All)
        {
            var change = Change(setting, policy, stage, old is { } before ? setting.Value(before) : null, now is { } after ? setting.Value(after) : null);
            if (change is not null)
            {
                yield return change;
            }
        }
    }

    private static RuleChange? Change<T>(PolicySetting<T> setting, string policy, string part, string? old, string? now) =>
        old == now ? null : new RuleChange(policy, part, setting.Key, setting.Name, old, now);
}
