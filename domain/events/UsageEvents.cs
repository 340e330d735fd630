using CreditRisk.Domain.Money;
using NodaTime;

namespace CreditRisk.Domain.Events;

/// <summary>Something was used that will be billed later.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="UsageId">The usage record.</param>
/// <param name="Service">The service.</param>
/// <param name="ServicePoint">Where, or null.</param>
/// <param name="Quantity">How much, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit of the quantity.</param>
/// <param name="From">When the use began.</param>
/// <param name="To">When it ended, not before <paramref name="From"/>: its local day decides which bill covers it.</param>
/// <param name="Value">What it is worth, or null: then the tariff file rates it.</param>
/// <param name="Estimated">Whether the quantity is an estimate.</param>
public sealed record UsageRecorded(
    EventHeader Header, string UsageId, string Service, string? ServicePoint, Amount Quantity, string Unit, Instant From, Instant To, Cash? Value, bool Estimated)
    : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Usage, UsageId);
}

/// <summary>Usage gets another value; the newest statement in business order holds.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="UsageId">The usage record.</param>
/// <param name="Value">What it is worth from now on.</param>
public sealed record UsageRerated(EventHeader Header, string UsageId, Cash Value) : AccountEvent(Header);

/// <summary>Usage was recorded wrongly and counts no longer.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="UsageId">The usage record.</param>
public sealed record UsageCancelled(EventHeader Header, string UsageId) : AccountEvent(Header);

/// <summary>A meter was exchanged; kept in the history.</summary>
/// <param name="Header">What the event says of itself.</param>
public sealed record MeterExchanged(EventHeader Header) : AccountEvent(Header);
