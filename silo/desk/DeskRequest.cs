using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Desk;

/// <summary>Asks for a page of a list of the desk.</summary>
/// <param name="List">One of <see cref="DeskNames"/>.</param>
public sealed record DeskRequest(string List)
{
    /// <summary>Only accounts of this unit, or null for all.</summary>
    public string? Unit { get; init; }

    /// <summary>Only accounts of this manager, or null for all.</summary>
    public string? Manager { get; init; }

    /// <summary>The currency of the list by amount; null for the one with the most open items.</summary>
    public string? Currency { get; init; }

    /// <summary>The first day, or null for the list's own.</summary>
    public CivilDate? From { get; init; }

    /// <summary>The last day, or null for the list's own.</summary>
    public CivilDate? To { get; init; }

    /// <summary>Where the page before ended, or null for the beginning.</summary>
    public string? After { get; init; }

    /// <summary>At most so many, 1 or more.</summary>
    public int Most { get; init; } = 10;
}

/// <summary>The lists' names in addresses and on the command line.</summary>
public static class DeskNames
{
    /// <summary>Restrictions that are wanted, or will be by the end of tomorrow.</summary>
    public const string Cuts = "cut-list";

    /// <summary>What is overdue, the most first.</summary>
    public const string Amounts = "by-amount";

    /// <summary>What is overdue, the oldest first.</summary>
    public const string Ages = "by-age";

    /// <summary>Promises and plans that were broken, the newest first.</summary>
    public const string BrokenPromises = "broken-promises";

    /// <summary>Disputes, holds, promises and parts of plans that end today.</summary>
    public const string Pauses = "pauses-ending";

    /// <summary>Restrictions that nothing in the account holds back any more, the earliest first.</summary>
    public const string Ready = "ready";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Cuts, Amounts, Ages, BrokenPromises, Pauses, Ready];
}
