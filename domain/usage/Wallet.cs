namespace CreditRisk.Domain.Usage;

/// <summary>What is remembered of a prepaid account's wallet beside its ledger and its usage.</summary>
/// <param name="Consumed">Usage that nothing has billed and that can no longer be rerated or cancelled, as one sum; minor units, 0 or more.</param>
/// <param name="Reminded">Whether its holder was reminded since a top-up last lifted it.</param>
public sealed record Wallet(long Consumed, bool Reminded)
{
    /// <summary>The wallet of an account that is not prepaid, or has used little yet.</summary>
    public static readonly Wallet Empty = new(0, Reminded: false);
}
