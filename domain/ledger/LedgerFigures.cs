using CreditRisk.Domain.Events;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Ledger;

/// <summary>The figures that follow from a ledger on a day.</summary>
public static class LedgerFigures
{
    /// <summary>The money figures of a ledger whose cover is known.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="covers">The cover of each item.</param>
    /// <param name="unapplied">The unapplied credit.</param>
    /// <param name="today">The day.</param>
    /// <param name="policy">For grace, trivial floor and haircuts.</param>
    /// <param name="decimals">Decimals of the account's currency.</param>
    /// <param name="hasGrace">Whether items in grace are left out of what is actionable.</param>
    /// <exception cref="OverflowException">The sums do not fit.</exception>
    public static Figures Of(
        AccountLedger ledger, ReadOnlySpan<ItemCover> covers, long unapplied, CivilDate today, Policy policy, int decimals, bool hasGrace = true)
    {
        long open = 0, overdue = 0, actionable = 0;
        var oldest = CivilDate.MaxValue;
        var floor = policy.TrivialFloorMinor(decimals);
        var held = IsHeld(ledger, today);
        for (var i = 0; i < covers.Length; i++)
        {
            var item = ledger.Items[i];
            open += covers[i].Open;
            if (item.DueOn >= today)
            {
                continue;
            }

            overdue += covers[i].Open;
            var part = held || (hasGrace && today < item.GraceFrom.Plus(policy.Terms.GraceDays)) ? 0 : covers[i].Open - covers[i].Disputed;
            actionable += part;
            if (part > floor && item.DueOn < oldest)
            {
                oldest = item.DueOn;
            }
        }

        return new Figures
        {
            CurrencyDecimals = decimals,
            Today = today,
            Receivable = open - unapplied,
            UnappliedCredit = unapplied,
            Overdue = overdue,
            Actionable = actionable,
            DaysPastDue = oldest == CivilDate.MaxValue ? 0 : today - oldest,
            OldestDueOn = oldest,
            InTransit = InTransit(ledger, today),
            Secured = Secured(ledger, today, policy),
            KeyEvents = KeyEvents(ledger),
        };
    }

    /// <summary>Whether a hold is on.</summary>
    public static bool IsHeld(AccountLedger ledger, CivilDate today)
    {
        foreach (var hold in ledger.Holds)
        {
            if (hold.Covers(today))
            {
                return true;
            }
        }

        return false;
    }

    private static long InTransit(AccountLedger ledger, CivilDate today)
    {
        long sum = 0;
        foreach (var transit in ledger.Transits)
        {
            sum += transit.Until >= today ? transit.Minor : 0;
        }

        return sum;
    }

    private static long Secured(AccountLedger ledger, CivilDate today, Policy policy)
    {
        long sum = 0;
        foreach (var guarantee in ledger.Guarantees)
        {
            if (guarantee.ValidTo is not { } last || today <= last)
            {
                sum += (long)((Int128)guarantee.Minor * policy.Terms.HaircutPercents[(int)guarantee.Kind] / 100);
            }
        }

        return sum;
    }

    private static int KeyEvents(AccountLedger ledger)
    {
        var kinds = 0;
        foreach (var open in ledger.Cases)
        {
            kinds |= 1 << (int)open.Kind;
        }

        return kinds;
    }
}
