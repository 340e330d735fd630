using CreditRisk.Domain.Ladder;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

public sealed class HoldTests
{
    [Fact]
    public void While_a_hold_is_on_nothing_is_actionable_from_its_first_to_its_last_day()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(11, "H1", from: 13, to: 15);

        story.Figures.Actionable.ShouldBe(100);
        story.Until(12.9).Figures.Actionable.ShouldBe(100);
        story.Until(13).Figures.Actionable.ShouldBe(0);
        story.Figures.DaysPastDue.ShouldBe(0);
        story.Figures.Overdue.ShouldBe(100);
        story.Until(15.9).Figures.Actionable.ShouldBe(0);
        story.Until(16).Figures.Actionable.ShouldBe(100);
        story.Figures.DaysPastDue.ShouldBe(6);
        story.Dated.ShouldBe(["11 raised notice 1", "13 cleared notice 1", "16 raised notice 2"]);
    }

    [Fact]
    public void A_hold_that_is_ended_early_is_off_from_the_next_day()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(9, "H1", from: 9, to: 30).EndHold(14.5, "H1");

        story.Figures.Actionable.ShouldBe(0);
        story.Until(15).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void The_day_of_the_ending_is_that_of_its_time_and_not_of_its_arrival()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(9, "H1", from: 9, to: 30).EndHold(14.5, "H1", logged: 18);

        story.Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void An_ending_after_the_last_day_does_not_prolong_it()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(9, "H1", from: 9, to: 12).EndHold(14, "H1");

        story.Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void A_hold_that_is_ended_before_it_begins_is_never_on()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(9, "H1", from: 13, to: 20).EndHold(11, "H1");

        story.Until(14).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void An_ending_that_comes_first_waits_for_its_hold()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).EndHold(14, "H1").Hold(9, "H1", from: 9, to: 30, logged: 15);

        story.Figures.Actionable.ShouldBe(100);
        story.State.Waiting.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(14, 18)]
    [InlineData(18, 14)]
    public void Of_two_endings_the_first_in_the_business_counts_whichever_arrives_first(int one, int other)
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(9, "H1", from: 9, to: 30)
            .EndHold(one, "H1", logged: 19).EndHold(other, "H1", logged: 19);

        story.Ledger.Holds[0].To.ShouldBe(Day(14));
    }

    [Fact]
    public void One_hold_of_several_is_enough()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(9, "H1", from: 9, to: 12).Hold(9, "H2", from: 12, to: 14);

        story.Until(13).Figures.Actionable.ShouldBe(0);
        story.Until(15).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void A_zone_stated_later_dates_the_early_end_anew()
    {
        // 20:00 UTC of day 12 is day 13 in Shanghai.
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Hold(9, "H1", from: 9, to: 30).EndHold(12.84, "H1").Register(12.9, "Asia/Shanghai");

        story.Until(13.2).Figures.Actionable.ShouldBe(0);
        story.Until(13.7).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void A_hold_ends_the_episode_and_another_begins_after_it()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(11).Hold(12, "H1", from: 12, to: 13).Until(14);

        story.Stage.ShouldBe(Stage.Notice);
        story.State.Ladder.Episode.ShouldBe(2);
        story.Warnings.Select(warning => warning.Episode).ShouldBe([1, 1, 2]);
    }
}
