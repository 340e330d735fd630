namespace CreditRisk.Domain.Ledger;

/// <summary>How far one item is covered. Minor units, each 0 or more.</summary>
/// <param name="Open">What is open of it.</param>
/// <param name="Disputed">The part of that which is disputed.</param>
public readonly record struct ItemCover(long Open, long Disputed);

/// <summary>
/// How credits cover items: what is named for an item first, then the pool in the order (due date, issue date, id), skipping
/// disputed parts. Computed from the facts each time: any order of arrival gives the same.
/// </summary>
public static class Coverage
{
    /// <summary>Computes the cover of every item.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="covers">One element for each item, in the ledger's order; written in full.</param>
    /// <returns>The unapplied credit, minor units. It is below 0 only for a ledger made by <see cref="Crediting.Without"/> whose later items are gone.</returns>
    /// <exception cref="OverflowException">The sums do not fit.</exception>
    public static long Compute(AccountLedger ledger, Span<ItemCover> covers)
    {
        var items = ledger.Items.AsSpan();
        var pool = ledger.Pool;
        foreach (var item in items)
        {
            // More named than claimed: the surplus covers other items, also earlier ones.
            pool -= Math.Min(0, item.Rest);
        }

        for (var i = 0; i < items.Length; i++)
        {
            var rest = Math.Max(0, items[i].Rest);
            var disputed = ledger.Disputes.IsEmpty || rest == 0 ? 0 : DisputedOf(ledger, items[i].Id, rest);
            var cover = Math.Clamp(pool, 0, rest - disputed);
            pool -= cover;
            covers[i] = new ItemCover(rest - cover, disputed);
        }

        return pool;
    }

    private static long DisputedOf(AccountLedger ledger, string itemId, long rest)
    {
        long disputed = 0;
        foreach (var dispute in ledger.Disputes)
        {
            if (dispute.ItemId == itemId)
            {
                // Capped at each step, so that a sum of claims beyond the item cannot overflow.
                disputed = Math.Min(rest, disputed + Math.Min(dispute.Minor ?? rest, rest - disputed));
            }
        }

        return disputed;
    }
}
