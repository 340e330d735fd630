using CreditRisk.Domain.Events;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Ledger;

/// <summary>How the actionable part of what is overdue is reckoned.</summary>
public enum Reckoning : byte
{
    /// <summary>Without what is disputed, held, promised, planned or in grace.</summary>
    Usual = 0,

    /// <summary>As usual, but grace does not count: it is about when news came.</summary>
    WithoutGrace = 1,

    /// <summary>As if there were no dispute, hold, promise or plan: what these hold back shows in the difference.</summary>
    WithoutPauses = 2,
}

/// <summary>The figures that follow from a ledger on a day.</summary>
public static class LedgerFigures
{
    /// <summary>The money figures of a ledger whose cover is known.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="covers">The cover of each item.</param>
    /// <param name="unapplied">The unapplied credit.</param>
    /// <param name="today">The day.</param>
    /// <param name="zone">The account's zone.</param>
    /// <param name="policy">For grace, trivial floor and haircuts.</param>
    /// <param name="decimals">Decimals of the account's currency.</param>
    /// <param name="reckoning">What is left out of what is actionable.</param>
    /// <exception cref="OverflowException">The sums do not fit.</exception>
    public static Figures Of(
        AccountLedger ledger,
        ReadOnlySpan<ItemCover> covers,
        long unapplied,
        CivilDate today,
        DateTimeZone zone,
        Policy policy,
        int decimals,
        Reckoning reckoning = Reckoning.Usual)
    {
        long open = 0, overdue = 0, actionable = 0;
        var oldest = CivilDate.MaxValue;
        var floor = policy.TrivialFloorMinor(decimals);
        var arrangements = Arrangements.Of(ledger, today, zone);
        var isPaused = reckoning != Reckoning.WithoutPauses;
        var held = isPaused && IsHeld(ledger, today);
        var arranged = isPaused ? Arrangements.Covered(arrangements) : 0;
        for (var i = 0; i < covers.Length; i++)
        {
            var item = ledger.Items[i];
            open += covers[i].Open;
            if (item.DueOn >= today)
            {
                continue;
            }

            overdue += covers[i].Open;
            var isInGrace = reckoning != Reckoning.WithoutGrace && today < item.GraceFrom.Plus(policy.Terms.GraceDays);
            var part = held || isInGrace ? 0 : covers[i].Open - (isPaused ? covers[i].Disputed : 0);
            var kept = Math.Min(arranged, part);
            arranged -= kept;
            part -= kept;
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
            BrokenPromises = ledger.BrokenBefore + Arrangements.Broken(arrangements),
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
