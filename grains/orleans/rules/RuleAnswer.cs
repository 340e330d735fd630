using System.Collections.Immutable;
using NodaTime;
using Orleans;

namespace CreditRisk.Cluster.Rules;

/// <summary>What became of a registration.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.rule-answer")]
public sealed class RuleAnswer
{
    /// <summary>What contradicts what is registered; then nothing was registered.</summary>
    [Id(0)]
    public ImmutableArray<RuleConflict> Conflicts { get; init; } = [];

    /// <summary>Why nothing was registered, for a person, where there are no conflicts. Null where all is registered.</summary>
    [Id(1)]
    public string? Refusal { get; init; }
}

/// <summary>A file that is another one than the cluster knows under its kind, name and version.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.rule-conflict")]
public sealed class RuleConflict
{
    /// <summary>What was brought.</summary>
    [Id(0)]
    public RuleContent Brought { get; init; } = new();

    /// <summary>What is registered.</summary>
    [Id(1)]
    public RegisteredRule Registered { get; init; } = new();

    /// <summary>What is wrong and what helps, for a person.</summary>
    public string Message =>
        $"{Brought.Kind} '{Brought.Id}' version {Brought.Version} has other content (SHA-256 {Brought.Hash}) than the cluster knows it with ({Registered.Content.Hash}, brought by {Registered.Process} at "
        + $"{Instant.FromUnixTimeTicks(Registered.At)}): give what has changed a new version";
}
