using CreditRisk.Domain.Ladder;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Ladder;

/// <summary>An episode runs from the first actionable debt until there is none.</summary>
public sealed class EpisodeTests
{
    [Fact]
    public void It_begins_with_the_first_actionable_debt()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        (story.State.Ladder.Episode, story.State.Ladder.EpisodeRunning).ShouldBe((0, false));

        story.Until(11);
        (story.State.Ladder.Episode, story.State.Ladder.EpisodeRunning).ShouldBe((1, true));
    }

    [Fact]
    public void It_ends_when_nothing_is_actionable_and_the_next_has_the_next_number()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(12, "P1", 100);
        (story.State.Ladder.Episode, story.State.Ladder.EpisodeRunning).ShouldBe((1, false));

        story.Bill(12, "I2", 100, due: 20).Until(21);
        (story.State.Ladder.Episode, story.State.Ladder.EpisodeRunning).ShouldBe((2, true));
        story.Warnings.Select(warning => warning.Episode).ShouldBe([1, 1, 2]);
    }

    [Fact]
    public void Trivial_debt_runs_an_episode_though_it_warns_of_nothing()
    {
        var story = new AccountStory(TestPolicies.With(terms => terms with { TrivialFloor = 5.00m })).Bill(0, "I1", 100, due: 10).Until(50);

        story.State.Ladder.EpisodeRunning.ShouldBeTrue();
        story.Told.ShouldBeEmpty();
    }

    [Fact]
    public void It_goes_on_while_one_debt_follows_another()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 20).Until(21).Pay(21, "P1", 100).Until(22);

        story.State.Ladder.Episode.ShouldBe(1);
        story.Told.ShouldBe(["raised notice 1", "raised warning 1", "cleared warning 1"]);
    }

    [Fact]
    public void An_entry_that_outlasts_its_episode_keeps_its_number()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(45, "P1", 100).Bill(46, "I2", 100, due: 50).Pay(80, "P2", 100);

        story.State.Ladder.Episode.ShouldBe(2);
        var cleared = story.Warnings[^1];
        (cleared.Kind, cleared.Stage, cleared.Episode).ShouldBe((WarningKind.Cleared, Stage.Blacklist, 1));
    }
}
