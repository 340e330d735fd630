using CreditRisk.Domain.Account;
using CreditRisk.Domain.Money;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Usage;

/// <summary>Usage that gets another value or counts no longer.</summary>
public sealed class UsageCorrectionTests
{
    private static AccountStory Used() => new AccountStory().Use(0, 10, "U1", 100).Use(10, 20, "U2", 40);

    [Fact]
    public void Rerated_usage_has_its_new_value() => Used().Rerate(21, "U1", 130).Figures.Unbilled.ShouldBe(170);

    [Fact]
    public void The_newest_statement_in_business_order_holds_whichever_arrives_last()
    {
        Used().Rerate(21, "U1", 130).Rerate(22, "U1", 110).Figures.Unbilled.ShouldBe(150);
        Used().Rerate(22, "U1", 110).Rerate(21, "U1", 130, logged: 23).Figures.Unbilled.ShouldBe(150);
    }

    [Fact]
    public void Usage_rerated_to_nothing_may_be_worth_something_again() =>
        Used().Rerate(21, "U1", 0).Rerate(22, "U1", 10).Figures.Unbilled.ShouldBe(50);

    [Fact]
    public void Cancelled_usage_counts_no_longer_whatever_value_it_is_given()
    {
        Used().CancelUse(21, "U1").Figures.Unbilled.ShouldBe(40);
        Used().CancelUse(21, "U1").Rerate(22, "U1", 130).Figures.Unbilled.ShouldBe(40);
        Used().Rerate(22, "U1", 130).CancelUse(21, "U1", logged: 23).CancelUse(24, "U1").Figures.Unbilled.ShouldBe(40);
    }

    [Fact]
    public void Corrections_wait_for_their_usage_and_are_settled_by_business_order()
    {
        var story = new AccountStory().Rerate(22, "U1", 110).Rerate(21, "U1", 130, logged: 23).Use(0, 10, "U1", 100, logged: 24);
        story.Figures.Unbilled.ShouldBe(110);
        story.State.Waiting.ShouldBeEmpty();

        new AccountStory().CancelUse(22, "U1").Use(0, 10, "U1", 100, logged: 24).Figures.Unbilled.ShouldBe(0);
    }

    [Fact]
    public void Billed_usage_that_is_rerated_is_not_unbilled_until_its_bill_is_cancelled()
    {
        var story = Used().Bill(21, "I1", 90, due: 40, lines: []).Rerate(22, "U1", 130);

        story.Figures.Unbilled.ShouldBe(0);
        story.Cancel(23, "I1").Figures.Unbilled.ShouldBe(170);
    }

    [Fact]
    public void Another_currency_is_refused()
    {
        var story = Used();

        story.Log(new CreditRisk.Domain.Events.UsageRerated(story.Header(21), "U1", new Cash(1, Currency.Of("USD")))).ShouldBeRefused(RefusalCodes.WrongCurrency);
        story.Figures.Unbilled.ShouldBe(140);
    }
}
