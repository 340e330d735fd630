using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ladder;

/// <summary>The usual exits: notice when nothing is actionable, warning below 4 days, stop below 7, blacklist when all is paid, after 30 days.</summary>
public sealed class LeaveTests
{
    [Fact]
    public void A_payment_clears_all_stages_from_the_top()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(30, "P1", 100);

        story.Dated[3..].ShouldBe(["30 cleared stop-supply 1", "30 cleared warning 1", "30 cleared notice 1"]);
        story.Stage.ShouldBe(Stage.Good);
        story.Warnings.Skip(3).Select(warning => (warning.PreviousStage, warning.Standing)).ShouldBe(
            [(Stage.StopSupply, Stage.Warning), (Stage.Warning, Stage.Notice), (Stage.Notice, Stage.Good)]);
    }

    [Theory]
    [InlineData(20, "stop-supply")]
    [InlineData(22, "stop-supply")]
    [InlineData(23, "stop-supply")]
    [InlineData(24, "warning")]
    [InlineData(26, "warning")]
    [InlineData(27, "notice")]
    [InlineData(29, "notice")]
    [InlineData(30, "good")]
    public void A_stage_is_left_only_when_its_own_exit_holds(int nextDue, string stage)
    {
        // 20 days past due; after the payment the oldest item is the next one.
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: nextDue).Pay(30, "P1", 100);

        story.Stage.Name().ShouldBe(stage);
    }

    [Fact]
    public void A_stage_that_was_left_is_entered_again_with_a_new_number()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(18, "P1", 100).Bill(18, "I2", 100, due: 30).Until(37);

        story.Dated.ShouldBe(
        [
            "11 raised notice 1", "17 raised warning 1", "18 cleared warning 1", "18 cleared notice 1", "31 raised notice 2", "37 raised warning 2",
        ]);
    }

    [Fact]
    public void A_stage_ends_only_when_its_days_to_stay_are_over()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(45, "P1", 100);
        story.Dated[4..].ShouldBe(["45 cleared stop-supply 1", "45 cleared warning 1", "45 cleared notice 1"]);
        story.Stage.ShouldBe(Stage.Blacklist);

        story.Until(69.99).Stage.ShouldBe(Stage.Blacklist);
        story.Until(70).Dated[^1].ShouldBe("70 cleared blacklist 1");
        story.Stage.ShouldBe(Stage.Good);
    }

    [Fact]
    public void A_stage_without_days_to_stay_ends_on_the_day_on_which_it_was_raised()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(11.5, "P1", 100);

        story.Dated.ShouldBe(["11 raised notice 1", "11.5 cleared notice 1"]);
    }

    [Fact]
    public void While_its_exit_does_not_hold_a_stage_outlasts_its_days()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(200);
        story.Stage.ShouldBe(Stage.Blacklist);

        story.Pay(200, "P1", 100).Stage.ShouldBe(Stage.Good);
    }

    [Fact]
    public void A_lower_stage_may_end_before_a_higher_one_and_is_not_entered_again_below_it()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(45, "P1", 100).Bill(46, "I2", 100, due: 50).Until(69.9);

        story.State.Ladder.Active.Select(entry => entry.Stage).ShouldBe([Stage.Blacklist]);
        story.Until(70).Dated[^1].ShouldBe("45 cleared notice 1");
        story.Pay(75, "P2", 100).Dated[^1].ShouldBe("75 cleared blacklist 1");
    }

    [Fact]
    public void What_is_cleared_says_why()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(18, "P1", 100);

        story.Warnings[2].Reasons.ShouldBe(["daysPastDue 0 < 4"]);
        story.Warnings[3].Reasons.ShouldBe(["actionable 0.00 == 0"]);
    }

    [Fact]
    public void A_stage_that_the_present_policy_does_not_have_stays_until_nothing_is_actionable()
    {
        var soft = new Policy(
            TestPolicies.Terms with { Id = "soft" }, [TestPolicies.Rule(Stage.Notice, "daysPastDue >= 1", exit: "actionable == 0")]);
        var book = TestPolicies.Book(TestPolicies.Usual) with { Rules = [new MappingRule(["soft"], default, default, soft)] };
        var story = new AccountStory(new CreditRisk.Domain.Account.AccountRules(book, Tariff.Empty, TestPolicies.FlatCard))
            .Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 25).Until(26).Register(26, segment: "soft").Pay(27, "P1", 100);
        story.Stage.ShouldBe(Stage.StopSupply);

        story.Pay(28, "P2", 100).Dated[3..].ShouldBe(["28 cleared stop-supply 1", "28 cleared warning 1", "28 cleared notice 1"]);
        story.Warnings[3].Reasons.ShouldBe(["policy soft has no stage stop-supply, and nothing is actionable"]);
        story.Warnings[3].Policy.ShouldBe("soft");
    }
}
