using CreditRisk.Domain.Events;

namespace CreditRisk.Silo.Simulator;

/// <summary>Everything that happens to a customer besides bills and usage, told to a plan that keeps what lies on its day.</summary>
internal static class RelationStory
{
    /// <summary>The number of the case that follows a default.</summary>
    public const int DefaultCase = 1;

    /// <summary>The number of a month's everyday case.</summary>
    public const int EverydayCase = 2;

    /// <summary>Tells what may fall on the plan's day.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="month">The month of the plan's day.</param>
    /// <param name="plan">The plan.</param>
    public static void Tell(in CustomerProfile customer, int month, DayPlan plan)
    {
        if (plan.Day == customer.Start)
        {
            plan.AddRegistration(customer);
            return;
        }

        if (customer.After == Habit.Never)
        {
            plan.Add(customer, customer.ClosedOn, Step.Closed, month, 1);
        }

        if (!customer.IsCorporate || plan.Day >= customer.ClosedOn)
        {
            return;
        }

        TellReviews(customer, month, plan);
        TellCases(customer, month, plan);
        if (GuaranteePlan.Exists(customer))
        {
            TellGuarantees(customer, plan);
        }
    }

    private static void TellReviews(in CustomerProfile customer, int month, DayPlan plan)
    {
        var reported = SeededDraw.For(customer.Key, 0, DrawPurpose.Report).Between(1, 28);
        plan.Add(customer, Months.Day(month, reported), Step.CreditReported, month, 1);
        var review = CreditLimits.ReviewDay(customer, month);
        if (review > 0)
        {
            plan.Add(customer, Months.Day(month, review), Step.Updated, month, 1);
        }
    }

    private static void TellCases(in CustomerProfile customer, int month, DayPlan plan)
    {
        TellCase(customer, CasePlan.OfDefault(customer), customer.TurnsIn, DefaultCase, plan);
        var earliest = Months.Of(plan.Day.Plus(-CasePlan.MostEverydayDays));
        for (var opened = earliest; opened <= month; opened++)
        {
            TellCase(customer, CasePlan.OfMonth(customer, opened), opened, EverydayCase, plan);
        }
    }

    private static void TellCase(in CustomerProfile customer, in BusinessCase businessCase, int month, int ordinal, DayPlan plan)
    {
        if (businessCase.Kind == KeyEventKind.None)
        {
            return;
        }

        plan.Add(customer, businessCase.OpenedOn, Step.CaseOpened, month, ordinal);
        if (businessCase.ClosedOn is { } closed)
        {
            plan.Add(customer, closed, Step.CaseClosed, month, ordinal);
        }
    }

    private static void TellGuarantees(in CustomerProfile customer, DayPlan plan)
    {
        // A guarantee is lodged up to three weeks into its year, and the one before it returned ten days later.
        var year = GuaranteePlan.YearOf(customer, plan.Day);
        if (GuaranteePlan.LodgedOn(customer, year) is not { } lodged)
        {
            return;
        }

        plan.Add(customer, lodged, Step.GuaranteeLodged, customer.StartMonth, year + 1);
        if (year > 0)
        {
            plan.Add(customer, GuaranteePlan.PreviousReleasedOn(lodged), Step.GuaranteeReleased, customer.StartMonth, year);
        }
    }
}
