using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Score;
using NodaTime;

namespace CreditRisk.Domain.Policies;

/// <summary>One line of the mapping file: which customers get which policy. An absent (default) list matches all.</summary>
/// <param name="Segments">Segments that match.</param>
/// <param name="Terms">Terms that match.</param>
/// <param name="Grades">Grades that match.</param>
/// <param name="Policy">The policy they get.</param>
public sealed record MappingRule(ImmutableArray<string> Segments, ImmutableArray<Terms> Terms, ImmutableArray<Grade> Grades, PolicyTimeline Policy)
{
    /// <summary>Whether the rule is for such a customer.</summary>
    public bool Matches(string? segment, Terms terms, Grade grade) =>
        (Segments.IsDefault || (segment is not null && Segments.Contains(segment)))
        && (Terms.IsDefault || Terms.Contains(terms))
        && (Grades.IsDefault || Grades.Contains(grade));
}

/// <summary>The policies with their versions, and who gets which; immutable.</summary>
/// <param name="Rules">Tried in order.</param>
/// <param name="Default">What everybody else gets.</param>
/// <param name="DefaultZone">The zone of accounts whose zone and region are not known.</param>
/// <param name="RegionZones">Zones of regions, for accounts without a zone of their own.</param>
public sealed record PolicyBook(
    ImmutableArray<MappingRule> Rules, PolicyTimeline Default, DateTimeZone DefaultZone, ImmutableDictionary<string, DateTimeZone> RegionZones)
{
    /// <summary>Whether a policy has a version that comes into force after another one.</summary>
    public bool HasChanges => Default.Versions.Length > 1 || Rules.Any(rule => rule.Policy.Versions.Length > 1);

    /// <summary>The policy of such a customer.</summary>
    public PolicyTimeline Select(string? segment, Terms terms, Grade grade)
    {
        foreach (var rule in Rules)
        {
            if (rule.Matches(segment, terms, grade))
            {
                return rule.Policy;
            }
        }

        return Default;
    }

    /// <summary>The same book with another policy, at all times, in the place of all versions of the one of its name; or null where nobody gets that one.</summary>
    /// <param name="changed">The policy.</param>
    public PolicyBook? With(Policy changed)
    {
        var isNamed = Rules.Select(rule => rule.Policy).Append(Default).Any(policy => policy.Id == changed.Terms.Id);
        return isNamed ? this with { Default = InPlaceOf(Default), Rules = [.. Rules.Select(rule => rule with { Policy = InPlaceOf(rule.Policy) })] } : null;

        PolicyTimeline InPlaceOf(PolicyTimeline policy) => policy.Id == changed.Terms.Id ? changed : policy;
    }

    /// <summary>The zone of an account that has none of its own.</summary>
    public DateTimeZone ZoneOf(string? region) =>
        region is not null && RegionZones.TryGetValue(region, out var zone) ? zone : DefaultZone;
}
