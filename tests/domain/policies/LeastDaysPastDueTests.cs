using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Policies.Files;
using CreditRisk.Tests.Properties;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Policies;

public sealed class LeastDaysPastDueTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("daysPastDue >= 31", 31)]
    [InlineData("daysPastDue > 30", 31)]
    [InlineData("daysPastDue == 31", 31)]
    [InlineData("daysPastDue != 0", 1)]
    [InlineData("daysPastDue != 31", 0)]
    [InlineData("daysPastDue < 31", 0)]
    [InlineData("daysPastDue <= 31", 0)]
    [InlineData("actionable > 100.00", 0)]
    [InlineData("keyEvent == lawsuit", 0)]
    [InlineData("daysPastDue >= 31 and actionable > 100.00", 31)]
    [InlineData("daysPastDue >= 31 and daysPastDue > 40", 41)]
    [InlineData("daysPastDue >= 31 or actionable > 100.00", 0)]
    [InlineData("daysPastDue >= 31 or daysPastDue > 40", 31)]
    [InlineData("(daysPastDue >= 31 or grade == D) and daysPastDue >= 10", 10)]
    [InlineData("(daysPastDue >= 31 and grade >= C) or (daysPastDue >= 20 and grade == D)", 20)]
    [InlineData("not daysPastDue < 31", 31)]
    [InlineData("not daysPastDue <= 30", 31)]
    [InlineData("not daysPastDue != 31", 31)]
    [InlineData("not daysPastDue == 0", 1)]
    [InlineData("not daysPastDue >= 31", 0)]
    [InlineData("not (daysPastDue < 31 or grade == A)", 31)]
    [InlineData("not (daysPastDue < 31 and grade == A)", 0)]
    [InlineData("not (daysPastDue < 31 and daysPastDue < 20)", 20)]
    [InlineData("not not daysPastDue >= 31", 31)]
    [InlineData("not grade == A", 0)]
    public void It_is_derived_from_the_form_of_the_condition(string condition, int least) =>
        LeastDaysPastDue.Of(Texts.Condition(condition)).ShouldBe(least);

    [Theory]
    [InlineData(Relation.GreaterOrEqual, 25_000, 3)]
    [InlineData(Relation.Greater, 25_000, 3)]
    [InlineData(Relation.Greater, -5_000, 0)]
    [InlineData(Relation.GreaterOrEqual, -20_000, 0)]
    [InlineData(Relation.GreaterOrEqual, long.MaxValue, int.MaxValue)]
    public void Numbers_that_no_file_can_say_are_sound_too(Relation relation, long tenThousandths, int least) =>
        LeastDaysPastDue.Of(new Comparison([new Term(Figure.DaysPastDue, Subtracted: false)], relation, tenThousandths)).ShouldBe(least);

    [Fact]
    public void Sums_guarantee_nothing() =>
        LeastDaysPastDue.Of(new Comparison([new Term(Figure.DaysPastDue, Subtracted: true)], Relation.LessOrEqual, -310_000)).ShouldBe(0);

    [Fact]
    public void No_condition_holds_below_it() => Seeds.ForEach(output, 5_000, seed =>
    {
        var random = new Random(seed);
        Figure[] read = [Figure.DaysPastDue, Figure.DaysPastDue, Figure.DaysPastDue, Figure.Actionable, Figure.LimitUse, Figure.Grade, Figure.KeyEvent];
        var condition = new RandomConditions(random, read, sums: false).Condition(depth: 3);
        var least = LeastDaysPastDue.Of(condition);
        for (var i = 0; i < 100; i++)
        {
            var figures = RandomConditions.Figures(random);
            (figures.DaysPastDue >= least || !condition.Holds(figures)).ShouldBeTrue($"{condition} holds at {figures.DaysPastDue} days, below {least}");
        }
    });
}
