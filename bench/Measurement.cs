namespace CreditRisk.Bench;

/// <summary>One figure of a benchmark.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Baseline">What it is compared with in the same run, or null.</param>
/// <param name="Limit">The least (or, for memory, the most) that is accepted, or null.</param>
/// <param name="Ratio">Value by baseline, or null.</param>
public sealed record Measurement(string Name, double Value, string Unit, double? Baseline = null, double? Limit = null, double? Ratio = null);
