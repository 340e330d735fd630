using System.Collections.Immutable;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Ledger;

/// <summary>What kind of arrangement it is. The numbers are stored: never reuse one.</summary>
public enum ArrangementKind : byte
{
    /// <summary>A promise to pay: one sum by one day.</summary>
    Promise = 0,

    /// <summary>An instalment plan.</summary>
    Plan = 1,
}

/// <summary>A part of an arrangement that is due on a day.</summary>
/// <param name="DueOn">The last day on which it is paid in time.</param>
/// <param name="Minor">Minor units, 0 or more.</param>
public readonly record struct DuePart(CivilDate DueOn, long Minor);

/// <summary>A promise or an instalment plan. Whether it is kept is computed from the payments (<see cref="Arrangements"/>), never stored.</summary>
/// <param name="Id">The promise's or the plan's id.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="MadeAt">When it was made in the business: payments before it are none of it.</param>
/// <param name="Parts">What is to be paid when, by day; at least one.</param>
/// <param name="CancelledAt">When it was cancelled, or null.</param>
public sealed record Arrangement(string Id, ArrangementKind Kind, Instant MadeAt, ImmutableArray<DuePart> Parts, Instant? CancelledAt)
{
    /// <summary>The account's day of <see cref="MadeAt"/>.</summary>
    public CivilDate MadeOn { get; init; }

    /// <summary>The account's day of <see cref="CancelledAt"/>, or <see cref="CivilDate.MaxValue"/>.</summary>
    public CivilDate CancelledOn { get; init; } = CivilDate.MaxValue;

    /// <summary>The day after which nothing of it matters any more.</summary>
    public CivilDate LastOn => CancelledOn < Parts[^1].DueOn ? CancelledOn : Parts[^1].DueOn;

    /// <summary>The same arrangement in a zone.</summary>
    public Arrangement In(DateTimeZone zone) => this with
    {
        MadeOn = CivilDate.At(MadeAt, zone),
        CancelledOn = CancelledAt is { } at ? CivilDate.At(at, zone) : CivilDate.MaxValue,
    };

    /// <summary>Whether a payment may be one of those that were agreed: it was made after the arrangement and before its cancellation. Of a payment whose day alone is known, and of the day of the arrangement, its booking decides.</summary>
    internal bool Counts(Credit payment, CivilDate paidOn) =>
        (paidOn > MadeOn || (paidOn == MadeOn && payment.Time >= MadeAt)) && paidOn <= CancelledOn;
}

/// <summary>How an arrangement stands on a day.</summary>
public enum ArrangementStanding : byte
{
    /// <summary>Nothing of it is late, and something is still to be paid.</summary>
    Running = 0,

    /// <summary>All of it was paid in time.</summary>
    Kept = 1,

    /// <summary>Something of it was not paid by its day.</summary>
    Broken = 2,

    /// <summary>It was cancelled before anything of it was late.</summary>
    Cancelled = 3,
}

/// <summary>An arrangement with what has become of it.</summary>
/// <param name="Arrangement">The arrangement.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Left">What is still to be paid of it, minor units, 0 or more.</param>
/// <param name="NextDueOn">The day by which the next of it is due, while it runs; else <see cref="CivilDate.MaxValue"/>.</param>
public readonly record struct ArrangementView(Arrangement Arrangement, ArrangementStanding Standing, long Left, CivilDate NextDueOn)
{
    /// <summary>The day on which it was broken: the first one after the due day of what was not paid; null where it is not broken.</summary>
    public CivilDate? BrokenOn { get; init; }
}
