using CreditRisk.Domain.Account;
using NodaTime;

namespace CreditRisk.Silo.Comparison;

/// <summary>An account as it was recorded.</summary>
/// <param name="Id">The account.</param>
/// <param name="History">Its records, the oldest first.</param>
/// <param name="Stored">The account as it is known, or null; see <see cref="Rederivation.Rederive"/>.</param>
public sealed record RecordedAccount(string Id, IReadOnlyList<RecordedEvent> History, AccountState? Stored);

/// <summary>Two sets of rules, the present ones and those that may take their place.</summary>
/// <param name="Old">The present ones.</param>
/// <param name="New">The others.</param>
public sealed record ComparedRules(AccountRules Old, AccountRules New);

/// <summary>One account under two sets of rules.</summary>
/// <param name="Account">The account.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="LeftOut">How many of them each side does not apply.</param>
/// <param name="Pairs">All that began for it on either side.</param>
public sealed record AccountComparison(string Account, int Records, Sides LeftOut, IReadOnlyList<OccurrencePair> Pairs)
{
    /// <summary>Whether anything begins, or begins on another day, on one side only.</summary>
    public bool IsDifferent => Pairs.Any(pair => pair.Kind != PairKind.Same);

    /// <summary>Runs an account's records through both sets of rules, with the decisions that a service makes on them.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="until">The instant that time runs on to.</param>
    public static AccountComparison Of(RecordedAccount account, ComparedRules rules, Instant until)
    {
        var old = rules.Old.Rederive(account.History, until, account.Stored);
        var now = rules.New.Rederive(account.History, until, account.Stored);
        var pairs = OccurrencePair.AllOf(Occurrence.AllOf(Departures.Of(old)), Occurrence.AllOf(Departures.Of(now)));
        return new AccountComparison(account.Id, account.History.Count, new Sides(old.LeftOut.Length, now.LeftOut.Length), pairs);
    }
}
