using CreditRisk.Domain.Events;

namespace CreditRisk.Domain.Account;

/// <summary>What became of an event.</summary>
public enum Outcome : byte
{
    /// <summary>It is part of the account now (or waits for what it names).</summary>
    Applied = 0,

    /// <summary>It was applied before: nothing changes.</summary>
    Duplicate = 1,

    /// <summary>It contradicts what is known: it goes to the dead letters.</summary>
    Refused = 2,
}

/// <summary>Why an account refuses an event: stable codes, as they stand in the dead letters.</summary>
public static class RefusalCodes
{
    /// <summary>A business id is used again by another event.</summary>
    public const string IdReused = "id-reused";

    /// <summary>The amount is in another currency than the account.</summary>
    public const string WrongCurrency = "wrong-currency";

    /// <summary>The amount has digits beyond the currency's minor unit, or does not fit.</summary>
    public const string BadAmount = "bad-amount";

    /// <summary>More would be returned than is left of the payment.</summary>
    public const string ExceedsPayment = "exceeds-payment";

    /// <summary>The item was settled too long ago to be changed.</summary>
    public const string ClosedItem = "closed-item";

    /// <summary>The tariff has no price for the usage.</summary>
    public const string NoPrice = "no-price";

    /// <summary>Whether it was applied before, or what it names, would stand in a part of the history that is no longer kept.</summary>
    public const string BeyondHistory = "beyond-history";

    /// <summary>The account has too many parts of this kind.</summary>
    public const string AccountFull = "account-full";

    /// <summary>It answers something that the account has never asked for.</summary>
    public const string UnknownRequest = "unknown-request";

    /// <summary>An approval does not say whose it is.</summary>
    public const string NoPerson = "no-person";

    /// <summary>What it names never came.</summary>
    public const string Orphan = "orphan";

    /// <summary>The account could not digest it: it threw, or something that must always hold would not.</summary>
    public const string Indigestible = "indigestible";
}

/// <summary>What a handler decided: done, refused, or to wait for another fact. A handler that does not say done has changed nothing.</summary>
/// <param name="Reason">A code of <see cref="RefusalCodes"/> when refused.</param>
/// <param name="Message">What was wrong, for a person.</param>
/// <param name="WaitsFor">What the event waits for.</param>
internal readonly record struct Verdict(string? Reason, string? Message, FactId? WaitsFor)
{
    /// <summary>The event was applied.</summary>
    public static readonly Verdict Done;

    /// <summary>Whether the event was applied.</summary>
    public bool IsDone => Reason is null && WaitsFor is null;

    /// <summary>The event is refused.</summary>
    public static Verdict Refuse(string reason, string message) => new(reason, message, null);

    /// <summary>The event waits.</summary>
    public static Verdict WaitFor(FactKind kind, string id) => new(null, null, new FactId(kind, id));
}
