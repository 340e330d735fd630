namespace CreditRisk.Silo.Simulator;

/// <summary>Credit limits of factories and trade customers, who have a changing limit; other customers have none.</summary>
internal static class CreditLimits
{
    private const int ReviewsOfTenThousand = 100;

    /// <summary>Whether the limit is reviewed in a month, which is stated as an update on the day returned; 0 for no review.</summary>
    public static int ReviewDay(in CustomerProfile customer, int month)
    {
        var draw = SeededDraw.For(customer.Key, month, DrawPurpose.Update);
        return month > customer.StartMonth && draw.Chance(ReviewsOfTenThousand) ? draw.Between(1, 28) : 0;
    }

    /// <summary>The limit that a month states, in minor units: whole thousands of the currency.</summary>
    public static long At(in CustomerProfile customer, int month)
    {
        var draw = SeededDraw.For(customer.Key, -1, DrawPurpose.Update);
        var review = month == customer.StartMonth ? 100 : SeededDraw.For(customer.Key, -month, DrawPurpose.Update).Between(70, 150);
        return ((Turnover(customer) * draw.Between(150, 500) / 100 * review / 100 / 100_000) + 1) * 100_000;
    }

    // What is billed in an average month, in minor units.
    private static long Turnover(in CustomerProfile customer) => customer.IsTrade
        ? BillPlan.TradeScale(customer) * 2_000
        : UsagePlan.Value(customer, Service.Electricity, customer.Start, customer.Start.Plus(29));
}
