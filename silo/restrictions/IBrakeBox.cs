using CreditRisk.Domain.Guards;

namespace CreditRisk.Silo.Restrictions;

/// <summary>A change of one brake that somebody asks for.</summary>
/// <param name="Seen">The version of the brakes that he saw.</param>
/// <param name="Brake">Which brake.</param>
/// <param name="IsOn">Whether a switch is on; of no meaning for the cap.</param>
/// <param name="MostPerHour">Most restrictions in each region and UTC hour, 0-1,000,000, or null for no cap; of no meaning for a switch.</param>
/// <param name="Reason">Why, 1-500 characters.</param>
/// <param name="Actor">Who, 1-200 characters.</param>
public sealed record BrakeOrder(long Seen, Brake Brake, bool IsOn, int? MostPerHour, string Reason, string Actor);

/// <summary>What became of a change.</summary>
/// <param name="Brakes">The brakes after it; as they were, where it was refused.</param>
/// <param name="Refusal">Why it was refused, for a person; null where it was done.</param>
public sealed record BrakeAnswer(Brakes Brakes, string? Refusal);

/// <summary>Where the brakes are kept: what it answers is stored.</summary>
public interface IBrakeBox
{
    /// <summary>The brakes as they are.</summary>
    Task<Brakes> GetAsync();

    /// <summary>Sets one of them.</summary>
    Task<BrakeAnswer> ChangeAsync(BrakeOrder order);

    /// <summary>Has a restriction leave, if it may now, and counts it. What failed may have been counted, and has given nothing.</summary>
    /// <param name="region">The account's region, or null.</param>
    Task<Leave> TakeAsync(string? region);
}
