using System.Collections.Immutable;
using NodaTime;

namespace CreditRisk.Domain.Guards;

/// <summary>
/// The brakes on everything that leaves towards restriction, with the journal of their changes; immutable. A change names the version that its author saw, so that nobody overrules what he does not know of.
/// </summary>
public sealed record Brakes
{
    /// <summary>Changes that the journal keeps, the newest ones.</summary>
    public const int MostChanges = 1_000;

    /// <summary>The greatest cap.</summary>
    public const int GreatestCap = 1_000_000;

    /// <summary>The longest name of a region.</summary>
    public const int MostRegionCharacters = 256;

    private Brakes()
    {
    }

    /// <summary>Nothing is held back, nothing has changed, nothing has left.</summary>
    public static Brakes None { get; } = new();

    /// <summary>How often the brakes were changed, 0 or more.</summary>
    public long Version { get; private init; }

    /// <summary>While it is on nothing leaves.</summary>
    public BrakeSwitch KillSwitch { get; private init; } = BrakeSwitch.Unset;

    /// <summary>While it is on nothing leaves, and what would have left is shown.</summary>
    public BrakeSwitch DryRun { get; private init; } = BrakeSwitch.Unset;

    /// <summary>How many leave at most, in each region and UTC hour.</summary>
    public RateCap Cap { get; private init; } = RateCap.Unset;

    /// <summary>The newest changes, oldest first.</summary>
    public ImmutableArray<BrakeChange> Journal { get; private init; } = [];

    /// <summary>What left, as far as a cap needs to know it.</summary>
    public HourlyCounts Taken { get; private init; } = HourlyCounts.Empty;

    /// <summary>The brakes as they were stored.</summary>
    /// <param name="version">How often they were changed.</param>
    /// <param name="killSwitch">The kill switch.</param>
    /// <param name="dryRun">The dry run.</param>
    /// <param name="cap">The cap.</param>
    /// <param name="journal">The newest changes, oldest first.</param>
    /// <param name="taken">What left.</param>
    /// <exception cref="ArgumentException">There are no such brakes.</exception>
    public static Brakes Restore(long version, BrakeSwitch killSwitch, BrakeSwitch dryRun, RateCap cap, ImmutableArray<BrakeChange> journal, HourlyCounts taken)
    {
        if (journal.Length != Math.Min(version, MostChanges) || journal.Where((change, i) => change.Version != version - journal.Length + 1 + i).Any())
        {
            throw new ArgumentException($"the journal does not lead to version {version}", nameof(journal));
        }

        return new Brakes { Version = version, KillSwitch = killSwitch, DryRun = dryRun, Cap = cap with { MostPerHour = Checked(cap.MostPerHour) }, Journal = journal, Taken = taken };
    }

    /// <summary>The brakes with the kill switch set.</summary>
    /// <param name="isOn">Whether nothing may leave.</param>
    /// <param name="seen">The version that the author of the change saw.</param>
    /// <param name="note">Why, by whom and when.</param>
    /// <returns>Null where the brakes have been changed since that version.</returns>
    public Brakes? WithKillSwitch(bool isOn, long seen, BrakeNote note) =>
        seen != Version ? null : Changed(Brake.KillSwitch, isOn, null, note) with { KillSwitch = new BrakeSwitch(isOn, note) };

    /// <summary>The brakes with the dry run set.</summary>
    /// <param name="isOn">Whether all is only shown.</param>
    /// <param name="seen">The version that the author of the change saw.</param>
    /// <param name="note">Why, by whom and when.</param>
    /// <returns>Null where the brakes have been changed since that version.</returns>
    public Brakes? WithDryRun(bool isOn, long seen, BrakeNote note) =>
        seen != Version ? null : Changed(Brake.DryRun, isOn, null, note) with { DryRun = new BrakeSwitch(isOn, note) };

    /// <summary>The brakes with the cap set. What has left in this hour counts against it too.</summary>
    /// <param name="mostPerHour">Most restrictions in each region and hour, 0-1,000,000, or null for no cap.</param>
    /// <param name="seen">The version that the author of the change saw.</param>
    /// <param name="note">Why, by whom and when.</param>
    /// <returns>Null where the brakes have been changed since that version.</returns>
    /// <exception cref="ArgumentException">The number is out of its range.</exception>
    public Brakes? WithCap(int? mostPerHour, long seen, BrakeNote note)
    {
        var most = Checked(mostPerHour);
        return seen != Version ? null : Changed(Brake.RateCap, most is not null, most, note) with { Cap = new RateCap(most, note) };
    }

    /// <summary>Whether a restriction may leave now. It is not counted: another may take the place.</summary>
    /// <param name="region">The account's region, or null; at most 256 characters.</param>
    /// <param name="at">Now.</param>
    /// <exception cref="ArgumentException">The region's name is too long.</exception>
    public Leave MayLeave(string? region, Instant at) => Take(region, at).Leave;

    /// <summary>Has a restriction leave, if it may, and counts it.</summary>
    /// <param name="region">The account's region, or null; at most 256 characters.</param>
    /// <param name="at">Now.</param>
    /// <returns>The brakes after it, and whether it may leave; where it may not, nothing has changed.</returns>
    /// <exception cref="ArgumentException">The region's name is too long.</exception>
    public (Brakes After, Leave Leave) Take(string? region, Instant at)
    {
        if (region?.Length > MostRegionCharacters)
        {
            throw new ArgumentException($"a region has at most {MostRegionCharacters} characters", nameof(region));
        }

        if (KillSwitch.IsOn)
        {
            return (this, Leave.Held(Brake.KillSwitch, $"the kill switch is on {KillSwitch.Note}"));
        }

        if (DryRun.IsOn)
        {
            return (this, Leave.Held(Brake.DryRun, $"dry run is on {DryRun.Note}"));
        }

        // Without a cap too: one may be set within the hour.
        var taken = Taken.Add(region, at);
        return Cap.MostPerHour is { } most && Exceeds(taken.Of(region, at), most) is { } reason
            ? (this, Leave.Held(Brake.RateCap, $"{reason}; {Cap.Note}"))
            : (this with { Taken = taken }, Leave.Allowed);
    }

    private static string? Exceeds(long? count, int most) => count switch
    {
        null => $"at most {most} leave in an hour, and how many have left in this one is not known any more",
        { } known when known > most => $"{most} have left in this hour, the most of a region",
        _ => null,
    };

    private static int? Checked(int? mostPerHour) => mostPerHour is < 0 or > GreatestCap
        ? throw new ArgumentException($"the cap is {mostPerHour}, and must be 0 to {GreatestCap}", nameof(mostPerHour))
        : mostPerHour;

    private Brakes Changed(Brake brake, bool isOn, int? mostPerHour, BrakeNote note)
    {
        var kept = Journal.Length < MostChanges ? Journal : Journal.RemoveAt(0);
        return this with { Version = Version + 1, Journal = kept.Add(new BrakeChange(Version + 1, brake, isOn, mostPerHour, note)) };
    }
}
