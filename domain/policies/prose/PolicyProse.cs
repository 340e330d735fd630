using System.Collections.Immutable;
using CreditRisk.Domain.Ladder;

namespace CreditRisk.Domain.Policies.Prose;

/// <summary>A part of an explanation.</summary>
/// <param name="Title">What it is about: <c>general</c>, or a stage.</param>
/// <param name="Sentences">What is to be said of it.</param>
public sealed record ProseSection(string Title, ImmutableArray<string> Sentences);

/// <summary>A policy in plain sentences.</summary>
public static class PolicyProse
{
    /// <summary>What the policy says: in general, then stage by stage.</summary>
    public static ImmutableArray<ProseSection> Of(Policy policy) =>
    [
        new ProseSection("general", SentencesOf(TermSettings.All, policy.Terms)),
        .. StageSettings.PlacesOf(policy).Select(stage => new ProseSection(stage.Rule.Stage.Name(), SentencesOf(StageSettings.All, stage))),
    ];

    private static ImmutableArray<string> SentencesOf<T>(ImmutableArray<PolicySetting<T>> settings, T about) =>
        [.. settings.Select(setting => setting.Sentence(about)).OfType<string>()];
}
