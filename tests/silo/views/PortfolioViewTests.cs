using CreditRisk.Domain.Time;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Views;

/// <summary>The portfolio as it is shown.</summary>
public sealed class PortfolioViewTests
{
    private static readonly CivilDate Today = CivilDate.Of(2026, 3, 18);

    [Fact]
    public void A_sum_of_totals_may_be_greater_than_each_total_can_be()
    {
        PortfolioTotal[] totals = [Owed(Today.Plus(-1)), Owed(Today.Plus(-2)), Owed(Today.Plus(1))];

        var view = PortfolioView.Of(totals, Today);

        view.Receivable.ShouldBe("276701161105643274.21");
        view.Overdue.ShouldBe("184467440737095516.14");
        view.Ageing["1-7"].ShouldBe("184467440737095516.14");
        view.Currencies.ShouldHaveSingleItem().OpenItems.ShouldBe(3);
    }

    private static PortfolioTotal Owed(CivilDate dueOn) => new(new TotalKey(TotalKind.OpenByDueDate, "EUR", dueOn.Number), long.MaxValue, 1);
}
