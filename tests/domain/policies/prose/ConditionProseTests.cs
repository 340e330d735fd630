using CreditRisk.Domain.Policies.Prose;
using CreditRisk.Tests.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Prose;

public sealed class ConditionProseTests
{
    [Theory]
    [InlineData("daysPastDue >= 15", "the oldest debt is at least 15 days past due")]
    [InlineData("daysPastDue > 1", "the oldest debt is more than 1 day past due")]
    [InlineData("daysPastDue == 0", "no debt that counts is past due")]
    [InlineData("actionable == 0", "there is no actionable debt")]
    [InlineData("inTransit > 0", "there is money on its way")]
    [InlineData("overdue < 12.50", "the overdue debt is less than 12.5")]
    [InlineData("limitUse >= 90%", "the use of the credit limit is at least 90%")]
    [InlineData("actionable - inTransit >= 50.00", "the actionable debt less the money on its way together is at least 50")]
    [InlineData("daysOfSupply <= 3 or wallet < 0", "the number of days of supply left is at most 3, or the money in the wallet is less than 0")]
    [InlineData("emergencyLeft == 0", "there is no emergency credit left")]
    [InlineData("grade >= C", "the grade is C or D")]
    [InlineData("keyEvent == lawsuit", "a case of lawsuit is open")]
    [InlineData("keyEvent == none", "no case is open")]
    [InlineData("keyEvent in (lawsuit, insolvency)", "a case of lawsuit or insolvency is open")]
    [InlineData("overdue == 0 and keyEvent == none", "there is no overdue debt, and no case is open")]
    [InlineData("score < 500 and (bouncedPayments > 2 or overdue > 0)", "the score is less than 500, and either the number of bounced payments is more than 2, or there is overdue debt")]
    [InlineData("not limitUse >= 80%", "it is not so that the use of the credit limit is at least 80%")]
    public void A_condition_is_said_in_words(string condition, string words) => ConditionProse.Of(Texts.Condition(condition)).ShouldBe(words);
}
