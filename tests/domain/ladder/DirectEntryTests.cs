using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ladder;

public sealed class DirectEntryTests
{
    private static Policy Three(string warning, string blacklist) => new(TestPolicies.Terms,
    [
        TestPolicies.Rule(Stage.Warning, "daysPastDue >= 1", exit: "keyEvent == none and actionable == 0", direct: warning),
        TestPolicies.Rule(Stage.StopSupply, "overdue > 0", exit: "overdue == 0"),
        TestPolicies.Rule(Stage.Blacklist, null, exit: "keyEvent == none", direct: blacklist),
    ]);

    [Fact]
    public void A_key_event_enters_at_once_and_the_stages_below_are_not_raised()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).OpenCase(5, "K1");

        story.Dated.ShouldBe(["5 raised blacklist 1"]);
        story.Until(100).Told.Length.ShouldBe(1);
        story.Stage.ShouldBe(Stage.Blacklist);
        story.State.Ladder.Active[0].Direct.ShouldBeTrue();
    }

    [Fact]
    public void Stages_entered_before_stay_as_they_are()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).OpenCase(12, "K1").Pay(13, "P1", 100);

        story.Dated.ShouldBe(["11 raised notice 1", "12 raised blacklist 1", "13 cleared notice 1"]);
    }

    [Fact]
    public void It_lasts_until_its_case_is_closed_and_its_days_are_over()
    {
        new AccountStory().OpenCase(5, "K1").Until(90).CloseCase(90, "K1").Dated.ShouldBe(["5 raised blacklist 1", "90 cleared blacklist 1"]);
        new AccountStory().OpenCase(5, "K1").CloseCase(10, "K1").Until(90).Dated.ShouldBe(["5 raised blacklist 1", "35 cleared blacklist 1"]);
    }

    [Fact]
    public void Another_kind_of_case_does_not_enter() =>
        new AccountStory().OpenCase(5, "K1", KeyEventKind.Accident).Told.ShouldBeEmpty();

    [Fact]
    public void Of_several_stages_the_highest_is_entered_alone()
    {
        var story = new AccountStory(Three("keyEvent == accident", "keyEvent == accident")).OpenCase(5, "K1", KeyEventKind.Accident);

        story.Dated.ShouldBe(["5 raised blacklist 1"]);
    }

    [Fact]
    public void A_stage_that_is_not_higher_is_not_entered()
    {
        var story = new AccountStory(Three("keyEvent == accident", "keyEvent == lawsuit")).OpenCase(5, "K1").OpenCase(6, "K2", KeyEventKind.Accident);

        story.Dated.ShouldBe(["5 raised blacklist 1"]);
        story.CloseCase(7, "K1").Stage.ShouldBe(Stage.Blacklist);
        story.CloseCase(8, "K2").Stage.ShouldBe(Stage.Good);
    }

    [Fact]
    public void The_climb_goes_on_from_a_stage_that_was_entered_directly()
    {
        var story = new AccountStory(Three("keyEvent == accident", "keyEvent == lawsuit"))
            .Bill(0, "I1", 100, due: -5).OpenCase(1, "K1", KeyEventKind.Accident);

        // The item is still in grace, overdue but not actionable: only the case leads to the warning.
        story.Dated.ShouldBe(["1 raised warning 1", "1 raised stop-supply 1"]);
        story.Until(100).Told.Length.ShouldBe(2);
    }

    [Fact]
    public void A_direct_entry_comes_before_the_climb()
    {
        // The notice is due in the same evaluation, but the account is already higher.
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).OpenCase(10.5, "K1", logged: 11.0);

        story.Dated.ShouldBe(["11 raised notice 1", "11 raised blacklist 1"]);
        new AccountStory().Bill(20, "I1", 100, due: 10).OpenCase(24.9, "K1").Until(30).Dated.ShouldBe(["24.9 raised blacklist 1"]);
    }

    [Fact]
    public void An_entry_after_an_episode_does_not_carry_its_number()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(12, "P1", 100).OpenCase(13, "K1");

        story.State.Ladder.Episode.ShouldBe(1);
        story.Warnings[^1].Episode.ShouldBe(0);
    }

    [Fact]
    public void An_entry_while_no_episode_runs_carries_episode_0_also_when_it_ends()
    {
        var story = new AccountStory().OpenCase(5, "K1").Bill(6, "I1", 100, due: 10).CloseCase(20, "K1").Pay(50, "P1", 100);

        story.State.Ladder.Episode.ShouldBe(1);
        story.Warnings.Where(warning => warning.Stage == Stage.Blacklist).Select(warning => warning.Episode).ShouldBe([0, 0]);
    }
}
