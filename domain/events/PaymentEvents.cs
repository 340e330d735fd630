using System.Collections.Immutable;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Events;

/// <summary>What a payer wants a part of a payment used for.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Part">How much of the payment.</param>
public readonly record struct Allocation(string ItemId, Amount Part);

/// <summary>Money is on its way.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Sum">The amount, 0 or more.</param>
/// <param name="Method">How it is paid, which says how long it may take.</param>
/// <param name="MaturesOn">The day on which a draft matures, or null.</param>
public sealed record PaymentInitiated(EventHeader Header, string PaymentId, Cash Sum, string Method, CivilDate? MaturesOn) : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.PaymentInitiation, PaymentId);
}

/// <summary>Money has arrived.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Sum">The amount, 0 or more.</param>
/// <param name="Method">How it was paid.</param>
/// <param name="Allocations">What it is meant for, in order; empty when the payer did not say.</param>
/// <param name="PaidOn">The day on which the customer paid, or null for the day of the event's time.</param>
public sealed record PaymentReceived(
    EventHeader Header, string PaymentId, Cash Sum, string Method, ImmutableArray<Allocation> Allocations, CivilDate? PaidOn) : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Payment, PaymentId);
}

/// <summary>Money that was on its way does not arrive.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record PaymentFailed(EventHeader Header, string PaymentId, string? Reason) : AccountEvent(Header);

/// <summary>Money that had arrived is taken back (<c>payment.reversed</c>) or given back (<c>payment.refunded</c>).</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="IsRefund">Whether we gave it back ourselves.</param>
/// <param name="Part">How much, or null for all that is left of the payment.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record PaymentReturned(EventHeader Header, string PaymentId, bool IsRefund, Amount? Part, string? Reason) : AccountEvent(Header);
