using CreditRisk.Domain.Events;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Due dates that change: the latest statement in business order holds.</summary>
public sealed class DueDateTests
{
    [Fact]
    public void An_item_is_past_due_from_the_start_of_the_day_after_its_due_date()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);

        story.Until(10.999).Figures.Overdue.ShouldBe(0);
        story.Until(11).Figures.Overdue.ShouldBe(100);
        story.Figures.DaysPastDue.ShouldBe(1);
    }

    [Fact]
    public void The_due_date_that_was_stated_last_holds()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Due(1, "I1", 20).Due(2, "I1", 15);

        story.Ledger.Items[0].DueOn.ShouldBe(Day(15));
        story.Until(16).Figures.DaysPastDue.ShouldBe(1);
    }

    [Fact]
    public void An_older_statement_that_arrives_later_changes_nothing()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Due(2, "I1", 15).Due(1, "I1", 20, logged: 3);

        story.Ledger.Items[0].DueOn.ShouldBe(Day(15));
    }

    [Theory]
    [InlineData("a", "e1", 20, "b", "e0", 30, 30)]
    [InlineData("b", "e0", 30, "a", "e1", 20, 30)]
    [InlineData("a", "e1", 20, "a", "e2", 30, 30)]
    [InlineData("a", "e2", 30, "a", "e1", 20, 30)]
    [InlineData("a", "e10", 20, "a", "e9", 30, 30)]
    [InlineData("B", "e1", 20, "a", "e1", 30, 30)]
    public void Of_two_statements_of_one_instant_source_and_then_id_decide(
        string source, string id, int due, string source2, string id2, int due2, int holds)
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10)
            .Applied(new DueDateChanged(new(source, id, "account", At(1)), "I1", Day(due)))
            .Applied(new DueDateChanged(new(source2, id2, "account", At(1)), "I1", Day(due2)));

        story.Ledger.Items[0].DueOn.ShouldBe(Day(holds));
    }

    [Fact]
    public void A_change_moves_the_item_in_the_order_of_cover() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Due(1, "I1", 30).Pay(2, "P1", 100).Open.ShouldBe("I1: 100");

    [Fact]
    public void A_change_that_comes_before_its_item_waits_for_it()
    {
        var story = new AccountStory().Due(1, "I1", 20).Bill(0, "I1", 100, due: 10, logged: 2);

        story.Ledger.Items[0].DueOn.ShouldBe(Day(20));
    }

    [Fact]
    public void Changes_that_wait_together_are_settled_by_business_order()
    {
        var story = new AccountStory().Due(3, "I1", 30).Due(2, "I1", 20, logged: 4).Bill(0, "I1", 100, due: 10, logged: 5);

        story.Ledger.Items[0].DueOn.ShouldBe(Day(30));
    }

    [Fact]
    public void An_item_that_is_no_longer_due_is_no_longer_overdue()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(15).Due(15, "I1", 40);

        story.Figures.Overdue.ShouldBe(0);
        story.Told.ShouldBe(["raised notice 1", "cleared notice 1"]);
        story.Aged.ShouldBe("notDue: 100");
    }
}
