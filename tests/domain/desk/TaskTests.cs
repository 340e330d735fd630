using CreditRisk.Domain.Events;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Domain.Restrictions;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Desk;

/// <summary>Tasks are open as long as there is something to do, and escalate while nobody does it.</summary>
public sealed class TaskTests
{
    private static AccountStory Disputed()
    {
        var story = new AccountStory().Bill(1, "I1", 100, due: 10);
        return story.Applied(new DisputeOpened(story.Header(2, "crm"), "D1", "I1", null, AccountStory.Day(20)));
    }

    [Fact]
    public void A_dispute_that_is_not_decided_in_time_becomes_a_task() =>
        Disputed().Until(20.9).Tasks.ShouldBeEmpty();

    [Fact]
    public void A_task_is_closed_when_there_is_nothing_to_do_any_more()
    {
        var story = Disputed().Until(21);
        story.Tasks.ShouldBe(["21 opened dispute-deadline"]);

        story.Settle(22, "D1").Tasks.ShouldBe(["21 opened dispute-deadline", "22 closed dispute-deadline"]);
    }

    [Fact]
    public void A_task_that_nobody_does_escalates_three_times() =>
        Disputed().Until(60).Tasks.ShouldBe(["21 opened dispute-deadline", "24 escalated dispute-deadline", "27 escalated dispute-deadline", "30 escalated dispute-deadline"]);

    [Fact]
    public void A_task_that_is_done_neither_escalates_nor_opens_again()
    {
        var story = Disputed().Until(21).Completed(22).Until(60);

        story.Tasks.ShouldBe(["21 opened dispute-deadline"]);
        story.Settle(61, "D1").Tasks.Length.ShouldBe(1, "it was closed by the person who did it");
        story.State.Desk.Tasks.ShouldBeEmpty();
    }

    [Fact]
    public void A_stage_opens_the_task_that_its_policy_names_and_closes_it_when_it_is_left()
    {
        var policy = new Policy(Supply.Stopping.Terms, [Supply.Stopping.Stages[0] with { Task = "call" }]);
        var story = new AccountStory(policy).Bill(1, "I1", 100, due: 10).Until(11).Pay(12, "P1", 100);

        story.Tasks.ShouldBe(["11 opened call", "12 closed call"]);
    }
}
