using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;

namespace CreditRisk.Domain.Account;

/// <summary>What a handler works with: a private copy of the state, and what it may consult.</summary>
/// <param name="State">The copy; a handler changes it only once nothing can be refused any more.</param>
/// <param name="Book">The policies.</param>
/// <param name="Tariff">Prices of usage.</param>
/// <param name="Target">The event, out of the history, that stated what this one names; null when it is in the state or never came.</param>
/// <param name="IsCancelled">Whether <paramref name="Target"/> is an item that was cancelled since.</param>
/// <param name="HasWaited">Whether the event had to wait for what it names.</param>
internal readonly record struct Draft(AccountState State, PolicyBook Book, Tariff Tariff, AccountEvent? Target, bool IsCancelled, bool HasWaited)
{
    /// <summary>The policy of the account, in the version that is in force.</summary>
    public Policy Policy => Book.Of(State).At(State.Now);

    /// <summary>Whether money of this currency fits the account.</summary>
    public bool Fits(Currency currency) => State.Currency is null || State.Currency == currency;

    /// <summary>Refuses money of another currency.</summary>
    public Verdict WrongCurrency(Currency currency) => Verdict.Refuse(
        RefusalCodes.WrongCurrency, $"data.currency: {currency} was found, the account is in {State.Currency}");

    /// <summary>Refuses a part too many.</summary>
    public static Verdict Full(string what) => Verdict.Refuse(
        RefusalCodes.AccountFull, $"the account has {AccountLedger.MostParts} {what} already");

    /// <summary>Refuses an amount that is no whole number of minor units.</summary>
    public Verdict BadAmount(string field, Amount amount) => Verdict.Refuse(
        RefusalCodes.BadAmount, $"{field}: {amount} is no amount of {State.Currency?.Code ?? "an unknown currency"}");

    /// <summary>The amount in the account's currency.</summary>
    public bool TryMinor(Amount amount, out long minor)
    {
        minor = 0;
        return State.Currency is { } currency && amount.TryIn(currency, out minor);
    }
}
