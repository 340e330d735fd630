using System.Collections.Immutable;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Events;

/// <summary>What a bill charges for a service, which releases that service's unbilled usage.</summary>
/// <param name="Service">The service, or null for all.</param>
/// <param name="From">First day of the period, or null where none is given.</param>
/// <param name="To">Last day of the period (inclusive), or null where none is given: then everything up to the bill's date.</param>
public readonly record struct BillLine(string? Service, CivilDate? From, CivilDate? To);

/// <summary>How an item came to be. The numbers are stored: never reuse one.</summary>
public enum ItemKind : byte
{
    /// <summary>An invoice.</summary>
    Invoice = 0,

    /// <summary>A debit adjustment.</summary>
    Adjustment = 1,

    /// <summary>Old debt taken over from another system.</summary>
    Opening = 2,

    /// <summary>Interest on arrears.</summary>
    Interest = 3,

    /// <summary>A reversal that came after the payment's window: a new debit.</summary>
    LateReversal = 4,
}

/// <summary>
/// Something is charged: <c>billing.invoice.issued</c>, <c>billing.item.opened</c>, <c>billing.interest.charged</c>, or
/// <c>billing.adjustment.posted</c> with direction <c>debit</c>.
/// </summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="ItemId">The invoice's or other item's id.</param>
/// <param name="Kind">How it came to be.</param>
/// <param name="Charged">The amount, 0 or more.</param>
/// <param name="IssuedOn">The date on it.</param>
/// <param name="DueOn">The day by which it is to be paid; it is one day past due on the next.</param>
/// <param name="MinimumDue">The least that is to be paid by the due date, or null for all; kept in the history.</param>
/// <param name="Lines">What it charges for; empty when it does not say, default when it releases no usage.</param>
public sealed record ItemCharged(
    EventHeader Header, string ItemId, ItemKind Kind, Cash Charged, CivilDate IssuedOn, CivilDate DueOn, Amount? MinimumDue, ImmutableArray<BillLine> Lines)
    : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Item, ItemId);
}

/// <summary>An item is cancelled: what was paid on it is free again, and the usage it had released is unbilled again.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record ItemCancelled(EventHeader Header, string ItemId, string? Reason) : AccountEvent(Header);

/// <summary>An item gets another due date; the newest statement in business order holds.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="ItemId">The item.</param>
/// <param name="DueOn">The due date from now on.</param>
public sealed record DueDateChanged(EventHeader Header, string ItemId, CivilDate DueOn) : AccountEvent(Header);

/// <summary>
/// Credit that is no payment: <c>billing.credit-note.issued</c>, or <c>billing.adjustment.posted</c> with direction <c>credit</c>.
/// </summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="CreditId">The credit note's or the adjustment's id.</param>
/// <param name="IsCreditNote">False for an adjustment.</param>
/// <param name="Credited">The amount, 0 or more.</param>
/// <param name="ItemId">The item it is for, or null: then it covers items as a payment without allocation does.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record CreditGiven(EventHeader Header, string CreditId, bool IsCreditNote, Cash Credited, string? ItemId, string? Reason)
    : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(IsCreditNote ? FactKind.CreditNote : FactKind.Adjustment, CreditId);
}

/// <summary>What is done with a debt that is given up. The numbers are stored: never reuse one.</summary>
public enum DebtMove : byte
{
    /// <summary>Given up as lost.</summary>
    WrittenOff = 0,

    /// <summary>A write-off is taken back: the amount is claimed again.</summary>
    Recovered = 1,

    /// <summary>Moved to another account, which gets it as an item of its own.</summary>
    Transferred = 2,
}

/// <summary><c>billing.item.written-off</c>, <c>billing.item.recovered</c> or <c>billing.item.transferred</c>.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Move">What is done.</param>
/// <param name="Moved">The amount, 0 or more.</param>
/// <param name="OtherAccount">Where a transfer goes, or null.</param>
public sealed record DebtMoved(EventHeader Header, string ItemId, DebtMove Move, Amount Moved, string? OtherAccount) : AccountEvent(Header);

/// <summary>The billing system's own balance at an instant: compared and shown, nothing is changed by it.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="Stated">The size of the balance, 0 or more.</param>
/// <param name="InCredit">Whether the balance is in the customer's favour.</param>
public sealed record BalanceStated(EventHeader Header, Cash Stated, bool InCredit) : AccountEvent(Header);
