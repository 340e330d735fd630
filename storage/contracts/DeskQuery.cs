using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Storage.Contracts;

/// <summary>The lists of a desk, each in an order of its own.</summary>
public enum DeskList
{
    /// <summary>Restrictions that are wanted or will be: the earliest first.</summary>
    Cuts,

    /// <summary>What is overdue in one currency: the most first.</summary>
    Amounts,

    /// <summary>What is overdue: the oldest due date first.</summary>
    Ages,

    /// <summary>Promises and plans that were broken: the newest first.</summary>
    BrokenPromises,

    /// <summary>Pauses that end: the earliest first.</summary>
    Pauses,
}

/// <summary>Where an account stands in a list; those that stand alike are ordered by their ids, in the direction of the list.</summary>
/// <param name="Value">What the list is ordered by: ticks of 100 ns since 1970, minor units, or days since 1970.</param>
/// <param name="Account">The account.</param>
public readonly record struct DeskPlace(long Value, string Account)
{
    /// <summary>Where an account stands, or null where it is not in the list.</summary>
    public static DeskPlace? Of(DeskList list, DeskEntry entry) => (list switch
    {
        DeskList.Cuts => entry.Row.CutAt?.ToUnixTimeTicks(),
        DeskList.Amounts => entry.Row.Overdue > 0 ? entry.Row.Overdue : null,
        DeskList.Ages => entry.Row.OldestDueOn?.Number,
        DeskList.BrokenPromises => entry.Row.BrokenOn?.Number,
        _ => (long?)entry.Row.PauseEndsOn?.Number,
    }) is { } value ? new DeskPlace(value, entry.Account) : null;
}

/// <summary>Asks for a page of a list: a range of an index, whatever the number of accounts.</summary>
public sealed record DeskQuery
{
    private DeskQuery(DeskList list, long least, long greatest) => (List, Least, Greatest) = (list, least, greatest);

    /// <summary>Which list.</summary>
    public DeskList List { get; }

    /// <summary>The least value of what the list is ordered by.</summary>
    public long Least { get; }

    /// <summary>The greatest value of what the list is ordered by.</summary>
    public long Greatest { get; }

    /// <summary>Whether the greatest value comes first.</summary>
    public bool IsDescending => List is DeskList.Amounts or DeskList.BrokenPromises;

    /// <summary>Only this currency; the list of amounts has one.</summary>
    public string? Currency { get; private init; }

    /// <summary>Only accounts of this unit, or null for all.</summary>
    public string? Unit { get; init; }

    /// <summary>Only accounts of this manager, or null for all.</summary>
    public string? Manager { get; init; }

    /// <summary>Only what comes behind this place, or null for the beginning.</summary>
    public DeskPlace? After { get; init; }

    /// <summary>At most so many; 0 or less for none.</summary>
    public int Most { get; init; } = 10;

    /// <summary>Restrictions that are wanted, or will be by an instant.</summary>
    public static DeskQuery CutsUpTo(Instant until) => new(DeskList.Cuts, long.MinValue, until.ToUnixTimeTicks());

    /// <summary>What is overdue in a currency.</summary>
    public static DeskQuery Amounts(string currency) => new(DeskList.Amounts, 1, long.MaxValue) { Currency = currency };

    /// <summary>What is overdue, by age.</summary>
    public static DeskQuery Ages() => new(DeskList.Ages, int.MinValue, int.MaxValue);

    /// <summary>Promises and plans that were broken on a day or later.</summary>
    public static DeskQuery BrokenSince(CivilDate day) => new(DeskList.BrokenPromises, day.Number, int.MaxValue);

    /// <summary>Pauses whose last day is one of these.</summary>
    public static DeskQuery PausesEnding(CivilDate first, CivilDate last) => new(DeskList.Pauses, first.Number, last.Number);

    /// <summary>Whether an entry belongs to the page or to one behind it.</summary>
    public bool Takes(DeskEntry entry) =>
        DeskPlace.Of(List, entry) is { } place
        && place.Value >= Least && place.Value <= Greatest
        && (Currency is null || entry.Row.Currency == Currency)
        && (Unit is null || entry.Row.Unit == Unit)
        && (Manager is null || entry.Row.Manager == Manager)
        && (After is not { } after || (IsDescending ? Compare(place, after) < 0 : Compare(place, after) > 0));

    private static int Compare(DeskPlace left, DeskPlace right) =>
        left.Value.CompareTo(right.Value) is not 0 and var order ? order : string.CompareOrdinal(left.Account, right.Account);
}
