using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ladder;

/// <summary>The usual ladder: notice at 1 day, warning at 7, stop at 14 and 5 days after the warning, blacklist at 30 and 7 days after the stop.</summary>
public sealed class ClimbTests
{
    private static readonly string[] Whole = ["11 raised notice 1", "17 raised warning 1", "24 raised stop-supply 1", "40 raised blacklist 1"];

    [Fact]
    public void Time_alone_climbs() => new AccountStory().Bill(0, "I1", 100, due: 10).Until(100).Dated.ShouldBe(Whole);

    [Fact]
    public void When_it_is_looked_at_does_not_matter()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        for (var hours = 1; hours < 24 * 50; hours += 5)
        {
            story.Until(hours / 24.0);
        }

        story.Dated.ShouldBe(Whole);
    }

    [Fact]
    public void A_record_finds_the_account_where_time_had_brought_it_before()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(30.5, "P1", 100);

        story.Dated[..3].ShouldBe(Whole[..3]);
        story.Warnings.Skip(3).ShouldAllBe(warning => warning.Kind == WarningKind.Cleared && warning.RaisedAt == At(30.5));
    }

    [Fact]
    public void Stages_without_an_interval_are_entered_together_and_the_others_wait_for_theirs()
    {
        // Past due by 45 days once its grace is over.
        var story = new AccountStory().Bill(50, "I1", 100, due: 10).Until(100);

        story.Dated.ShouldBe(["55 raised notice 1", "55 raised warning 1", "60 raised stop-supply 1", "67 raised blacklist 1"]);
    }

    [Fact]
    public void A_stage_whose_condition_is_false_stops_the_climb()
    {
        var policy = new Policy(TestPolicies.Terms,
        [
            TestPolicies.Rule(Stage.Notice, "daysPastDue >= 1", exit: "actionable == 0"),
            TestPolicies.Rule(Stage.Warning, "bouncedPayments >= 1", exit: "actionable == 0"),
            TestPolicies.Rule(Stage.StopSupply, "daysPastDue >= 2", exit: "actionable == 0"),
        ]);
        var story = new AccountStory(policy).Bill(0, "I1", 100, due: 10).Until(30);
        story.Dated.ShouldBe(["11 raised notice 1"]);

        story.Initiate(30, "P1", 1).Fail(31, "P1").Dated[1..].ShouldBe(["31 raised warning 1", "31 raised stop-supply 1"]);
    }

    [Fact]
    public void A_stage_that_is_only_entered_directly_stops_the_climb()
    {
        var policy = new Policy(TestPolicies.Terms,
        [
            TestPolicies.Rule(Stage.Notice, "daysPastDue >= 1", exit: "actionable == 0"),
            TestPolicies.Rule(Stage.Warning, null, exit: "actionable == 0", direct: "keyEvent == accident"),
            TestPolicies.Rule(Stage.StopSupply, "daysPastDue >= 2", exit: "actionable == 0"),
        ]);

        new AccountStory(policy).Bill(0, "I1", 100, due: 10).Until(90).Dated.ShouldBe(["11 raised notice 1"]);
    }

    [Fact]
    public void The_interval_runs_from_the_day_on_which_the_stage_before_was_raised()
    {
        // 12 days past due when the dispute and its grace are over: the stop is due at once by its days, but not by its interval.
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Dispute(9, "D1", "I1").Settle(21, "D1").Until(60);

        story.Dated.ShouldBe(["26 raised notice 1", "26 raised warning 1", "31 raised stop-supply 1", "40 raised blacklist 1"]);
    }

    [Fact]
    public void A_reentered_stage_starts_the_interval_again()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(17.5, "H1", 18, 22).Until(40);

        story.Dated.ShouldBe(
        [
            "11 raised notice 1", "17 raised warning 1", "18 cleared warning 1", "18 cleared notice 1",
            "23 raised notice 2", "23 raised warning 2", "28 raised stop-supply 1", "40 raised blacklist 1",
        ]);
    }

    [Fact]
    public void What_is_paid_in_time_warns_of_nothing() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Pay(10.9, "P1", 100).Until(100).Told.ShouldBeEmpty();

    [Fact]
    public void A_warning_says_why_and_by_which_policy()
    {
        var story = new AccountStory().Bill(0, "I1", 12_345, due: 10).Until(17);
        var warning = story.Warnings[1];

        warning.Account.ShouldBe("account");
        warning.Reasons.ShouldBe(["daysPastDue 7 >= 7"]);
        warning.Policy.ShouldBe("test");
        warning.PolicyVersion.ShouldBe(3);
        warning.Currency.ShouldBe("EUR");
        warning.Figures.Actionable.ShouldBe(12_345);
        warning.Figures.DaysPastDue.ShouldBe(7);
        warning.Score.ShouldBe(500);
        warning.ItemId.ShouldBeNull();
        (warning.PreviousStage, warning.Stage, warning.Standing).ShouldBe((Stage.Notice, Stage.Warning, Stage.Warning));
    }

    [Fact]
    public void Effects_are_numbered_without_a_gap()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(45).Pay(45, "P1", 100).Bill(46, "I2", 100, due: 50).Until(100);

        story.Warnings.Select(warning => warning.Number).ShouldBe(Enumerable.Range(1, story.Warnings.Count).Select(number => (long)number));
        story.State.Effects.ShouldBe(story.Warnings.Count);
    }
}
