using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Storage.Contracts;

/// <summary>
/// What a desk wants to know of an account without reading its state. There is one only while there is something to do: something is overdue or paused, a restriction is wanted, in flight
/// or in force, or an arrangement is broken. It holds nothing that changes at midnight by itself.
/// </summary>
public sealed record DeskRow
{
    /// <summary>The unit that owns the account, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Who looks after the customer, or null.</summary>
    public string? Manager { get; init; }

    /// <summary>The region, or null.</summary>
    public string? Region { get; init; }

    /// <summary>The currency's code, or null before money was heard of.</summary>
    public string? Currency { get; init; }

    /// <summary>The stage to show.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Open and past due, minor units, 0 or more.</summary>
    public long Overdue { get; init; }

    /// <summary>Overdue that may be acted upon, minor units, 0 or more.</summary>
    public long Actionable { get; init; }

    /// <summary>Due date of the oldest overdue item above the trivial floor, paused or not; null where there is none.</summary>
    public CivilDate? OldestDueOn { get; init; }

    /// <summary>How far supply is to be restricted, where that is wanted and has not left; else <see cref="RestrictionLevel.None"/>.</summary>
    public RestrictionLevel Wanted { get; init; }

    /// <summary>The number of the want; 0 where nothing is wanted.</summary>
    public long Want { get; init; }

    /// <summary>Since when it is wanted, or null.</summary>
    public Instant? WantedSince { get; init; }

    /// <summary>Since when nothing in the account holds it back, or null.</summary>
    public Instant? ReadyAt { get; init; }

    /// <summary>What the command in flight asks for, or null.</summary>
    public RestrictionAction? InFlight { get; init; }

    /// <summary>How far supply is restricted.</summary>
    public RestrictionLevel InForce { get; init; }

    /// <summary>The next day that is the last one of a pause: the deadline of a dispute, the end of a hold, the due day of a promise or of a plan's next part; null where none has an end.</summary>
    public CivilDate? PauseEndsOn { get; init; }

    /// <summary>The day on which a promise or a plan was broken last, or null.</summary>
    public CivilDate? BrokenOn { get; init; }

    /// <summary>Since when a restriction is wanted; else when one will be if nothing happens but that time passes; null where none will be.</summary>
    public Instant? CutAt { get; init; }
}

/// <summary>A row of the desk with its account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Row">The row.</param>
public sealed record DeskEntry(string Account, DeskRow Row);
