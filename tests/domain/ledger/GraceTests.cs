using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>An item that becomes actionable through news, not through the calendar, has grace: 5 days here.</summary>
public sealed class GraceTests
{
    [Fact]
    public void An_item_that_comes_past_due_is_actionable_after_its_grace()
    {
        var story = new AccountStory().Bill(20, "I1", 100, due: 10);

        story.Figures.Overdue.ShouldBe(100);
        story.Figures.Actionable.ShouldBe(0);
        story.Until(24.99).Figures.Actionable.ShouldBe(0);
        story.Until(25).Figures.Actionable.ShouldBe(100);
        story.Figures.DaysPastDue.ShouldBe(15);
    }

    [Fact]
    public void The_days_run_from_the_day_the_news_came_not_from_its_time()
    {
        var story = new AccountStory().Bill(5, "I1", 100, due: 10, logged: 20);

        story.Until(24.99).Figures.Actionable.ShouldBe(0);
        story.Until(25).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void An_item_that_comes_on_its_due_date_has_none()
    {
        var story = new AccountStory().Bill(10.9, "I1", 100, due: 10);

        story.Until(11).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void A_due_date_moved_into_the_past_gives_grace()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 30).Due(20, "I1", 12);

        story.Figures.Overdue.ShouldBe(100);
        story.Figures.Actionable.ShouldBe(0);
        story.Until(25).Figures.DaysPastDue.ShouldBe(13);
    }

    [Fact]
    public void A_due_date_moved_within_the_past_gives_no_new_grace()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(20).Due(20, "I1", 5);

        story.Figures.Actionable.ShouldBe(100);
        story.Figures.DaysPastDue.ShouldBe(15);
    }

    [Fact]
    public void A_due_date_moved_within_the_past_leaves_the_grace_that_runs()
    {
        var story = new AccountStory().Bill(20, "I1", 100, due: 10).Due(22, "I1", 5);

        story.Until(24.9).Figures.Actionable.ShouldBe(0);
        story.Until(25).Figures.DaysPastDue.ShouldBe(20);
    }

    [Fact]
    public void A_due_date_that_is_not_in_the_past_ends_the_grace()
    {
        var story = new AccountStory().Bill(20, "I1", 100, due: 10).Due(21, "I1", 21);

        story.Until(22).Figures.Actionable.ShouldBe(100);
        story.Figures.DaysPastDue.ShouldBe(1);
    }

    [Fact]
    public void A_zone_by_which_the_item_is_not_past_due_yet_ends_the_grace()
    {
        // 01:00 UTC of day 11 is still day 10 in New York.
        var story = new AccountStory().Bill(11.04, "I1", 100, due: 10).Register(11.05, "America/New_York");
        story.Figures.Overdue.ShouldBe(0);

        story.Until(11.5).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void A_dispute_closed_while_the_item_is_past_due_gives_grace()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Dispute(9, "D1", "I1", 60).Until(11);
        story.Figures.Actionable.ShouldBe(40);

        story.Settle(20, "D1").Figures.Actionable.ShouldBe(0);
        story.Until(25).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void A_dispute_closed_before_the_due_date_gives_none()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Dispute(5, "D1", "I1").Settle(10.5, "D1");

        story.Until(11).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void An_item_that_was_settled_and_is_open_again_past_due_has_grace()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(9, "P1", 100).Reverse(20, "P1", 1);

        story.Figures.Overdue.ShouldBe(1);
        story.Figures.Actionable.ShouldBe(0);
        story.Until(25).Figures.Actionable.ShouldBe(1);
    }

    [Fact]
    public void An_item_that_was_settled_and_is_open_again_before_its_due_date_has_none()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(5, "P1", 100).Reverse(10, "P1");

        story.Until(11).Figures.Actionable.ShouldBe(100);
    }

    [Fact]
    public void An_item_that_was_not_settled_has_none_when_more_of_it_opens()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(9, "P1", 99).Reverse(20, "P1");

        story.Figures.Actionable.ShouldBe(100);
        story.Figures.DaysPastDue.ShouldBe(10);
    }

    [Fact]
    public void The_calendar_alone_is_no_news() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Until(11).Figures.Actionable.ShouldBe(100);

    [Fact]
    public void The_end_of_a_hold_is_no_news() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Hold(5, "H1", 5, 20).Until(21).Figures.Actionable.ShouldBe(100);

    [Fact]
    public void Each_item_has_its_own()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(20, "I2", 50, due: 5);

        story.Figures.Actionable.ShouldBe(100);
        story.Figures.DaysPastDue.ShouldBe(10);
        story.Until(25).Figures.Actionable.ShouldBe(150);
        story.Figures.DaysPastDue.ShouldBe(20);
    }

    [Fact]
    public void Without_days_of_grace_news_acts_at_once() =>
        new AccountStory(TestPolicies.With(terms => terms with { GraceDays = 0 })).Bill(20, "I1", 100, due: 10).Figures.DaysPastDue.ShouldBe(10);
}
