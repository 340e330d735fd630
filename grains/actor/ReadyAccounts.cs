namespace CreditRisk.Actor;

/// <summary>
/// Decides which accounts keep their state at hand: those used last. The others are packed; what many accounts hold unpacked is memory, and, since a state is replaced with each record, work for the collector.
/// Each use takes a place in a ring, so that an account is packed when its last use is so long ago that others have taken all of its places. Safe for use by many threads.
/// </summary>
/// <param name="most">Places in the ring: most accounts that are ready.</param>
internal sealed class ReadyAccounts(int most)
{
    private readonly AccountRunner?[] _places = new AccountRunner?[most];
    private long _uses;

    /// <summary>An account was used.</summary>
    public void Use(AccountRunner account)
    {
        account.EnterPlace();
        var place = Interlocked.Increment(ref _uses) % _places.Length;
        Interlocked.Exchange(ref _places[place], account)?.LeavePlace();
    }
}
