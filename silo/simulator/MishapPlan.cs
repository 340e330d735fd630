using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>What goes wrong with an invoice before it is paid.</summary>
internal enum MishapKind : byte
{
    None = 0,

    /// <summary>Disputed; the customer was right and gets a credit note for the disputed part.</summary>
    DisputeAccepted = 1,

    /// <summary>Disputed; the disputed part is paid after the decision.</summary>
    DisputeRejected = 2,

    /// <summary>A part is credited before the due date.</summary>
    Credited = 3,

    /// <summary>Cancelled and issued again on the same day with another amount.</summary>
    Reissued = 4,
}

/// <summary>The mishap of an invoice, and the amounts that follow from it.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="On">When: the dispute's opening, the credit note, the cancellation.</param>
/// <param name="Until">When a dispute is decided; otherwise as <paramref name="On"/>.</param>
/// <param name="PerMille">The part of the invoice that is disputed or credited, or the size of the new invoice.</param>
internal readonly record struct Mishap(MishapKind Kind, CivilDate On, CivilDate Until, int PerMille)
{
    /// <summary>Days from a dispute's opening to its deadline.</summary>
    public const int DisputeDays = 30;

    public bool IsDispute => Kind is MishapKind.DisputeAccepted or MishapKind.DisputeRejected;

    /// <summary>Whether the whole invoice is disputed, so that nothing is paid before the decision.</summary>
    public bool DisputesAll => IsDispute && PerMille == 1_000;

    /// <summary>The due date of what is to be paid in the end.</summary>
    public CivilDate DueOn(in Bill bill) => Kind == MishapKind.Reissued ? On.Plus(bill.DueOn - bill.IssuedOn) : bill.DueOn;

    /// <summary>The part in minor units of an invoice's amount, at least 1.</summary>
    public long PartOf(long amount) => PerMille == 1_000 ? amount : Math.Max(1, amount * PerMille / 1_000);
}

/// <summary>Draws mishaps. Only payers who pay an invoice in one sum have them, so that each story stays one that can be told apart.</summary>
internal static class MishapPlan
{
    private const int DisputesOfTenThousand = 50;
    private const int CreditsOfTenThousand = 40;
    private const int ReissuesOfTenThousand = 25;

    /// <summary>The mishap of an invoice, mostly none.</summary>
    public static Mishap Of(in CustomerProfile customer, in Bill bill, Habit habit)
    {
        if (habit > Habit.Slow || customer.PaysCash)
        {
            return default;
        }

        var draw = SeededDraw.For(customer.Key, (bill.Month * BillPlan.MostInMonth) + bill.Index, DrawPurpose.Mishap);
        var roll = draw.Below(10_000);
        if (roll < DisputesOfTenThousand)
        {
            var opened = bill.IssuedOn.Plus(draw.Between(2, 5));
            return new Mishap(
                draw.Chance(5_000) ? MishapKind.DisputeAccepted : MishapKind.DisputeRejected,
                opened,
                opened.Plus(draw.Between(8, 35)),
                draw.Chance(3_000) ? 1_000 : draw.Between(150, 600));
        }

        var on = bill.IssuedOn.Plus(draw.Between(1, 5));
        return (roll - DisputesOfTenThousand) switch
        {
            < CreditsOfTenThousand => new Mishap(MishapKind.Credited, on, on, draw.Between(40, 200)),
            < CreditsOfTenThousand + ReissuesOfTenThousand => new Mishap(MishapKind.Reissued, on, on, draw.Between(700, 960)),
            _ => default,
        };
    }
}
