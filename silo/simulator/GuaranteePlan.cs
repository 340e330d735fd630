using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>
/// Guarantees of businesses on open account: lodged in the first days, renewed every year with a few weeks of overlap, and given
/// back once the next one is there. A customer who has stopped paying finds nobody who renews.
/// </summary>
internal static class GuaranteePlan
{
    private const int YearDays = 365;
    private const int OverlapDays = 30;
    private const int ReturnDays = 10;

    private static readonly string[] Names = ["deposit", "bank", "mortgage", "pledge"];

    /// <summary>The name in events.</summary>
    public static string NameOf(GuaranteeKind kind) => Names[(int)kind];

    /// <summary>Whether the customer has lodged a guarantee.</summary>
    public static bool Exists(in CustomerProfile customer) => customer.IsCorporate
        && !customer.PaysCash
        && SeededDraw.For(customer.Key, 0, DrawPurpose.Guarantee).Chance(customer.IsTrade ? 4_000 : 1_000);

    /// <summary>When the guarantee of a year (0 is the first) is lodged, or null when it is not.</summary>
    public static CivilDate? LodgedOn(in CustomerProfile customer, int year)
    {
        var lodged = customer.Start.Plus(1 + SeededDraw.For(customer.Key, -1, DrawPurpose.Guarantee).Below(20) + (year * YearDays));
        return year >= 0 && (year == 0 || customer.HabitIn(Months.Of(lodged)) != Habit.Never) ? lodged : null;
    }

    /// <summary>The year whose guarantee could be lodged on a day or shortly before.</summary>
    public static int YearOf(in CustomerProfile customer, CivilDate day) => (day - customer.Start - 1) / YearDays;

    /// <summary>The last day on which a guarantee is valid.</summary>
    public static CivilDate ValidTo(CivilDate lodged) => lodged.Plus(YearDays + OverlapDays);

    /// <summary>When the guarantee of the year before is given back.</summary>
    public static CivilDate PreviousReleasedOn(CivilDate lodged) => lodged.Plus(ReturnDays);

    /// <summary>What stands behind a year's guarantee and its face value in minor units.</summary>
    public static (GuaranteeKind Kind, long Amount) Terms(in CustomerProfile customer, int year)
    {
        var draw = SeededDraw.For(customer.Key, year + 1, DrawPurpose.Guarantee);
        return ((GuaranteeKind)draw.Below(4), CreditLimits.At(customer, customer.StartMonth) / 100 * draw.Between(20, 100));
    }
}
