namespace CreditRisk.Domain.Ledger;

/// <summary>Bookings of payments and other credits, and of what is taken or given back of them.</summary>
public static class Crediting
{
    /// <summary>Books a new credit: its parts go to the items they name, the rest to the pool.</summary>
    /// <exception cref="OverflowException">The sums do not fit.</exception>
    public static AccountLedger Add(this AccountLedger ledger, Credit credit)
    {
        var totals = ledger.Totals;
        totals = credit.Kind == CreditKind.Payment
            ? totals with { Payments = totals.Payments + credit.Amount }
            : totals with { Credits = totals.Credits + credit.Amount };
        return Reapply(ledger, credit, 0, credit.Effective) with { Credits = ledger.Credits.Add(credit), Totals = totals };
    }

    /// <summary>Takes back a part of a payment.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="index">The payment among the credits.</param>
    /// <param name="minor">Minor units, at most what is left of it.</param>
    /// <param name="isRefund">Whether we gave it back ourselves.</param>
    public static AccountLedger Return(this AccountLedger ledger, int index, long minor, bool isRefund)
    {
        var credit = ledger.Credits[index];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minor, credit.Effective);
        var totals = ledger.Totals;
        totals = isRefund ? totals with { Refunds = totals.Refunds + minor } : totals with { Reversals = totals.Reversals + minor };
        return Reapply(ledger, credit, credit.Effective, credit.Effective - minor) with
        {
            Credits = ledger.Credits.SetItem(index, credit with { Returned = credit.Returned + minor }),
            Totals = totals,
        };
    }

    /// <summary>
    /// The ledger as it would be if a payment had not come, for looking at the past. The totals stay: this value is for figures only.
    /// </summary>
    public static AccountLedger Without(this AccountLedger ledger, Credit credit) => Reapply(ledger, credit, credit.Effective, 0);

    /// <summary>The part of a credit, with so much left of it, that is for an item: parts are served in their order.</summary>
    public static long PartFor(Credit credit, long effective, string itemId)
    {
        long sum = 0;
        foreach (var part in credit.Parts)
        {
            var served = Math.Min(part.Minor, effective);
            effective -= served;
            if (part.ItemId == itemId)
            {
                sum += served;
            }
        }

        return sum;
    }

    /// <summary>Moves what a credit gives from one size of it to another: parts of known items, then the pool.</summary>
    private static AccountLedger Reapply(AccountLedger ledger, Credit credit, long before, long after)
    {
        var pool = ledger.Pool + (after - before);
        if (credit.Parts.IsEmpty)
        {
            return ledger with { Pool = pool };
        }

        var items = ledger.Items;
        foreach (var part in credit.Parts)
        {
            var servedBefore = Math.Min(part.Minor, before);
            var servedAfter = Math.Min(part.Minor, after);
            before -= servedBefore;
            after -= servedAfter;
            var change = servedAfter - servedBefore;
            var index = change == 0 ? -1 : ledger.IndexOf(part.ItemId);
            if (index >= 0)
            {
                items = items.SetItem(index, items[index] with { Named = items[index].Named + change });
                pool -= change;
            }
        }

        return ledger with { Items = items, Pool = pool };
    }
}
