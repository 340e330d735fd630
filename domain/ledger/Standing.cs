using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Ledger;

/// <summary>An open dispute.</summary>
/// <param name="Id">The dispute.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Minor">The part disputed in minor units, or null for all of the item.</param>
/// <param name="Deadline">The day by which it is to be decided, or null.</param>
public sealed record Dispute(string Id, string ItemId, long? Minor, CivilDate? Deadline);

/// <summary>A hold on collection.</summary>
/// <param name="Id">The hold.</param>
/// <param name="Kind">The operator's word for it.</param>
/// <param name="From">The first day.</param>
/// <param name="GrantedTo">The last day as granted.</param>
/// <param name="EndedAt">When it was ended early, or null.</param>
public sealed record Hold(string Id, string Kind, CivilDate From, CivilDate GrantedTo, Instant? EndedAt)
{
    /// <summary>The last day; before <see cref="From"/> when it ended before it began. Follows from the account's zone.</summary>
    public CivilDate To { get; init; } = GrantedTo;

    /// <summary>Whether it is on.</summary>
    public bool Covers(CivilDate day) => From <= day && day <= To;

    /// <summary>The same hold in a zone.</summary>
    public Hold In(DateTimeZone zone) => EndedAt is { } ended && CivilDate.At(ended, zone) is var last
        ? this with { To = last < GrantedTo ? last : GrantedTo }
        : this;
}

/// <summary>Money on its way.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Minor">Minor units, 0 or more.</param>
/// <param name="InitiatedAt">When it was sent.</param>
/// <param name="MaturesOn">The day on which it matures, or null.</param>
/// <param name="Days">Settlement days of its method when it was sent.</param>
public sealed record Transit(string PaymentId, long Minor, Instant InitiatedAt, CivilDate? MaturesOn, int Days)
{
    /// <summary>The last day on which it counts. Follows from the account's zone.</summary>
    public CivilDate Until { get; init; }

    /// <summary>The same money in a zone.</summary>
    public Transit In(DateTimeZone zone) => this with { Until = (MaturesOn ?? CivilDate.At(InitiatedAt, zone)).Plus(Days) };
}

/// <summary>A guarantee lodged.</summary>
/// <param name="Id">The guarantee.</param>
/// <param name="Kind">What stands behind it.</param>
/// <param name="Minor">Its face value in minor units.</param>
/// <param name="ValidTo">The last day on which it is valid, or null for no end.</param>
public sealed record Guarantee(string Id, GuaranteeKind Kind, long Minor, CivilDate? ValidTo);

/// <summary>An open case of a key event.</summary>
/// <param name="Id">The case.</param>
/// <param name="Kind">What happened.</param>
public sealed record Case(string Id, KeyEventKind Kind);
