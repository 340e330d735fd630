using System.Collections.Immutable;
using Orleans;

namespace CreditRisk.Cluster.Rules;

/// <summary>The rules that a process has loaded.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.rule-declaration")]
public sealed class RuleDeclaration
{
    /// <summary>The process, for a person.</summary>
    [Id(0)]
    public string Process { get; init; } = "";

    /// <summary>What it has loaded.</summary>
    [Id(1)]
    public ImmutableArray<RuleContent> Rules { get; init; } = [];
}

/// <summary>A file of rules.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.rule-content")]
public sealed record RuleContent
{
    /// <summary><c>policy</c>, <c>mapping</c>, <c>tariff</c> or <c>scorecard</c>.</summary>
    [Id(0)]
    public string Kind { get; init; } = "";

    /// <summary>Its name.</summary>
    [Id(1)]
    public string Id { get; init; } = "";

    /// <summary>Its version, or 0 where the kind has none.</summary>
    [Id(2)]
    public int Version { get; init; }

    /// <summary>SHA-256 of its bytes: 64 small hexadecimal digits.</summary>
    [Id(3)]
    public string Hash { get; init; } = "";
}

/// <summary>A file of rules, who brought it first and when.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.registered-rule")]
public sealed class RegisteredRule
{
    /// <summary>The file.</summary>
    [Id(0)]
    public RuleContent Content { get; init; } = new();

    /// <summary>The process that brought it first.</summary>
    [Id(1)]
    public string Process { get; init; } = "";

    /// <summary>When it did: 100 ns since 1970-01-01 UTC.</summary>
    [Id(2)]
    public long At { get; init; }
}

/// <summary>Everything that is registered, as it is stored.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.rule-registrations")]
public sealed class RuleRegistrations
{
    /// <summary>In the order of its coming.</summary>
    [Id(0)]
    public ImmutableArray<RegisteredRule> Rules { get; init; } = [];
}
