using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Restrictions;

/// <summary>When an account is to be cut if nothing but time happens, and what could still stop that.</summary>
public sealed class CutForecastTests
{
    [Fact]
    public void A_customer_who_was_served_is_to_be_cut_when_the_days_of_the_policy_have_passed()
    {
        var story = Supply.Owing(Supply.Rules(Supply.Stopping));

        story.Rules.CutAt(story.State).ShouldBe(AccountStory.At(24));
        story.Until(24).State.Restriction.Wanted.ShouldNotBeNull().Since.ShouldBe(AccountStory.At(24));
        story.Until(26).Rules.CutAt(story.State).ShouldBe(AccountStory.At(24), "since when it is wanted");
    }

    [Fact]
    public void Where_something_else_than_time_is_needed_no_cut_is_in_sight()
    {
        var story = Supply.Owing(Supply.Rules(Supply.Stopping), isServed: false);

        story.Rules.CutAt(story.State).ShouldBeNull();
        story.Rules.GuardsOf(story.State).Select(held => held.Guard).ShouldBe([Guard.ServedNotice]);
    }

    [Fact]
    public void A_hold_stops_the_cut_and_is_told_with_its_end()
    {
        var story = Supply.Owing(Supply.Rules(Supply.Stopping)).Hold(18, "H1", 18, 40);

        story.Rules.CutAt(story.State).ShouldBeNull("the stages are left while nothing is actionable: after the hold another demand must be served");
        story.Rules.GuardsOf(story.State).ShouldContain(held => held.Guard == Guard.Hold && held.Until == AccountStory.At(41));
    }

    [Fact]
    public void A_promise_is_told_until_it_is_kept_or_broken()
    {
        var story = Supply.Owing(Supply.Rules(Supply.Stopping)).Promise(18, "P1", 10_000, by: 30);

        story.Rules.GuardsOf(story.State).ShouldContain(held => held.Guard == Guard.Promise && held.Until == AccountStory.At(31));
        story.Until(31).Rules.GuardsOf(story.State).ShouldNotContain(held => held.Guard == Guard.Promise);
    }

    [Fact]
    public void Looking_ahead_changes_nothing()
    {
        var story = Supply.Owing(Supply.Rules(Supply.Stopping));
        var before = story.State;

        _ = story.Rules.CutAt(before);

        story.State.ShouldBeSameAs(before);
        (before.Ladder.Stage, before.Effects).ShouldBe((Stage.Warning, story.State.Effects));
        story.Rules.CutAt(before).ShouldBe(AccountStory.At(24));
    }

    [Fact]
    public void Who_is_cut_or_about_to_be_is_not_cut_again()
    {
        var story = Supply.Owing(Supply.Rules(Supply.Stopping)).Until(24).Allow(24.5);
        story.Rules.CutAt(story.State).ShouldBeNull("the command is in flight");

        story.Executed(24.54);
        story.Rules.CutAt(story.State).ShouldBeNull("it was executed");
    }

    [Fact]
    public void Who_owes_nothing_overdue_is_held_by_nothing()
    {
        var story = new AccountStory(Supply.Rules(Supply.Stopping)).Bill(1, "I1", 100, due: 20);

        story.Rules.GuardsOf(story.State).ShouldBeEmpty();
    }
}
