using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>One payment for all the bills of a spell of months: how the forgetful and the recovering pay.</summary>
internal static class SettlementPlan
{
    /// <summary>The day on which the spell that ends with a month is paid for.</summary>
    public static CivilDate PaidOn(in CustomerProfile customer, int month)
    {
        var draw = SeededDraw.For(customer.Key, month, DrawPurpose.Settlement);
        var lastBill = Months.Day(month, customer.IsTrade ? 28 : customer.BillDay);
        return Months.BankDay(lastBill.Plus(draw.Between(22, 48)), lastBill.Plus(20));
    }

    /// <summary>The bills that the payment covers, in the order of their issue.</summary>
    public static List<Bill> BillsOf(in CustomerProfile customer, int month)
    {
        var bills = new List<Bill>();
        for (var billed = month - customer.SpellLength + 1; billed <= month; billed++)
        {
            for (var index = 0; index < BillPlan.CountIn(customer, billed); index++)
            {
                if (BillPlan.TryGet(customer, billed, index, out var bill))
                {
                    bills.Add(bill);
                }
            }
        }

        return bills;
    }
}
