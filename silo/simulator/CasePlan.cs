using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>A key event of a business.</summary>
/// <param name="Kind">What it is; none when nothing happens.</param>
/// <param name="OpenedOn">When it becomes known.</param>
/// <param name="ClosedOn">When the case is closed, or null.</param>
internal readonly record struct BusinessCase(KeyEventKind Kind, CivilDate OpenedOn, CivilDate? ClosedOn);

/// <summary>Draws the key events of factories and trade customers.</summary>
internal static class CasePlan
{
    // A case of everyday business, in one of so many months.
    private const int EverydayOfTenThousand = 30;

    /// <summary>The longest that a case of everyday business stays open, which bounds the months to look back over.</summary>
    public const int MostEverydayDays = 40;

    private static readonly KeyEventKind[] Everyday =
    [
        KeyEventKind.ManagementChange, KeyEventKind.LegalRepresentativeChange, KeyEventKind.ResponsiblePersonChange,
        KeyEventKind.MajorInvestment, KeyEventKind.AssetSale, KeyEventKind.Restructuring, KeyEventKind.GuaranteeGiven, KeyEventKind.Accident,
    ];

    /// <summary>The case that follows a default: half go to court, a quarter are insolvent.</summary>
    public static BusinessCase OfDefault(in CustomerProfile customer)
    {
        if (!customer.IsCorporate || customer.After != Habit.Never)
        {
            return default;
        }

        var draw = SeededDraw.For(customer.Key, 0, DrawPurpose.Case);
        var roll = draw.Below(100);
        var opened = Months.Day(customer.TurnsIn + draw.Between(2, 4), draw.Between(1, 28));
        if (roll >= 75)
        {
            return default;
        }

        return roll < 50
            ? new BusinessCase(KeyEventKind.Lawsuit, opened, draw.Chance(4_000) ? opened.Plus(draw.Between(60, 180)) : null)
            : new BusinessCase(KeyEventKind.Insolvency, opened, null);
    }

    /// <summary>A case of everyday business that becomes known in a month, mostly none.</summary>
    public static BusinessCase OfMonth(in CustomerProfile customer, int month)
    {
        var draw = SeededDraw.For(customer.Key, month, DrawPurpose.Case);
        if (month <= customer.StartMonth || !draw.Chance(EverydayOfTenThousand))
        {
            return default;
        }

        var opened = Months.Day(month, draw.Between(1, 28));
        return new BusinessCase(Everyday[draw.Below(Everyday.Length)], opened, opened.Plus(draw.Between(10, MostEverydayDays)));
    }
}
