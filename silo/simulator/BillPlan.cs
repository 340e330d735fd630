using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>One invoice: a monthly bill, or a trade customer's delivery.</summary>
/// <param name="Month">The month in which it is issued.</param>
/// <param name="Index">0 for a monthly bill; 0 to 2 for a delivery.</param>
/// <param name="IssuedOn">Its date.</param>
/// <param name="DueOn">The day by which it is to be paid.</param>
/// <param name="PeriodFrom">First day billed.</param>
/// <param name="PeriodTo">Last day billed.</param>
internal readonly record struct Bill(int Month, int Index, CivilDate IssuedOn, CivilDate DueOn, CivilDate PeriodFrom, CivilDate PeriodTo);

/// <summary>When bills are issued and what they charge.</summary>
internal static class BillPlan
{
    /// <summary>The most invoices of a customer in a month.</summary>
    public const int MostInMonth = 3;

    // A customer who registers just before the bill day gets the first bill a month later.
    private const int LeastFirstPeriodDays = 7;

    // A supplier on open account stops delivering after so many months without payment.
    private const int DeliveriesAfterDefaultMonths = 3;

    /// <summary>How many invoices a month may have; which of them exist says <see cref="TryGet"/>.</summary>
    public static int CountIn(in CustomerProfile customer, int month)
    {
        if (!customer.IsTrade)
        {
            return 1;
        }

        return customer.HabitIn(month) == Habit.Never && month >= customer.TurnsIn + DeliveriesAfterDefaultMonths
            ? 0
            : SeededDraw.For(customer.Key, month, DrawPurpose.Bill).Between(1, MostInMonth);
    }

    /// <summary>Whether a bill is issued on a bill day, from which the next period then starts.</summary>
    public static bool StartsPeriod(in CustomerProfile customer, CivilDate billDay) =>
        billDay - customer.Start >= LeastFirstPeriodDays && billDay <= customer.ClosedOn;

    /// <summary>An invoice.</summary>
    /// <returns>False when there is none.</returns>
    public static bool TryGet(in CustomerProfile customer, int month, int index, out Bill bill)
    {
        if (month < customer.StartMonth)
        {
            bill = default;
            return false;
        }

        var issued = Months.Day(month, customer.IsTrade ? DeliveryDay(customer, month, index) : customer.BillDay);
        var due = issued.Plus(customer.DueDays);
        if (customer.IsTrade)
        {
            bill = new Bill(month, index, issued, due, issued, issued);
            return issued > customer.Start;
        }

        var before = month > customer.StartMonth ? Months.Day(month - 1, customer.BillDay) : customer.Start;
        var from = StartsPeriod(customer, before) ? before : customer.Start;
        bill = new Bill(month, index, issued, due, from, issued.Plus(-1));
        return StartsPeriod(customer, issued);
    }

    /// <summary>What the invoice charges, in minor units, more than 0.</summary>
    public static long Amount(in CustomerProfile customer, in Bill bill)
    {
        if (customer.IsTrade)
        {
            var draw = SeededDraw.For(customer.Key, (bill.Month * MostInMonth) + bill.Index, DrawPurpose.Bill);
            return TradeScale(customer) * draw.Between(200, 1_800) + draw.Below(100);
        }

        var sum = 0L;
        foreach (var service in customer.Services)
        {
            sum += LineAmount(customer, bill, service);
        }

        return sum;
    }

    /// <summary>What the invoice charges for a service, in minor units.</summary>
    public static long LineAmount(in CustomerProfile customer, in Bill bill, Service service) =>
        Math.Max(1, UsagePlan.Value(customer, service, bill.PeriodFrom, bill.PeriodTo));

    /// <summary>
    /// The size of a trade customer's business: a thousandth of the average delivery, in minor units. The credit limit goes by it too.
    /// </summary>
    public static long TradeScale(in CustomerProfile customer)
    {
        var draw = SeededDraw.For(customer.Key, 1, DrawPurpose.UsageLevel);
        return (long)draw.Between(60, 400) * draw.Between(1, 8) * customer.Region.TradeScale;
    }

    // Deliveries share the days of the month out among them, so that they come in the order of their indices.
    private static int DeliveryDay(in CustomerProfile customer, int month, int index) =>
        1 + (index * 9) + SeededDraw.For(customer.Key, (month * MostInMonth) + index, DrawPurpose.MasterData).Below(9);
}
