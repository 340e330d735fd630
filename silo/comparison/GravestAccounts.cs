namespace CreditRisk.Silo.Comparison;

/// <summary>Keeps the accounts with the gravest differences, so many at most: which they are does not depend on the order in which they come. Not thread-safe.</summary>
/// <param name="most">The most, 0 or more.</param>
internal sealed class GravestAccounts(int most)
{
    private readonly List<AccountDifference> _kept = [];

    /// <summary>Offers an account.</summary>
    public void Add(AccountDifference account)
    {
        _kept.Add(account);
        // Twice as many are gathered before the lesser half is dropped, so that sorting costs little for each.
        if (_kept.Count > 2L * most)
        {
            Cut();
        }
    }

    /// <summary>The gravest, the gravest first; then those with the most money at stake, then by account.</summary>
    public IReadOnlyList<AccountDifference> All()
    {
        Cut();
        return _kept;
    }

    private void Cut()
    {
        _kept.Sort(Compare);
        if (_kept.Count > most)
        {
            _kept.RemoveRange(most, _kept.Count - most);
        }
    }

    private static int Compare(AccountDifference left, AccountDifference right)
    {
        var byGravity = right.Gravity.CompareTo(left.Gravity);
        var byMoney = byGravity != 0 ? byGravity : right.AtStake.CompareTo(left.AtStake);
        return byMoney != 0 ? byMoney : string.CompareOrdinal(left.Account, right.Account);
    }
}
