using System.Collections.Immutable;
using NodaTime;

namespace CreditRisk.Domain.Policies;

/// <summary>
/// The versions of a policy, in force one after the other. The earliest one that is there is in force from the beginning, whatever it says: files of
/// versions that are long over may be removed. Immutable.
/// </summary>
public sealed class PolicyTimeline
{
    /// <summary>Creates a timeline.</summary>
    /// <param name="versions">At least one, by rising version; each but the first says from when it is in force, later than the one before.</param>
    /// <exception cref="ArgumentException">They are not in such an order.</exception>
    public PolicyTimeline(ImmutableArray<Policy> versions)
    {
        for (var i = 1; i < versions.Length; i++)
        {
            if (versions[i].Terms.Version <= versions[i - 1].Terms.Version || !(versions[i].Terms.From > (versions[i - 1].Terms.From ?? Instant.MinValue)))
            {
                throw new ArgumentException($"version {versions[i].Terms.Version} does not follow version {versions[i - 1].Terms.Version}", nameof(versions));
            }
        }

        Versions = versions.IsDefaultOrEmpty ? throw new ArgumentException("there is no version", nameof(versions)) : versions;
    }

    /// <summary>The policy's name.</summary>
    public string Id => Versions[0].Terms.Id;

    /// <summary>The version that is in force last.</summary>
    public Policy Last => Versions[^1];

    /// <summary>The versions in the order in which they are in force, at least one.</summary>
    public ImmutableArray<Policy> Versions { get; }

    /// <summary>The timeline of a policy that never changes.</summary>
    public static implicit operator PolicyTimeline(Policy only) => FromPolicy(only);

    /// <summary>The timeline of a policy that never changes.</summary>
    public static PolicyTimeline FromPolicy(Policy only) => new([only]);

    /// <summary>The version in force at an instant.</summary>
    public Policy At(Instant now)
    {
        var index = Versions.Length - 1;
        while (index > 0 && Versions[index].Terms.From > now)
        {
            index--;
        }

        return Versions[index];
    }

    /// <summary>When the next version comes into force, or <see cref="Instant.MaxValue"/>.</summary>
    public Instant ChangeAfter(Instant now)
    {
        for (var i = 1; i < Versions.Length; i++)
        {
            if (Versions[i].Terms.From is { } from && from > now)
            {
                return from;
            }
        }

        return Instant.MaxValue;
    }
}
