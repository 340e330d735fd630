namespace CreditRisk.Silo.Simulator;

/// <summary>The data of <c>usage.recorded</c>.</summary>
internal static class UsageContent
{
    /// <summary>Tells a plan of the readings taken on its day.</summary>
    public static void Tell(in CustomerProfile customer, DayPlan plan)
    {
        if (UsagePlan.ReadingTakenOn(customer, plan.Day) is null)
        {
            return;
        }

        for (var index = 0; index < customer.Services.Length; index++)
        {
            plan.Add(customer, plan.Day, Step.UsageRecorded, plan.MonthOfDayBefore, (plan.DayBefore * 10) + index + 1);
        }
    }

    /// <summary>Writes the reading taken on the clock's day.</summary>
    public static void Write(EventJson json, in CustomerProfile customer, in PlannedEvent planned, DayClock clock)
    {
        var index = (planned.Ordinal % 10) - 1;
        var service = customer.Services[index];
        var first = UsagePlan.ReadingTakenOn(customer, clock.Day) ?? throw new InvalidOperationException("No reading was planned for this day");
        var last = clock.Day.Plus(-1);
        var quantity = UsagePlan.Quantity(customer, service, first, last);
        json.BusinessId(Field.UsageId, planned);
        json.Text(Field.Service, Supply.NameOf(service));
        json.PointId(Field.ServicePoint, customer.Number, index);
        json.Decimal(Field.Quantity, quantity, 3);
        json.Text(Field.Unit, Supply.UnitOf(service));
        json.Time(Field.From, clock.StartOf(customer, first));

        // The last second of the local day: midnight would belong to the next day, and so to the next bill.
        json.Time(Field.To, clock.StartOf(customer, clock.Day) - 1);
        if (UsagePlan.IsRated(customer))
        {
            var currency = customer.Region.Currency;
            json.Amount(Field.Amount, customer.Prices.Rate(quantity, service, customer.RegionIndex), currency);
            json.Text(Field.Currency, currency.Code);
        }

        if (UsagePlan.IsEstimated(customer, last))
        {
            json.Flag(Field.Estimated, value: true);
        }
    }
}
