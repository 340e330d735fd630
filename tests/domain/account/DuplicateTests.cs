using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>An event that is sent again changes nothing.</summary>
public sealed class DuplicateTests
{
    private static FeedHeartbeat Event(string source, string id, double at) => new(new(source, id, "account", At(at)), "feed", At(at));

    [Fact]
    public void The_same_source_and_id_again_changes_nothing_not_even_the_time()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Applied(Event("a", "1", 1));

        var step = story.Rules.Apply(story.State, Event("a", "1", 1), At(50));

        step.Outcome.ShouldBe(Outcome.Duplicate);
        step.Warnings.ShouldBeEmpty();
        step.State.ShouldBeSameAs(story.State);
    }

    [Fact]
    public void The_same_id_of_another_source_is_another_event()
    {
        var story = new AccountStory().Applied(Event("a", "1", 1)).Applied(Event("b", "1", 1)).Applied(Event("a1", "", 1));

        story.State.Records.ShouldBe(3);
    }

    [Fact]
    public void The_very_first_event_again_is_a_duplicate() =>
        new AccountStory().Applied(Event("a", "1", 1)).Log(Event("a", "1", 1)).Last.Outcome.ShouldBe(Outcome.Duplicate);

    [Fact]
    public void What_was_evicted_from_the_window_is_found_in_the_history()
    {
        var story = new AccountStory();
        for (var i = 0; i <= RecentIds.Capacity; i++)
        {
            story.Applied(Event("a", $"{i}", i));
        }

        var again = Event("a", "0", 0);
        var question = AccountRules.Ask(story.State, again).ShouldNotBeNull();
        question.EventHash.ShouldBe(StableHash.Of("a", "0"));
        question.EventTime.ShouldBe(At(0));
        question.Fact.ShouldBeNull();
        question.Target.ShouldBeNull();
        story.Log(again).Last.Outcome.ShouldBe(Outcome.Duplicate);
        story.State.Records.ShouldBe(RecentIds.Capacity + 1);
    }

    [Fact]
    public void An_old_event_that_the_history_does_not_have_is_applied()
    {
        var story = new AccountStory();
        for (var i = 0; i <= RecentIds.Capacity; i++)
        {
            story.Applied(Event("a", $"{i}", i));
        }

        story.Log(Event("a", "new", 0)).Last.Outcome.ShouldBe(Outcome.Applied);
        story.Log(Event("a", "new", 0)).Last.Outcome.ShouldBe(Outcome.Duplicate);
    }

    [Fact]
    public void The_history_is_not_asked_about_what_cannot_have_been_evicted()
    {
        var story = new AccountStory();
        for (var i = 0; i <= RecentIds.Capacity; i++)
        {
            story.Applied(Event("a", $"{i}", i));
        }

        AccountRules.Ask(story.State, Event("a", "x", 0.001)).ShouldBeNull();
        AccountRules.Ask(story.State, Event("a", "5", 5)).ShouldBeNull();
        AccountRules.Ask(null, Event("a", "5", 5)).ShouldBeNull();
    }

    [Fact]
    public void A_refused_event_is_not_remembered_and_may_be_sent_again()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 50);
        var tooMuch = story.Returned(2, "P1", 60);
        story.Log(tooMuch).ShouldBeRefused(RefusalCodes.ExceedsPayment);

        story.Log(tooMuch).ShouldBeRefused(RefusalCodes.ExceedsPayment);
        story.Log(tooMuch with { Part = Part(50) }).Last.Outcome.ShouldBe(Outcome.Applied);
    }

    [Fact]
    public void A_fact_that_waits_is_remembered_too()
    {
        var story = new AccountStory().Touch(0);
        var early = new ItemCancelled(story.Header(1), "I9", null);
        story.Applied(early);

        story.Log(early).Last.Outcome.ShouldBe(Outcome.Duplicate);
        story.State.Waiting.Length.ShouldBe(1);
    }
}
