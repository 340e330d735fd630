using System.Collections.Immutable;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Ledger;

/// <summary>Marks which items have become settled or open again, and forgets what is too old to be returned.</summary>
public static class Settling
{
    // Another zone may set today back by a day: what has just expired may then count again.
    private const int ZoneSlackDays = 2;

    /// <summary>Marks items found settled or open again since the last evaluation.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="covers">The cover of each item.</param>
    /// <param name="today">Today: an item past due that is open again is in grace from it.</param>
    /// <param name="settled">Gets the items that have just become settled; made only when there are any.</param>
    public static AccountLedger Mark(this AccountLedger ledger, ReadOnlySpan<ItemCover> covers, CivilDate today, ref ICollection<Item>? settled)
    {
        ImmutableArray<Item>.Builder? changed = null;
        for (var i = 0; i < covers.Length; i++)
        {
            var item = ledger.Items[i];
            var isSettled = covers[i].Open == 0;
            if (isSettled == item.IsSettled)
            {
                continue;
            }

            changed ??= ledger.Items.ToBuilder();
            changed[i] = isSettled
                ? item with { SettledOn = today }
                : item with { SettledOn = CivilDate.MaxValue, GraceFrom = item.DueOn < today ? today : item.GraceFrom };
            if (isSettled)
            {
                (settled ??= new List<Item>()).Add(item);
            }
        }

        return changed is null ? ledger : ledger with { Items = changed.MoveToImmutable() };
    }

    /// <summary>Forgets what has been settled, received or over for longer than the reversal days.</summary>
    /// <param name="ledger">The ledger, marked.</param>
    /// <param name="today">Today.</param>
    /// <param name="reversalDays">How long things are kept, in days.</param>
    /// <param name="forgotten">Gets the items that are forgotten; made only when there are any.</param>
    public static AccountLedger Forget(this AccountLedger ledger, CivilDate today, int reversalDays, ref ICollection<Item>? forgotten)
    {
        var horizon = today.Plus(-reversalDays);
        if (!HasForgettable(ledger, horizon, today))
        {
            return ledger;
        }

        var pool = ledger.Pool;
        foreach (var item in ledger.Items)
        {
            if (item.SettledOn < horizon)
            {
                // It was settled out of the pool, or gave its surplus to it: from now on that is one sum.
                pool -= item.Rest;
                (forgotten ??= new List<Item>()).Add(item);
            }
        }

        return ledger with
        {
            Items = forgotten is null ? ledger.Items : ledger.Items.RemoveAll(item => item.SettledOn < horizon),
            Pool = pool,
            Credits = ledger.Credits.RemoveAll(credit => credit.ReceivedOn < horizon),
            Holds = ledger.Holds.RemoveAll(hold => hold.To < horizon && hold.From < horizon),
            Transits = ledger.Transits.RemoveAll(transit => transit.Until < today.Plus(-ZoneSlackDays)),
        };
    }

    private static bool HasForgettable(AccountLedger ledger, CivilDate horizon, CivilDate today)
    {
        foreach (var item in ledger.Items)
        {
            if (item.SettledOn < horizon)
            {
                return true;
            }
        }

        // Credits stand in order of arrival: the first is the oldest.
        return (ledger.Credits.Length > 0 && ledger.Credits[0].ReceivedOn < horizon)
            || (ledger.Transits.Length > 0 && ledger.Transits[0].Until < today.Plus(-ZoneSlackDays))
            || (ledger.Holds.Length > 0 && ledger.Holds[0].To < horizon);
    }
}
