using System.Collections.Immutable;

namespace CreditRisk.Domain.Policies;

/// <summary>Something that each region has of its own, with one for the regions that have none.</summary>
/// <typeparam name="T">What the regions have.</typeparam>
/// <param name="Default">That of all other regions, and of accounts without a region.</param>
/// <param name="Regions">By region, as accounts name it; case-sensitive.</param>
public sealed record Regional<T>(T Default, ImmutableDictionary<string, T> Regions)
    where T : class
{
    /// <summary>That of a region; where it has none of its own, that of what its name begins with, up to a hyphen: <c>DE-NW</c> is of <c>DE</c>.</summary>
    /// <param name="region">The account's region, or null.</param>
    public T Of(string? region)
    {
        for (var name = region; name is not null; name = name.LastIndexOf('-') is > 0 and var hyphen ? name[..hyphen] : null)
        {
            if (Regions.TryGetValue(name, out var own))
            {
                return own;
            }
        }

        return Default;
    }
}
