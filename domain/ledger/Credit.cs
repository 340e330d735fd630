using System.Collections.Immutable;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Ledger;

/// <summary>What kind of credit it is. The numbers are stored: never reuse one.</summary>
public enum CreditKind : byte
{
    /// <summary>Money received.</summary>
    Payment = 0,

    /// <summary>A credit note.</summary>
    CreditNote = 1,

    /// <summary>A credit adjustment.</summary>
    Adjustment = 2,
}

/// <summary>A part of a credit that is meant for one item.</summary>
/// <param name="ItemId">The item, known or not.</param>
/// <param name="Minor">Minor units, 0 or more.</param>
public readonly record struct NamedPart(string ItemId, long Minor);

/// <summary>A payment or other credit, kept as long as it may be returned. Amounts are minor units of the account's currency.</summary>
public sealed record Credit
{
    /// <summary>The payment's, credit note's or adjustment's id.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of credit it is.</summary>
    public required CreditKind Kind { get; init; }

    /// <summary>The amount, 0 or more.</summary>
    public required long Amount { get; init; }

    /// <summary>What it is meant for, in order; empty for the pool.</summary>
    public required ImmutableArray<NamedPart> Parts { get; init; }

    /// <summary>When it was booked in the business.</summary>
    public required Instant Time { get; init; }

    /// <summary>The day on which the customer paid, or null for the day of <see cref="Time"/>.</summary>
    public CivilDate? PaidOn { get; init; }

    /// <summary>The day on which it was received here.</summary>
    public required CivilDate ReceivedOn { get; init; }

    /// <summary>What was reversed or refunded of it, 0 to <see cref="Amount"/>.</summary>
    public long Returned { get; init; }

    /// <summary>
    /// Whether its window is over: kept only because something was returned of it, so that no more is ever returned than was paid. What is returned now opens nothing again.
    /// </summary>
    public bool IsPast { get; init; }

    /// <summary>What is left of it.</summary>
    public long Effective => Amount - Returned;

    /// <summary>When it was paid in the business: the start of the day that was stated, else the time of booking.</summary>
    public Instant PaidAt(DateTimeZone zone) => PaidOn?.StartIn(zone) ?? Time;
}
