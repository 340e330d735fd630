using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class FigureGridTests(ITestOutputHelper output)
{
    private const int Scale = 10_000;

    [Fact]
    public void What_holds_for_some_possible_figures_holds_for_some_of_the_grid()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var found = 0;
        for (var i = 0; i < 1_500; i++)
        {
            // Few figures at a time, so that the conditions meet.
            var figures = Enum.GetValues<Figure>();
            random.Shuffle(figures);
            var conditions = new RandomConditions(random, figures[..random.Next(1, 4)], sums: false);
            var (left, right) = (conditions.Condition(depth: 2), conditions.Condition(depth: 2));
            var floor = random.Next(3);
            var grid = new FigureGrid([left, right], floor, RandomConditions.EmergencyCredit);
            if (grid.Cells > 20_000)
            {
                continue;
            }

            var example = grid.Find(tried => left.Holds(tried) && !right.Holds(tried));
            if (example is { } shown)
            {
                found++;
                IsPossible(shown, floor).ShouldBeTrue($"seed {seed}: {shown}");
                continue;
            }

            for (var j = 0; j < 300; j++)
            {
                var possible = RandomConditions.Figures(random);
                if (IsPossible(possible, floor) && left.Holds(possible))
                {
                    right.Holds(possible).ShouldBeTrue($"seed {seed}: {left}, yet not {right}, at {possible}, floor {floor}");
                }
            }
        }

        found.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_grid_has_the_numbers_and_the_points_below_between_and_above_them()
    {
        var days = Seen("daysPastDue > 5 and daysPastDue < 15", figures => figures.DaysPastDue);
        var balances = Seen("balance > 5 and balance < 15.5", figures => figures.Receivable / (decimal)Scale);

        days.ShouldBe([0, 1, 5, 6, 15, 16]);
        balances.ShouldBe([-1, 0, 2, 5, 10, 15.5m, 16.5m]);
    }

    [Fact]
    public void Several_cases_may_be_open_at_once_also_such_as_no_condition_names() =>
        Seen("keyEvent in (none, lawsuit, accident)", figures => figures.KeyEvents).Length.ShouldBe(8);

    private static T[] Seen<T>(string condition, Func<Figures, T> figure)
    {
        var seen = new SortedSet<T>();
        new FigureGrid([Texts.Condition(condition)], 0).Find(figures =>
        {
            seen.Add(figure(figures));
            return false;
        });
        return [.. seen];
    }

    private static bool IsPossible(in Figures figures, int floor) =>
        figures.Actionable <= figures.Overdue
        && (figures.DaysPastDue == 0 || figures.Actionable > floor * Scale)
        && (figures.Actionable == 0 || figures.Receivable >= figures.Overdue)
        && figures is { Unbilled: >= 0, Secured: >= 0, InTransit: >= 0, Actionable: >= 0 };
}
