using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ladder;

/// <summary>An account goes on under the next version of its policy.</summary>
public sealed class PolicyVersionTests
{
    [Fact]
    public void The_next_version_acts_at_its_instant_and_warnings_name_it()
    {
        var story = Under(Changed(20.25, TestPolicies.Rule(Stage.Notice, "daysPastDue >= 1", exit: "actionable == 0"), TestPolicies.Rule(Stage.Warning, "daysPastDue >= 3", exit: "daysPastDue < 2")))
            .Bill(0, "I1", 100, due: 15).Until(30);

        story.Dated.ShouldBe(["16 raised notice 1", "20.25 raised warning 1"]);
        story.Warnings.Select(warning => warning.PolicyVersion).ShouldBe([3, 4]);
    }

    [Fact]
    public void The_policy_is_that_of_the_account_s_now_and_not_of_anybody_s_clock()
    {
        var story = Under(Changed(20, [.. TestPolicies.Ladder])).Bill(0, "I1", 100, due: 50);
        story.Rules.PolicyOf(story.State).Terms.Version.ShouldBe(3);

        story.Pay(10, "P1", 50, logged: 19.999);
        story.Rules.PolicyOf(story.State).Terms.Version.ShouldBe(3);

        story.Pay(10, "P2", 50, logged: 20);
        story.Rules.PolicyOf(story.State).Terms.Version.ShouldBe(4);
    }

    [Fact]
    public void A_stage_that_was_entered_is_not_entered_again_under_the_next_version()
    {
        var story = Under(Changed(20.25, TestPolicies.Rule(Stage.Notice, "daysPastDue >= 2", exit: "actionable == 0", mark: "late"), TestPolicies.Rule(Stage.Warning, "daysPastDue >= 60", exit: "daysPastDue < 50")))
            .Bill(0, "I1", 100, due: 15).Until(40);

        story.Dated.ShouldBe(["16 raised notice 1"]);
        story.State.Ladder.Active.ShouldHaveSingleItem().PolicyVersion.ShouldBe(3);
    }

    [Fact]
    public void A_stage_is_left_by_the_rule_of_the_next_version()
    {
        var story = Under(Changed(30.5, TestPolicies.Rule(Stage.Notice, "daysPastDue >= 1", exit: "actionable == 0"), TestPolicies.Rule(Stage.Warning, "daysPastDue >= 40", exit: "daysPastDue < 20")))
            .Bill(0, "I1", 100, due: 15).Until(31);

        story.Dated[^2..].ShouldBe(["29 raised stop-supply 1", "30.5 cleared warning 1"]);
        story.Warnings[^1].PolicyVersion.ShouldBe(4);
        story.Warnings[^1].Reasons.ShouldBe(["daysPastDue 15 < 20"]);
    }

    [Fact]
    public void A_stage_that_the_next_version_does_not_have_stays_until_nothing_is_actionable()
    {
        var story = Under(Changed(25, TestPolicies.Rule(Stage.Notice, "daysPastDue >= 1", exit: "actionable == 0"))).Bill(0, "I1", 100, due: 15).Until(30);
        story.Stage.ShouldBe(Stage.Warning);

        story.Pay(31, "P1", 100).Dated[^2..].ShouldBe(["31 cleared warning 1", "31 cleared notice 1"]);
        story.Warnings[^2].Reasons.ShouldBe(["policy test has no stage warning, and nothing is actionable"]);
        story.Warnings[^2].PolicyVersion.ShouldBe(4);
    }

    [Fact]
    public void An_idle_account_is_woken_when_the_next_version_comes_into_force_also_within_a_day()
    {
        var story = Under(Changed(12.75, [.. TestPolicies.Ladder])).Bill(0, "I1", 100, due: 15);
        story.State.WakeOn.ShouldBe(Day(16));
        story.State.WakeAt.ShouldBe(At(12.75));

        story.Until(13).State.WakeAt.ShouldBe(At(16));
    }

    [Fact]
    public void An_account_that_is_decoded_is_woken_at_the_same_instant_and_knows_of_a_version_that_was_added()
    {
        var book = Book(Changed(12.75, [.. TestPolicies.Ladder]));
        var story = Under(Changed(12.75, [.. TestPolicies.Ladder])).Bill(0, "I1", 100, due: 15);
        new StateCodec(book).Decode(StateCodec.Encode(story.State)).WakeAt.ShouldBe(At(12.75));

        var before = new AccountStory().Bill(0, "I1", 100, due: 15);
        before.State.WakeAt.ShouldBe(At(16));
        new StateCodec(book).Decode(StateCodec.Encode(before.State)).WakeAt.ShouldBe(At(12.75));
    }

    private static AccountStory Under(PolicyTimeline timeline) => new(new AccountRules(Book(timeline), Tariff.Empty, TestPolicies.FlatCard));

    private static PolicyBook Book(PolicyTimeline timeline) => new([], timeline, DateTimeZone.Utc, ImmutableDictionary<string, DateTimeZone>.Empty);

    // The usual policy, and after it one with other stages.
    private static PolicyTimeline Changed(double day, params StageRule[] stages) =>
        new([TestPolicies.Usual, new Policy(TestPolicies.Terms with { Version = 4, From = At(day) }, [.. stages])]);
}
