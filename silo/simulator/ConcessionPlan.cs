using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>What late payers are granted, or promise.</summary>
internal enum ConcessionKind : byte
{
    None = 0,
    Hold = 1,
    Promise = 2,
}

/// <summary>A hold, or a promise to pay.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="On">When it is granted or made.</param>
/// <param name="Until">The hold's last day, or the day by which payment is promised.</param>
/// <param name="EndedOn">When a hold is ended early, or null.</param>
/// <param name="Promised">What part of the invoice is promised.</param>
internal readonly record struct Concession(ConcessionKind Kind, CivilDate On, CivilDate Until, CivilDate? EndedOn, Portion Promised);

/// <summary>Draws holds and promises.</summary>
internal static class ConcessionPlan
{
    private const int HoldsOfTenThousand = 400;
    private const int PromisesOfTenThousand = 1_500;

    // After some months nobody talks to a defaulter any more.
    private const int MonthsOfTalk = 4;

    /// <summary>The concession about an invoice, mostly none.</summary>
    /// <param name="customer">Who pays late.</param>
    /// <param name="bill">The invoice.</param>
    /// <param name="habit">The habit of its month.</param>
    /// <param name="firstPaid">When the first of two parts is paid; only used for those who pay in parts.</param>
    public static Concession Of(in CustomerProfile customer, in Bill bill, Habit habit, CivilDate firstPaid)
    {
        var isLate = habit is Habit.Slow or Habit.Partial or Habit.Lump || (habit == Habit.Never && bill.Month < customer.TurnsIn + MonthsOfTalk);
        if (!isLate)
        {
            return default;
        }

        var draw = SeededDraw.For(customer.Key, (bill.Month * BillPlan.MostInMonth) + bill.Index, DrawPurpose.Concession);
        var roll = draw.Below(10_000);
        if (roll < HoldsOfTenThousand)
        {
            var granted = bill.DueOn.Plus(draw.Between(2, 6));
            CivilDate? ended = draw.Chance(5_000) ? granted.Plus(draw.Between(5, 12)) : null;
            return new Concession(ConcessionKind.Hold, granted, granted.Plus(draw.Between(14, 30)), ended, default);
        }

        if (roll >= HoldsOfTenThousand + PromisesOfTenThousand)
        {
            return default;
        }

        var inParts = habit == Habit.Partial;
        var made = inParts ? firstPaid.Plus(2) : bill.DueOn.Plus(draw.Between(4, 9));
        return new Concession(
            ConcessionKind.Promise, made, made.Plus(draw.Between(7, 14)), null, inParts ? Portion.Rest : Portion.Whole);
    }
}
