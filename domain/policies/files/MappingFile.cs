using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Score;
using NodaTime;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads the mapping file, which says who gets which policy; <c>docs/policies.md</c> describes it.</summary>
public static class MappingFile
{
    /// <summary>Reads the mapping, or tells everything that is wrong with the file.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    /// <param name="policies">The policies that it may name, by id.</param>
    public static Loaded<PolicyBook> Parse(string fileName, string yaml, IReadOnlyDictionary<string, PolicyTimeline> policies) =>
        Read(fileName, yaml, policies.ToDictionary(entry => entry.Key, entry => (PolicyTimeline?)entry.Value));

    /// <summary>The same, where policies whose files are wrong have their id and null: naming them is no further mistake.</summary>
    internal static Loaded<PolicyBook> Read(string fileName, string yaml, IReadOnlyDictionary<string, PolicyTimeline?> policies)
    {
        var mistakes = new MistakeList(fileName);
        var reader = new MappingReader(policies, mistakes);
        return reader.Read(YamlTree.Read(new SourceText(yaml), mistakes));
    }
}

/// <summary>Reads one mapping file.</summary>
/// <param name="policies">The policies by id.</param>
/// <param name="mistakes">Where mistakes go.</param>
internal sealed class MappingReader(IReadOnlyDictionary<string, PolicyTimeline?> policies, MistakeList mistakes)
{
    /// <summary>The keys of a mapping.</summary>
    public static readonly string[] Keys = ["defaultZone", "regions", "default", "rules"];
    /// <summary>The keys of a rule.</summary>
    public static readonly string[] RuleKeys = ["segments", "terms", "grades", "policy"];
    private static readonly string[] TermsWords = [.. Enum.GetNames<Terms>().Select(name => name.ToLowerInvariant())];
    private static readonly string[] GradeWords = Enum.GetNames<Grade>();

    /// <summary>The policy book of a file's tree.</summary>
    public Loaded<PolicyBook> Read(Node? tree)
    {
        var section = Section.Open(tree, Position.Start, "the mapping", Keys, mistakes);
        var zone = section?.Require("defaultZone") is { } node ? DateValues.Zone(node, "'defaultZone'", mistakes) : null;
        var regions = ImmutableDictionary.CreateBuilder<string, DateTimeZone>(StringComparer.Ordinal);
        foreach (var entry in section?.Open("regions", known: null)?.Entries ?? [])
        {
            regions[entry.Key] = DateValues.Zone(entry.Value, $"the zone of '{entry.Key}'", mistakes) ?? DateTimeZone.Utc;
        }

        var everybody = section is null ? null : PolicyUnder(section, "default");
        var rules = new List<PlacedRule>();
        foreach (var item in section?.List("rules") ?? [])
        {
            if (Rule(item) is { } rule)
            {
                rules.Add(rule);
            }
        }

        TellUnreachable(rules);
        return mistakes.Conclude(() => new PolicyBook([.. rules.Select(rule => rule.ToRule())], everybody!, zone!, regions.ToImmutable()));
    }

    private PlacedRule? Rule(Node item)
    {
        if (Section.Open(item, item.At, "a rule", RuleKeys, mistakes) is not { } section)
        {
            return null;
        }

        var before = mistakes.Count;
        var segments = Items(section, "segments", node => Values.Text(node, "a segment", Values.MostText, mistakes));
        var terms = Items(section, "terms", node => (Terms)Math.Max(0, Values.Word(node, "terms", TermsWords, mistakes)));
        var grades = Items(section, "grades", node => (Grade)Math.Max(0, Values.Word(node, "grade", GradeWords, mistakes)));
        if (section.Find("segments") is null && section.Find("terms") is null && section.Find("grades") is null)
        {
            mistakes.Add(item.At, "a rule without 'segments', 'terms' and 'grades' is for everybody; that is what 'default' says");
        }

        var policy = PolicyUnder(section, "policy");
        // What a rule with a mistake in it is for is not known well enough to compare it with the others.
        return mistakes.Count == before ? new PlacedRule(item.At, segments, terms, grades, policy) : null;
    }

    private ImmutableArray<T> Items<T>(Section section, string key, Func<Node, T> read)
    {
        if (section.List(key) is not { } nodes)
        {
            return default;
        }

        var items = ImmutableArray.CreateBuilder<T>();
        foreach (var node in nodes)
        {
            var before = mistakes.Count;
            var item = read(node);
            if (mistakes.Count == before && items.Contains(item))
            {
                mistakes.Add(node.At, $"{node.Found} is listed twice in '{key}'");
            }

            items.Add(item);
        }

        return items.ToImmutable();
    }

    private PolicyTimeline? PolicyUnder(Section section, string key)
    {
        if (section.Require(key) is not { } node)
        {
            return null;
        }

        var before = mistakes.Count;
        var id = Values.Name(node, $"'{key}'", mistakes);
        if (!policies.TryGetValue(id, out var policy) && mistakes.Count == before && node is not BrokenNode)
        {
            mistakes.Add(node.At, $"unknown policy '{id}'{Nearest.Hint(id, policies.Keys.Order(StringComparer.Ordinal))}");
        }

        return policy;
    }

    private void TellUnreachable(List<PlacedRule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules.Take(i).FirstOrDefault(earlier => earlier.Covers(rules[i])) is { } covering)
            {
                mistakes.Add(rules[i].At, $"this rule is never reached: the one on line {covering.At.Line} is for the same customers and stands before it");
            }
        }
    }

    // A rule and where it stands; absent lists are default and match all.
    private sealed record PlacedRule(
        Position At, ImmutableArray<string> Segments, ImmutableArray<Terms> Terms, ImmutableArray<Grade> Grades, PolicyTimeline? Policy)
    {
        public bool Covers(PlacedRule later) => Covers(Segments, later.Segments) && Covers(Terms, later.Terms) && Covers(Grades, later.Grades);

        public MappingRule ToRule() => new(Segments, Terms, Grades, Policy!);

        private static bool Covers<T>(ImmutableArray<T> all, ImmutableArray<T> some) =>
            all.IsDefault || (!some.IsDefault && some.All(item => all.Contains(item)));
    }
}
