using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Prose;
using CreditRisk.Tests.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Prose;

public sealed class JudgedConditionTests
{
    private static readonly Figures Figures = new() { CurrencyDecimals = 2, DaysPastDue = 16, Overdue = 50_00, Actionable = 40_00 };

    [Theory]
    [InlineData("daysPastDue >= 15", "daysPastDue 16 >= 15: yes")]
    [InlineData("actionable > 50", "actionable 40.00 > 50: no")]
    [InlineData("limitUse > 80%", "limitUse undefined > 0.8: no")]
    [InlineData("keyEvent == lawsuit", "keyEvent == lawsuit: no")]
    [InlineData("daysPastDue >= 15 and (overdue > 60 or actionable > 30)",
        "all of: yes [daysPastDue 16 >= 15: yes, any of: yes [overdue 50.00 > 60: no, actionable 40.00 > 30: yes]]")]
    [InlineData("not overdue > 60", "not: yes [overdue 50.00 > 60: no]")]
    public void Each_part_is_held_against_the_figures(string condition, string judged) => Printed(JudgedCondition.Of(Texts.Condition(condition), Figures)).ShouldBe(judged);

    private static string Printed(JudgedCondition condition) =>
        $"{condition.Text}: {(condition.Holds ? "yes" : "no")}{(condition.Parts.IsEmpty ? "" : $" [{string.Join(", ", condition.Parts.Select(Printed))}]")}";
}
