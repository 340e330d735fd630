using System.Collections.Immutable;
using Orleans;

namespace CreditRisk.Cluster.Rules;

/// <summary>
/// Which rules the cluster runs, one registry for all: its key is <see cref="RuleRegistryGrain.Key"/>. A version of a file has one content for ever: accounts remember under which version they were judged.
/// </summary>
[Alias("creditrisk.rule-registry")]
public interface IRuleRegistryGrain : IGrainWithStringKey
{
    /// <summary>Registers what a process has loaded: all of it, or nothing where any of it contradicts what is registered. What is registered already may come again.</summary>
    [Alias("register")]
    Task<RuleAnswer> Register(RuleDeclaration declaration);

    /// <summary>Everything that is registered, in the order of its coming.</summary>
    [Alias("list")]
    Task<ImmutableArray<RegisteredRule>> List();
}
