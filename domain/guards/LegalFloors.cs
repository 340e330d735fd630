using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;

namespace CreditRisk.Domain.Guards;

/// <summary>Which floor a policy undercuts. The numbers are to be stored and sent: never reuse one.</summary>
public enum Floor : byte
{
    /// <summary>The least days overdue.</summary>
    DaysOverdue = 0,

    /// <summary>The least days between the served demand and the stop.</summary>
    DemandDays = 1,
}

/// <summary>A place where a policy allows what the law does not.</summary>
/// <param name="Stage">The stage of the policy.</param>
/// <param name="Floor">The floor.</param>
/// <param name="Kind">The customers for whom it is the floor, or null for all.</param>
/// <param name="Words">What the policy allows and what the law asks for, for a person.</param>
public sealed record Undercut(Stage Stage, Floor Floor, CustomerKind? Kind, string Words);

/// <summary>What the law of a jurisdiction asks for before and after a stop of supply, whatever a policy says. Immutable.</summary>
public sealed class LegalFloors
{
    /// <summary>Makes floors.</summary>
    /// <exception cref="ArgumentException">There are no such floors; the message says why.</exception>
    public LegalFloors(FloorTerms terms)
    {
        Flaw.Refuse(terms.Flaws(), nameof(terms));
        Terms = terms;
    }

    /// <summary>What the floors are.</summary>
    public FloorTerms Terms { get; }

    /// <summary>The demand before a stop.</summary>
    public DemandFloor Demand(CustomerKind kind) => kind == CustomerKind.Household ? Terms.Household : Terms.Other;

    /// <summary>Whether the law says anything of a customer of a segment.</summary>
    public bool AreFor(string? segment) => segment is null || !Terms.Exempt.Contains(segment);

    /// <summary>The demand before a stop for a customer of a segment; of one that is not known to be a household or not, whatever is longer.</summary>
    public DemandFloor Demand(string? segment) =>
        segment is not null && Terms.Households.Contains(segment) ? Terms.Household
        : segment is not null && Terms.Others.Contains(segment) ? Terms.Other
        : new DemandFloor(Math.Max(Terms.Household.Days, Terms.Other.Days), Math.Max(Terms.Household.AgainMinutes, Terms.Other.AgainMinutes));

    /// <summary>What a protection class asks for.</summary>
    public ProtectionFloor Of(Protection protection) => protection switch
    {
        Protection.Important => Terms.Important,
        Protection.Hazardous => Terms.Hazardous,
        Protection.Vulnerable => Terms.Vulnerable,
        _ => ProtectionFloor.None,
    };

    /// <summary>
    /// Where a policy would have the supply stopped earlier than the law allows, for any kind of customer; nothing where it does so nowhere. A blacklist listing stops no supply and is not asked.
    /// </summary>
    /// <remarks>
    /// A policy is refused unless it is certain: a condition counts with the fewest days past due of which its form is a proof (<see cref="LeastDaysPastDue"/>). Days between demand and stop are
    /// those that the policy has pass after it raised the stage before, since no demand is served earlier; that it was served, and when, is for the guard at the stop itself to see.
    /// </remarks>
    public ImmutableArray<Undercut> Against(Policy policy)
    {
        if (policy.Rule(Stage.StopSupply) is not { } stop)
        {
            return [];
        }

        var climbs = policy.Stages[0].Stage != Stage.StopSupply;
        return
        [
            .. OfDaysOverdue("enter", stop.Enter), .. OfDaysOverdue("direct", stop.Direct),
            .. OfDemand(stop.Enter, climbs ? stop.AfterDays : 0, climbs ? $"waits {stop.AfterDays} days after the stage before it was raised" : "is the first stage, before which nothing is demanded"),
            .. OfDemand(stop.Direct, 0, "is entered directly, without any demand"),
        ];
    }

    private IEnumerable<Undercut> OfDaysOverdue(string key, Condition? entry)
    {
        if (entry is not null && LeastDaysPastDue.Of(entry) is var least && least < Terms.DaysOverdue)
        {
            var allowed = least == 0 ? "without any days past due" : $"from {least} days past due";
            yield return new Undercut(
                Stage.StopSupply, Floor.DaysOverdue, null,
                $"'{key}' of '{Stage.StopSupply.Name()}' ({entry}) may hold {allowed}; {Terms.Jurisdiction} asks for at least {Terms.DaysOverdue}");
        }
    }

    private IEnumerable<Undercut> OfDemand(Condition? entry, int days, string what) =>
        from kind in Enum.GetValues<CustomerKind>()
        where entry is not null && days < Demand(kind).Days
        select new Undercut(
            Stage.StopSupply, Floor.DemandDays, kind,
            $"'{Stage.StopSupply.Name()}' {what}; {Terms.Jurisdiction} asks for at least {Demand(kind).Days} after the demand was served to {(kind == CustomerKind.Household ? "a household" : "a customer who is no household")}");
}
