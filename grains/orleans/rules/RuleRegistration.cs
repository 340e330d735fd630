using System.Collections.Immutable;
using CreditRisk.Domain.Policies.Files;
using Orleans;

namespace CreditRisk.Cluster.Rules;

/// <summary>Brings to the cluster which rules a process runs.</summary>
public static class RuleRegistration
{
    /// <summary>Registers the files that a process has loaded.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="process">The process, for a person, 1-256 characters.</param>
    /// <param name="files">What it has loaded.</param>
    /// <returns>What contradicts what the cluster runs: then nothing was registered, and the process must not start. Empty where it may.</returns>
    /// <exception cref="InvalidOperationException">The registry is full, or these are no files; the message says which.</exception>
    /// <exception cref="Exception">Whatever the cluster or its storage fails with: nothing is known, and the same may be registered again.</exception>
    public static async Task<ImmutableArray<RuleConflict>> RegisterAsync(IGrainFactory grains, string process, IEnumerable<RuleStamp> files)
    {
        var declaration = new RuleDeclaration
        {
            Process = process,
            Rules = [.. files.Select(file => new RuleContent { Kind = Word(file.Kind), Id = file.Id, Version = file.Version, Hash = file.Hash })],
        };
        var answer = await grains.GetGrain<IRuleRegistryGrain>(RuleRegistryGrain.Key).Register(declaration);
        return answer.Refusal is { } refusal ? throw new InvalidOperationException(refusal) : answer.Conflicts;
    }

    private static string Word(RuleKind kind) => kind switch
    {
        RuleKind.Policy => "policy",
        RuleKind.Mapping => "mapping",
        RuleKind.Tariff => "tariff",
        RuleKind.Calendars => "calendars",
        RuleKind.Floors => "floors",
        RuleKind.Scorecard => "scorecard",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no such kind"),
    };
}
