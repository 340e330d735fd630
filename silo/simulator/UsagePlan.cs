using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>
/// Meter readings. Shops and factories are read every day. Households are read once a week: four fifths of all customers are
/// households, whose daily readings would be nine tenths of all events and say little more. A reading never spans two bills.
/// </summary>
internal static class UsagePlan
{
    private const int WeekDays = 7;

    /// <summary>The first day of the reading that is taken on the morning of a day, and ends with the day before; null when none is.</summary>
    public static CivilDate? ReadingTakenOn(in CustomerProfile customer, CivilDate day)
    {
        var last = day.Plus(-1);
        if (customer.IsTrade || last < customer.Start || day > customer.ClosedOn)
        {
            return null;
        }

        if (customer.Kind != CustomerKind.Household)
        {
            return last;
        }

        var month = Months.Of(last);
        var billed = Months.Day(month, customer.BillDay);
        if (billed > last)
        {
            billed = Months.Day(month - 1, customer.BillDay);
        }

        var from = BillPlan.StartsPeriod(customer, billed) ? billed : customer.Start;
        var past = last - from;
        var isLastOfPeriod = Months.ToDateOnly(day).Day == customer.BillDay && BillPlan.StartsPeriod(customer, day);
        return past % WeekDays == WeekDays - 1 || isLastOfPeriod ? last.Plus(-(past % WeekDays)) : null;
    }

    /// <summary>What was used from one day to another (inclusive), in thousandths of the service's unit.</summary>
    public static long Quantity(in CustomerProfile customer, Service service, CivilDate from, CivilDate to)
    {
        var level = Level(customer, service);
        var season = Seasons.For(customer, service);
        var dayOfYear = Months.ToDateOnly(from).DayOfYear - 1;
        var yearEnds = 365 + (DateTime.IsLeapYear(Months.ToDateOnly(from).Year) ? 1 : 0);
        var sum = 0L;
        for (var day = from; day <= to; day = day.Plus(1))
        {
            var noise = SeededDraw.For(customer.Key, day.Number, DrawPurpose.UsageNoise).Between(750, 1_250);
            sum += level * season[dayOfYear] / 1_000 * noise / 1_000 * Weekday(customer.Kind, day) / 100;
            dayOfYear = dayOfYear + 1 == yearEnds ? 0 : dayOfYear + 1;
        }

        return sum;
    }

    /// <summary>What the usage of a bill's period costs, in minor units: the sum of its readings, each rated by itself.</summary>
    public static long Value(in CustomerProfile customer, Service service, CivilDate from, CivilDate to)
    {
        var step = customer.Kind == CustomerKind.Household ? WeekDays : 1;
        var sum = 0L;
        for (var first = from; first <= to; first = first.Plus(step))
        {
            var last = first.Plus(step - 1);
            sum += customer.Prices.Rate(Quantity(customer, service, first, last > to ? to : last), service, customer.RegionIndex);
        }

        return sum;
    }

    /// <summary>Whether a customer's readings carry their amount; the others are left to the tariff file.</summary>
    public static bool IsRated(in CustomerProfile customer) => customer.Kind switch
    {
        CustomerKind.Household => customer.GasAndWater,
        CustomerKind.Factory => true,
        _ => customer.Number % 2 == 0,
    };

    /// <summary>Whether a reading is an estimate.</summary>
    public static bool IsEstimated(in CustomerProfile customer, CivilDate last) =>
        customer.Kind == CustomerKind.Household && SeededDraw.For(customer.Key, last.Number, DrawPurpose.UsageLevel).Chance(200);

    // Thousandths of the unit on an average day.
    private static long Level(in CustomerProfile customer, Service service)
    {
        var draw = SeededDraw.For(customer.Key, -1 - (int)service, DrawPurpose.UsageLevel);
        return customer.Kind switch
        {
            CustomerKind.Household => service switch
            {
                Service.Electricity => draw.Between(4_000, 14_000),
                Service.Gas => draw.Between(25_000, 65_000),
                _ => draw.Between(150, 520),
            },
            CustomerKind.Shop => draw.Between(20_000, 160_000),
            _ => draw.Between(1_500, 12_000) * (long)draw.Between(800, 3_000),
        };
    }

    // In hundredths: at home at the weekend, shops closed on Sundays, factories with one shift on Saturdays.
    private static int Weekday(CustomerKind kind, CivilDate day) => (kind, Months.WeekdayFromMonday(day)) switch
    {
        (CustomerKind.Household, >= 5) => 115,
        (CustomerKind.Household, _) => 100,
        (CustomerKind.Shop, 6) => 35,
        (CustomerKind.Factory, 5) => 60,
        (CustomerKind.Factory, 6) => 35,
        _ => 110,
    };
}
