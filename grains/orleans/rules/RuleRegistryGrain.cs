using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;

namespace CreditRisk.Cluster.Rules;

/// <summary>The registry of rules as a grain. It stores before it answers; of two processes that bring different content at the same time, one is first.</summary>
public sealed class RuleRegistryGrain : Grain, IRuleRegistryGrain
{
    /// <summary>The key of the one there is.</summary>
    public const string Key = "rules";

    /// <summary>Most files that are registered.</summary>
    public const int MostRules = 10_000;

    /// <summary>Most characters of a name, and of a process.</summary>
    public const int MostCharacters = 256;

    private readonly IPersistentState<RuleRegistrations> _registrations;
    private readonly TimeProvider _time;

    // What was to be written may be stored or not: only the store knows.
    private bool _isDoubtful;

    /// <summary>Makes the grain. Orleans does.</summary>
    /// <param name="registrations">What is registered.</param>
    /// <param name="time">The clock.</param>
    public RuleRegistryGrain([PersistentState("rules", GrainStorage.Name)] IPersistentState<RuleRegistrations> registrations, TimeProvider time) => (_registrations, _time) = (registrations, time);

    /// <inheritdoc/>
    public async Task<RuleAnswer> Register(RuleDeclaration declaration)
    {
        if (Mistake(declaration) is { } mistake)
        {
            return new RuleAnswer { Refusal = mistake };
        }

        var registered = (await CurrentAsync()).ToDictionary(rule => KeyOf(rule.Content));
        var conflicts = new List<RuleConflict>();
        var added = new List<RegisteredRule>();
        foreach (var brought in declaration.Rules)
        {
            var rule = new RegisteredRule { Content = brought, Process = declaration.Process, At = Instant.FromDateTimeOffset(_time.GetUtcNow()).ToUnixTimeTicks() };
            if (registered.TryAdd(KeyOf(brought), rule))
            {
                added.Add(rule);
            }
            else if (registered[KeyOf(brought)] is { } known && known.Content.Hash != brought.Hash)
            {
                conflicts.Add(new RuleConflict { Brought = brought, Registered = known });
            }
        }

        // All or nothing: a process that does not start must not leave versions behind that keep others from starting.
        if (conflicts.Count > 0)
        {
            return new RuleAnswer { Conflicts = [.. conflicts] };
        }

        return registered.Count > MostRules
            ? new RuleAnswer { Refusal = $"the cluster keeps {MostRules} versions of rule files, and knows {registered.Count - added.Count}: {added.Count} more find no room" }
            : await StoreAsync(added);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<RegisteredRule>> List() => await CurrentAsync();

    // A kind without versions has a version with every content: it contradicts nothing.
    private static (string Kind, string Id, int Version, string Hash) KeyOf(RuleContent rule) => (rule.Kind, rule.Id, rule.Version, rule.Version == 0 ? rule.Hash : "");

    private static string? Mistake(RuleDeclaration declaration)
    {
        if (declaration.Process.Length is 0 or > MostCharacters)
        {
            return $"the process must be named with 1 to {MostCharacters} characters";
        }

        return declaration.Rules.FirstOrDefault(rule => rule.Kind.Length is 0 or > MostCharacters || rule.Id.Length is 0 or > MostCharacters || rule.Version < 0 || !IsHash(rule.Hash)) is { } wrong
            ? $"this names no file of rules: kind '{wrong.Kind}', name '{wrong.Id}', version {wrong.Version}, SHA-256 '{wrong.Hash}'"
            : null;
    }

    private static bool IsHash(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower);

    private async ValueTask<ImmutableArray<RegisteredRule>> CurrentAsync()
    {
        if (_isDoubtful)
        {
            await _registrations.ReadStateAsync();
            _isDoubtful = false;
        }

        return _registrations.State.Rules;
    }

    private async Task<RuleAnswer> StoreAsync(List<RegisteredRule> added)
    {
        if (added.Count > 0)
        {
            _isDoubtful = true;
            _registrations.State = new RuleRegistrations { Rules = _registrations.State.Rules.AddRange(added) };
            await _registrations.WriteStateAsync();
            _isDoubtful = false;
        }

        return new RuleAnswer();
    }
}
