namespace CreditRisk.Domain.Policies.Prose;

/// <summary>One difference between two sets of rules.</summary>
/// <param name="Policy">The policy, or null where the difference is about something else.</param>
/// <param name="Part">What differs: a stage, <c>general</c>, <c>policy</c> where there is a whole one more or less, or the kind of another file.</param>
/// <param name="Key">The key in the file.</param>
/// <param name="Setting">What people call it.</param>
/// <param name="Old">The old value as the file writes it, or null for none.</param>
/// <param name="New">The new value, or null for none.</param>
public sealed record RuleChange(string? Policy, string Part, string Key, string Setting, string? Old, string? New);
