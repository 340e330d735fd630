using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;

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
/// <param name="To">The last day; before <paramref name="From"/> when it ended before it began.</param>
public sealed record Hold(string Id, string Kind, CivilDate From, CivilDate To)
{
    /// <summary>Whether it is on.</summary>
    public bool Covers(CivilDate day) => From <= day && day <= To;
}

/// <summary>Money on its way.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Minor">Minor units, 0 or more.</param>
/// <param name="Until">The last day on which it counts.</param>
public sealed record Transit(string PaymentId, long Minor, CivilDate Until);

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
