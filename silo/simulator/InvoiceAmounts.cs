namespace CreditRisk.Silo.Simulator;

/// <summary>Who owes how much of an invoice; all in minor units, all adding up.</summary>
internal static class InvoiceAmounts
{
    /// <summary>What the credit note of a mishap gives back.</summary>
    public static long CreditNote(in CustomerProfile customer, in Bill bill, in Mishap mishap) =>
        mishap.PartOf(BillPlan.Amount(customer, bill));

    /// <summary>What an invoice charges for one service, the second time when it is issued again.</summary>
    public static long Line(in CustomerProfile customer, in Bill bill, in Mishap mishap, Service service, bool again)
    {
        var amount = BillPlan.LineAmount(customer, bill, service);
        return again ? mishap.PartOf(amount) : amount;
    }

    /// <summary>What an invoice charges, the second time when it is issued again.</summary>
    public static long Charged(in CustomerProfile customer, in Bill bill, in Mishap mishap, bool again)
    {
        if (customer.IsTrade)
        {
            var amount = BillPlan.Amount(customer, bill);
            return again ? mishap.PartOf(amount) : amount;
        }

        var sum = 0L;
        foreach (var service in customer.Services)
        {
            sum += Line(customer, bill, mishap, service, again);
        }

        return sum;
    }

    /// <summary>The amount of a part of an invoice.</summary>
    /// <param name="customer">Who owes it.</param>
    /// <param name="bill">The invoice.</param>
    /// <param name="mishap">What went wrong with it.</param>
    /// <param name="portion">The part.</param>
    /// <param name="perMille">The size of the first of two parts.</param>
    public static long Of(in CustomerProfile customer, in Bill bill, in Mishap mishap, Portion portion, int perMille)
    {
        var charged = Charged(customer, bill, mishap, again: mishap.Kind == MishapKind.Reissued);
        var first = Math.Max(1, charged * perMille / 1_000);
        return portion switch
        {
            Portion.Undisputed => charged - mishap.PartOf(charged),
            Portion.Disputed => mishap.PartOf(charged),
            Portion.FirstPart => first,
            Portion.Rest => charged - first,
            _ => mishap.Kind == MishapKind.Credited ? charged - mishap.PartOf(charged) : charged,
        };
    }
}
