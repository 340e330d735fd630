using System.Collections.Immutable;
using CreditRisk.Domain.Time;
using NodaTime;

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
            // Not past due (its date or the zone was changed): the calendar will bring it back, and that is no news.
            var isGraceOver = item.GraceFrom > CivilDate.MinValue && item.DueOn >= today;
            if (isSettled == item.IsSettled && !isGraceOver)
            {
                continue;
            }

            changed ??= ledger.Items.ToBuilder();
            changed[i] = Marked(isGraceOver ? item with { GraceFrom = CivilDate.MinValue } : item, isSettled, today);
            if (isSettled && !item.IsSettled)
            {
                (settled ??= new List<Item>()).Add(item);
            }
        }

        return changed is null ? ledger : ledger with { Items = changed.MoveToImmutable() };
    }

    /// <summary>Forgets what has been settled, received or over for longer than the reversal days.</summary>
    /// <param name="ledger">The ledger, marked.</param>
    /// <param name="today">Today.</param>
    /// <param name="zone">The account's zone.</param>
    /// <param name="reversalDays">How long things are kept, in days.</param>
    /// <param name="forgotten">Gets the items that are forgotten; made only when there are any.</param>
    public static AccountLedger Forget(this AccountLedger ledger, CivilDate today, DateTimeZone zone, int reversalDays, ref ICollection<Item>? forgotten)
    {
        var horizon = today.Plus(-reversalDays);
        if (!HasForgettable(ledger, horizon, today))
        {
            return ledger;
        }

        // Payments are kept for as long as an arrangement may be judged by them.
        var over = ledger.Arrangements.RemoveAll(arrangement => arrangement.LastOn >= horizon);
        var kept = ledger.Arrangements.RemoveAll(arrangement => arrangement.LastOn < horizon);
        var broken = over.IsEmpty ? 0 : Arrangements.Broken(Arrangements.Of(ledger, today, zone).RemoveAll(view => kept.Contains(view.Arrangement)));
        var since = kept.IsEmpty ? horizon : Earlier(horizon, kept.Min(arrangement => arrangement.MadeOn));
        ledger = ForgetItems(ledger with { Credits = StillReturnable(ledger.Credits, since) }, horizon, ref forgotten);
        return ledger with
        {
            Arrangements = kept,
            BrokenBefore = ledger.BrokenBefore + broken,
            Holds = ledger.Holds.RemoveAll(hold => hold.To < horizon && hold.From < horizon),
            Transits = ledger.Transits.RemoveAll(transit => transit.Until < today.Plus(-ZoneSlackDays)),
        };
    }

    private static CivilDate Earlier(CivilDate left, CivilDate right) => left < right ? left : right;

    private static Item Marked(Item item, bool isSettled, CivilDate today) => isSettled
        ? item with { SettledOn = item.IsSettled ? item.SettledOn : today }
        : item.IsSettled ? item with { SettledOn = CivilDate.MaxValue, GraceFrom = item.DueOn < today ? today : item.GraceFrom } : item;

    private static ImmutableArray<Credit> StillReturnable(ImmutableArray<Credit> credits, CivilDate horizon) =>
    [
        .. credits
            .Where(credit => credit.ReceivedOn >= horizon || credit.Returned > 0)
            .Select(credit => credit.ReceivedOn >= horizon || credit.IsPast ? credit : credit with { IsPast = true, Parts = [] }),
    ];

    private static AccountLedger ForgetItems(AccountLedger ledger, CivilDate horizon, ref ICollection<Item>? forgotten)
    {
        if (!ledger.Items.Any(item => item.SettledOn < horizon))
        {
            return ledger;
        }

        var named = NamedParts(ledger.Credits);
        var kept = new List<Item>(ledger.Items.Length);
        var pool = ledger.Pool;
        var atRisk = AtRisk(ledger, named);
        for (var i = ledger.Items.Length - 1; i >= 0; i--)
        {
            // It was settled out of the pool, or gave its surplus to it: from now on that is one sum. But not while what
            // settled it may still be taken back: there would be no item to open again.
            var item = ledger.Items[i];
            var poolWithout = pool - item.Rest;
            var atRiskWithout = atRisk + named.GetValueOrDefault(item.Id);
            if (item.SettledOn < horizon && poolWithout >= atRiskWithout)
            {
                (pool, atRisk) = (poolWithout, atRiskWithout);
                (forgotten ??= new List<Item>()).Add(item);
            }
            else
            {
                kept.Add(item);
            }
        }

        kept.Reverse();
        return kept.Count == ledger.Items.Length ? ledger : ledger with { Items = [.. kept], Pool = pool };
    }

    /// <summary>What the pool would lose if every credit that is kept were taken back.</summary>
    private static long AtRisk(AccountLedger ledger, Dictionary<string, long> named)
    {
        long sum = 0;
        foreach (var credit in ledger.Credits)
        {
            sum += credit.IsPast ? 0 : credit.Effective;
        }

        foreach (var item in ledger.Items)
        {
            sum -= named.GetValueOrDefault(item.Id);
        }

        return sum;
    }

    /// <summary>What the credits that are kept give to the items that they name, known or not.</summary>
    private static Dictionary<string, long> NamedParts(ImmutableArray<Credit> credits)
    {
        var named = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var credit in credits)
        {
            var left = credit.Effective;
            foreach (var part in credit.Parts)
            {
                var served = Math.Min(part.Minor, left);
                left -= served;
                named[part.ItemId] = named.GetValueOrDefault(part.ItemId) + served;
            }
        }

        return named;
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

        foreach (var credit in ledger.Credits)
        {
            if (credit.ReceivedOn < horizon && !credit.IsPast)
            {
                return true;
            }
        }

        foreach (var arrangement in ledger.Arrangements)
        {
            if (arrangement.LastOn < horizon)
            {
                return true;
            }
        }

        return (ledger.Transits.Length > 0 && ledger.Transits[0].Until < today.Plus(-ZoneSlackDays))
            || (ledger.Holds.Length > 0 && ledger.Holds[0].To < horizon);
    }
}
