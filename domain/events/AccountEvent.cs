using NodaTime;

namespace CreditRisk.Domain.Events;

/// <summary>What every event says of itself (CloudEvents 1.0 context attributes).</summary>
/// <param name="Source">Who sent it; with <paramref name="Id"/> it is unique.</param>
/// <param name="Id">The sender's id of the event, 1-64 bytes of printable ASCII.</param>
/// <param name="Account">The contract account, CloudEvents' <c>subject</c>: one account is one actor.</param>
/// <param name="Time">When it happened in the business, not when it was sent.</param>
public readonly record struct EventHeader(string Source, string Id, string Account, Instant Time);

/// <summary>A fact about one contract account. The contracts of all types are in <c>docs/events.md</c>.</summary>
/// <param name="Header">What the event says of itself.</param>
public abstract record AccountEvent(EventHeader Header)
{
    /// <summary>
    /// What names the business fact itself (an invoice, a payment, a reading ...) whatever event carries it, or null where the
    /// event states something that may be stated again. A fact sent twice under two event ids is refused by it.
    /// </summary>
    public virtual FactId? Fact => null;
}

/// <summary>The kinds of facts that have an id of their own. The numbers are stored: never reuse one.</summary>
public enum FactKind : byte
{
    /// <summary>An invoice, opening item, interest charge or debit adjustment: all are items and share their ids.</summary>
    Item = 1,

    /// <summary>Money received.</summary>
    Payment = 2,

    /// <summary>Money on its way.</summary>
    PaymentInitiation = 3,

    /// <summary>A credit note.</summary>
    CreditNote = 4,

    /// <summary>A credit adjustment.</summary>
    Adjustment = 5,

    /// <summary>A usage record.</summary>
    Usage = 6,

    /// <summary>A guarantee.</summary>
    Guarantee = 7,

    /// <summary>A hold.</summary>
    Hold = 8,

    /// <summary>A dispute.</summary>
    Dispute = 9,

    /// <summary>A key event's case.</summary>
    Case = 10,

    /// <summary>A promise to pay.</summary>
    Promise = 11,

    /// <summary>An instalment plan.</summary>
    Plan = 12,

    /// <summary>The account's currency, which has no id of its own: the first event that names one tells it.</summary>
    Currency = 13,

    /// <summary>Something that the account itself asks for: a command, a notification, an approval or a task.</summary>
    Request = 14,
}

/// <summary>The identity of a business fact within its account.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its business id, 1-64 bytes of printable ASCII, case-sensitive.</param>
public readonly record struct FactId(FactKind Kind, string Id)
{
    /// <summary>The account's currency.</summary>
    public static readonly FactId Currency = new(FactKind.Currency, "of the account");
}
