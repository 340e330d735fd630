using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Money on its way: 3 days here, 30 for a draft.</summary>
public sealed class TransitTests
{
    private static AccountStory Story() => new(TestPolicies.With(terms => terms with
    {
        SettlementDays = ImmutableDictionary<string, int>.Empty.Add("draft", 30).Add("instant", 0),
    }));

    [Fact]
    public void It_counts_up_to_and_including_the_day_that_is_the_settlement_days_after()
    {
        var story = Story().Initiate(1.9, "P1", 50).Initiate(2, "P2", 7);

        story.Figures.InTransit.ShouldBe(57);
        story.Until(4.99).Figures.InTransit.ShouldBe(57);
        story.Until(5).Figures.InTransit.ShouldBe(7);
        story.Until(6).Figures.InTransit.ShouldBe(0);
    }

    [Fact]
    public void It_does_not_change_what_is_owed()
    {
        var story = Story().Bill(0, "I1", 100, due: 10).Initiate(11, "P1", 100).Until(11.5);

        story.Figures.Receivable.ShouldBe(100);
        story.Figures.Actionable.ShouldBe(100);
        story.Figures.Exposure.ShouldBe(100);
    }

    [Theory]
    [InlineData("draft", 31)]
    [InlineData("instant", 1)]
    [InlineData("other", 4)]
    public void Each_method_has_its_own_days(string method, int last)
    {
        var story = Story().Initiate(1.5, "P1", 50, method: method);

        story.Until(last + 0.9).Figures.InTransit.ShouldBe(50);
        story.Until(last + 1).Figures.InTransit.ShouldBe(0);
    }

    [Fact]
    public void A_draft_counts_from_the_day_on_which_it_matures()
    {
        var story = Story().Initiate(1, "P1", 50, matures: 20);

        story.Until(23.9).Figures.InTransit.ShouldBe(50);
        story.Until(24).Figures.InTransit.ShouldBe(0);
    }

    [Fact]
    public void It_ends_when_the_money_arrives()
    {
        var story = Story().Initiate(1, "P1", 50).Initiate(1, "P2", 7).Pay(2, "P1", 50);

        story.Figures.InTransit.ShouldBe(7);
        story.Figures.Receivable.ShouldBe(-50);
    }

    [Fact]
    public void It_ends_when_the_payment_fails()
    {
        var story = Story().Initiate(1, "P1", 50).Fail(2, "P1");

        story.Figures.InTransit.ShouldBe(0);
        story.State.Score.BouncedPayments.ShouldBe(1);
    }

    [Fact]
    public void A_failure_that_comes_first_waits_and_the_money_never_counts()
    {
        var story = Story().Fail(2, "P1").Initiate(1, "P1", 50, logged: 3);

        story.Figures.InTransit.ShouldBe(0);
        story.State.Waiting.ShouldBeEmpty();
        story.State.Score.BouncedPayments.ShouldBe(1);
    }

    [Fact]
    public void What_is_initiated_after_it_arrived_never_counts() =>
        Story().Pay(2, "P1", 50).Initiate(1, "P1", 50, logged: 3).Figures.InTransit.ShouldBe(0);

    [Fact]
    public void What_is_initiated_after_it_was_taken_back_never_counts() =>
        Story().Pay(2, "P1", 50).Reverse(3, "P1").Initiate(1, "P1", 50, logged: 4).Figures.InTransit.ShouldBe(0);

    [Fact]
    public void What_is_heard_of_after_its_days_does_not_count() =>
        Story().Initiate(1, "P1", 50, logged: 9).Figures.InTransit.ShouldBe(0);

    [Fact]
    public void A_zone_stated_later_dates_it_anew()
    {
        // 23:00 UTC of day 1 is day 2 in Shanghai.
        var story = Story().Initiate(1.96, "P1", 50).Register(2, zone: "Asia/Shanghai");

        story.Until(5.6).Figures.InTransit.ShouldBe(50);
        story.Until(5.7).Figures.InTransit.ShouldBe(0);
    }

    [Fact]
    public void A_payment_that_fails_after_it_arrived_is_only_remembered_as_bounced()
    {
        var story = Story().Bill(0, "I1", 100, due: 10).Initiate(1, "P1", 100).Pay(2, "P1", 100).Applied(new PaymentFailed(new("bank", "f", "account", AccountStory.At(3)), "P1", null));

        story.Figures.Receivable.ShouldBe(0);
        story.State.Score.BouncedPayments.ShouldBe(1);
    }
}
