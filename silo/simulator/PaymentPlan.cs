using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>What part of an invoice a payment is.</summary>
internal enum Portion : byte
{
    Whole = 0,
    Undisputed = 1,
    Disputed = 2,
    FirstPart = 3,
    Rest = 4,
}

/// <summary>What becomes of a payment.</summary>
internal enum PaymentEnd : byte
{
    Kept = 0,
    Reversed = 1,
    Failed = 2,
}

/// <summary>How a payment is made.</summary>
internal enum PaymentMethod : byte
{
    Transfer = 0,
    DirectDebit = 1,
    Card = 2,
    Cash = 3,
    Draft = 4,
}

/// <summary>One payment of an invoice.</summary>
/// <param name="Portion">Which part of the invoice.</param>
/// <param name="PerMille">The first part's size, where the invoice is paid in two parts.</param>
/// <param name="Method">How.</param>
/// <param name="InitiatedOn">When it sets out, or null where nobody says so.</param>
/// <param name="ReceivedOn">When it arrives, or fails to.</param>
/// <param name="End">What becomes of it.</param>
/// <param name="ReversedOn">When it is taken back, if it is.</param>
internal readonly record struct PlannedPayment(
    Portion Portion, int PerMille, PaymentMethod Method, CivilDate? InitiatedOn, CivilDate ReceivedOn, PaymentEnd End, CivilDate ReversedOn);

/// <summary>When and how an invoice is paid: the habits of the payers.</summary>
internal static class PaymentPlan
{
    /// <summary>The most payments of one invoice.</summary>
    public const int MostPayments = 2;

    // In the order of the habits: the days from the first of the month of issue to the last that anything about its invoices may happen.
    // Longest are disputes (28 + 5 + 35 + 10), second parts (28 + 30 + 10 + 45) and lump sums (28 + 50).
    private static readonly byte[] Reach = [80, 80, 105, 115, 95, 95, 95];

    /// <summary>The greatest <see cref="ReachDays"/>.</summary>
    public const int MostReachDays = 115;

    /// <summary>Days from the first of an invoice's month within which all of its story happens.</summary>
    public static int ReachDays(Habit habit) => Reach[(int)habit];

    /// <summary>Writes the payments of an invoice in their order and returns how many there are.</summary>
    /// <param name="customer">Who pays.</param>
    /// <param name="bill">The invoice.</param>
    /// <param name="habit">The habit of its month.</param>
    /// <param name="mishap">Its mishap.</param>
    /// <param name="into">Room for <see cref="MostPayments"/>.</param>
    public static int Plan(in CustomerProfile customer, in Bill bill, Habit habit, in Mishap mishap, Span<PlannedPayment> into)
    {
        var draw = SeededDraw.For(customer.Key, (bill.Month * BillPlan.MostInMonth) + bill.Index, DrawPurpose.Payment);
        switch (habit)
        {
            case Habit.Prompt or Habit.PayDay or Habit.Slow:
                return InOneSum(customer, bill, habit, mishap, ref draw, into);
            case Habit.Partial:
                return InTwoParts(customer, bill, ref draw, into);
            case Habit.Shaky:
                return ByShakyDebit(bill, ref draw, into);
            default:
                return 0;
        }
    }

    private static int InOneSum(
        in CustomerProfile customer, in Bill bill, Habit habit, in Mishap mishap, ref SeededDraw draw, Span<PlannedPayment> into)
    {
        var count = 0;
        if (!mishap.DisputesAll)
        {
            var portion = mishap.IsDispute ? Portion.Undisputed : Portion.Whole;
            into[count++] = Regular(customer, habit, portion, mishap.DueOn(bill), ref draw);
        }

        if (mishap.Kind == MishapKind.DisputeRejected)
        {
            into[count++] = Single(Portion.Disputed, ByHand(ref draw), mishap.Until.Plus(draw.Between(3, 10)));
        }

        return count;
    }

    private static PlannedPayment Regular(in CustomerProfile customer, Habit habit, Portion portion, CivilDate due, ref SeededDraw draw)
    {
        if (habit == Habit.Prompt)
        {
            // Long before the due date of a bill lies its issue; what is sold for cash is paid on the day.
            return customer.PaysCash ? Single(portion, PaymentMethod.Cash, due)
                : customer.DirectDebit ? Debit(portion, Months.BankDay(due, due.Plus(-2)), PaymentEnd.Kept, default)
                : Single(portion, ByHand(ref draw), Months.BankDay(due.Plus(-draw.Between(0, 6)), due.Plus(-8)));
        }

        if (habit == Habit.PayDay)
        {
            return Single(portion, ByHand(ref draw), Months.BankDay(PayDayAfter(customer, due, ref draw), due.Plus(1)));
        }

        var paid = Months.BankDay(due.Plus(draw.Between(10, 35)), due.Plus(10));
        return customer.IsTrade && draw.Chance(3_000)
            ? Single(portion, PaymentMethod.Draft, paid) with { InitiatedOn = due }
            : Single(portion, ByHand(ref draw), paid);
    }

    private static CivilDate PayDayAfter(in CustomerProfile customer, CivilDate due, ref SeededDraw draw)
    {
        var month = Months.Of(due);
        var next = Months.Day(month, customer.PayDayOfMonth);
        next = next > due ? next : Months.Day(month + 1, customer.PayDayOfMonth);

        // Deliveries and bills issued again fall due at any time of the month.
        return next - due <= 10 ? next : due.Plus(draw.Between(1, 10));
    }

    private static int InTwoParts(in CustomerProfile customer, in Bill bill, ref SeededDraw draw, Span<PlannedPayment> into)
    {
        var perMille = draw.Between(400, 850);
        var first = bill.DueOn.Plus(draw.Between(customer.PaysCash ? 0 : -2, 10));
        into[0] = Single(Portion.FirstPart, ByHand(ref draw), first) with { PerMille = perMille };
        if (draw.Chance(1_500))
        {
            return 1;
        }

        into[1] = Single(Portion.Rest, ByHand(ref draw), first.Plus(draw.Between(20, 45))) with { PerMille = perMille };
        return 2;
    }

    private static int ByShakyDebit(in Bill bill, ref SeededDraw draw, Span<PlannedPayment> into)
    {
        var debited = bill.DueOn - bill.IssuedOn > 2 ? bill.DueOn : bill.IssuedOn.Plus(3);
        var end = draw.Below(100) switch { < 25 => PaymentEnd.Reversed, < 35 => PaymentEnd.Failed, _ => PaymentEnd.Kept };
        var known = end == PaymentEnd.Reversed ? debited.Plus(draw.Between(2, 6)) : debited;
        into[0] = Debit(Portion.Whole, debited, end, known);
        if (end == PaymentEnd.Kept)
        {
            return 1;
        }

        into[1] = Single(Portion.Whole, ByHand(ref draw), known.Plus(draw.Between(3, 20)));
        return 2;
    }

    private static PlannedPayment Debit(Portion portion, CivilDate on, PaymentEnd end, CivilDate reversedOn) =>
        new(portion, 0, PaymentMethod.DirectDebit, on.Plus(-2), on, end, reversedOn);

    private static PlannedPayment Single(Portion portion, PaymentMethod method, CivilDate on) =>
        new(portion, 0, method, null, on, PaymentEnd.Kept, default);

    private static PaymentMethod ByHand(ref SeededDraw draw) => draw.Below(10) switch
    {
        < 7 => PaymentMethod.Transfer,
        < 9 => PaymentMethod.Card,
        _ => PaymentMethod.Cash,
    };
}
