using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Ledger;

/// <summary>Bookings of items: charged, cancelled, given another due date, written off.</summary>
public static class Charging
{
    /// <summary>Books a new item. Credits that named it before it came leave the pool for it.</summary>
    /// <param name="ledger">The ledger, which does not have the item.</param>
    /// <param name="item">The item.</param>
    /// <param name="today">The day on which the news came: an item already past due then is in grace from it.</param>
    /// <exception cref="OverflowException">The sums do not fit.</exception>
    public static AccountLedger Charge(this AccountLedger ledger, Item item, CivilDate today)
    {
        var pool = ledger.Pool;
        long named = 0;
        foreach (var credit in ledger.Credits)
        {
            var part = Crediting.PartFor(credit, credit.Effective, item.Id);
            named += part;
            pool -= part;
        }

        item = item with { Named = named, GraceFrom = item.DueOn < today ? today : item.GraceFrom };
        return ledger with
        {
            Items = ledger.Items.Insert(AccountLedger.PlaceOf(ledger.Items, item), item),
            Pool = pool,
            Totals = ledger.Totals with { Debits = ledger.Totals.Debits + item.Amount },
        };
    }

    /// <summary>Cancels an item: it claims nothing, what was named for it is free. Cancelling twice changes nothing.</summary>
    public static AccountLedger Cancel(this AccountLedger ledger, int index)
    {
        var item = ledger.Items[index];
        return item.Cancelled
            ? ledger
            : ledger.With(index, item with { Cancelled = true }) with
            {
                Totals = ledger.Totals with { Credits = ledger.Totals.Credits + item.Amount },
            };
    }

    /// <summary>Sets a due date, unless a statement that is later in business order was heard already.</summary>
    public static AccountLedger ChangeDueDate(this AccountLedger ledger, int index, CivilDate dueOn, Stamp stamp, CivilDate today)
    {
        var item = ledger.Items[index];
        if (!stamp.IsAfter(item.DueOnStated))
        {
            return ledger;
        }

        // Moved into the past it is news; moved out of it, the calendar will bring it back, and that is none.
        var graceFrom = dueOn >= today ? CivilDate.MinValue : item.DueOn >= today ? today : item.GraceFrom;
        return ledger.With(index, item with { DueOn = dueOn, DueOnStated = stamp, GraceFrom = graceFrom });
    }

    /// <summary>Writes off, claims again or transfers an amount of an item.</summary>
    /// <exception cref="OverflowException">The sums do not fit.</exception>
    public static AccountLedger Move(this AccountLedger ledger, int index, DebtMove move, long minor)
    {
        var item = ledger.Items[index];
        if (move == DebtMove.Transferred)
        {
            return ledger.With(index, item with { Transferred = item.Transferred + minor }) with
            {
                Totals = ledger.Totals with { Credits = ledger.Totals.Credits + minor },
            };
        }

        var net = item.WrittenOff + (move == DebtMove.WrittenOff ? minor : -minor);
        var change = Math.Max(0, net) - Math.Max(0, item.WrittenOff);
        return ledger.With(index, item with { WrittenOff = net }) with
        {
            Totals = ledger.Totals with { WriteOffs = ledger.Totals.WriteOffs + change },
        };
    }
}
