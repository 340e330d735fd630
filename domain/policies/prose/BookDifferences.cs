namespace CreditRisk.Domain.Policies.Prose;

/// <summary>What changes between two policy books: their policies, and who gets which.</summary>
public static class BookDifferences
{
    private const string Mapping = "mapping";

    /// <summary>The changes: policy by policy, then the mapping.</summary>
    /// <param name="old">The old book.</param>
    /// <param name="now">The new one.</param>
    public static IEnumerable<RuleChange> Between(PolicyBook old, PolicyBook now)
    {
        var (olds, news) = (ById(old), ById(now));
        foreach (var id in olds.Keys.Union(news.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (olds.GetValueOrDefault(id), news.GetValueOrDefault(id));
            var changes = before is null || after is null
                ? [new RuleChange(id, "policy", "policy", "policy", VersionOf(before), VersionOf(after))]
                : PolicyDifferences.Between(before, after);
            foreach (var change in changes)
            {
                yield return change;
            }
        }

        foreach (var change in MappingChanges(old, now))
        {
            yield return change;
        }
    }

    private static Dictionary<string, Policy> ById(PolicyBook book) => book.Rules.Select(rule => rule.Policy).Append(book.Default)
        .DistinctBy(policy => policy.Id).ToDictionary(policy => policy.Id, policy => policy.Last, StringComparer.Ordinal);

    private static string? VersionOf(Policy? policy) => policy is null ? null : $"version {policy.Terms.Version}";

    private static IEnumerable<RuleChange> MappingChanges(PolicyBook old, PolicyBook now)
    {
        (string Key, string Name, Func<PolicyBook, string?> Value)[] settings =
        [
            ("defaultZone", "zone of everybody else", book => book.DefaultZone.Id),
            ("default", "policy of everybody else", book => book.Default.Id),
            ("rules", "rules in order", book => TextOf(book.Rules.Select(TextOf), "; ")),
        ];
        var zones = old.RegionZones.Keys.Union(now.RegionZones.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(region => (Key: "regions", Name: $"zone of region {region}", Value: (Func<PolicyBook, string?>)(book => book.RegionZones.GetValueOrDefault(region)?.Id)));
        return settings.Concat(zones)
            .Select(setting => new RuleChange(null, Mapping, setting.Key, setting.Name, setting.Value(old), setting.Value(now)))
            .Where(change => change.Old != change.New);
    }

    private static string? TextOf(IEnumerable<string> parts, string separator) => string.Join(separator, parts) is { Length: > 0 } text ? text : null;

    private static string TextOf(MappingRule rule) => TextOf(
        [
            .. rule.Segments.IsDefault ? [] : new[] { $"segments {string.Join(", ", rule.Segments)}" },
            .. rule.Terms.IsDefault ? [] : new[] { $"terms {string.Join(", ", rule.Terms).ToLowerInvariant()}" },
            .. rule.Grades.IsDefault ? [] : new[] { $"grades {string.Join(", ", rule.Grades)}" },
            $"policy {rule.Policy.Id}",
        ],
        " ")!;
}
