namespace CreditRisk.Domain.Policies.Prose;

/// <summary>A key of a policy file, as people read it.</summary>
/// <typeparam name="T">What has the setting.</typeparam>
/// <param name="Key">The key in the file.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Value">Its value as the file writes it, with the default where the file is silent; null for none.</param>
/// <param name="Sentence">What it means, as a sentence; null where there is nothing to say.</param>
public sealed record PolicySetting<T>(string Key, string Name, Func<T, string?> Value, Func<T, string?> Sentence);

/// <summary>A stage and where it stands.</summary>
/// <param name="Rule">The stage.</param>
/// <param name="Before">The name of the policy's stage before it, or null for the first.</param>
public readonly record struct PlacedStage(StageRule Rule, string? Before);
