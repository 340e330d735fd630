using System.Collections.Immutable;

namespace CreditRisk.Domain.Policies;

/// <summary>Something that each region has of its own, with one for the regions that have none.</summary>
/// <typeparam name="T">What the regions have.</typeparam>
/// <param name="Default">That of all other regions, and of accounts without a region.</param>
/// <param name="Regions">By region, as accounts name it; case-sensitive.</param>
public sealed record Regional<T>(T Default, ImmutableDictionary<string, T> Regions)
    where T : class
{
    /// <summary>That of a region.</summary>
    /// <param name="region">The account's region, or null.</param>
    public T Of(string? region) => region is not null && Regions.TryGetValue(region, out var own) ? own : Default;
}
