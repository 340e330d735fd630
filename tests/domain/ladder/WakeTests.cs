using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;
using CreditRisk.Domain.Time;
using CreditRisk.Tests.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ladder;

/// <summary>An account says when it must be looked at again though no record comes.</summary>
public sealed class WakeTests
{
    private static AccountStory With(string enter, string exit) => new(new Policy(TestPolicies.Terms, [TestPolicies.Rule(Stage.Notice, enter, exit)]));

    private static void ShouldWakeOn(AccountStory story, int day)
    {
        story.State.WakeOn.ShouldBe(Day(day));
        story.State.WakeAt.ShouldBe(At(day));
    }

    [Fact]
    public void An_idle_account_passes_its_due_date() => ShouldWakeOn(new AccountStory().Bill(0, "I1", 100, due: 10), 11);

    [Fact]
    public void An_account_of_which_nothing_is_open_sleeps()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 100);

        story.State.WakeOn.ShouldBe(CivilDate.MaxValue);
        story.State.WakeAt.ShouldBe(Instant.MaxValue);
    }

    [Fact]
    public void It_wakes_at_the_start_of_its_own_day() =>
        new AccountStory().Register(0, "Asia/Shanghai").Bill(0.1, "I1", 100, due: 10).State.WakeAt.ShouldBe(At(11) - Duration.FromHours(8));

    [Fact]
    public void A_zone_stated_later_moves_the_wake() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Register(1, "America/New_York").State.WakeAt.ShouldBe(At(11) + Duration.FromHours(5));

    [Theory]
    [InlineData(11, 17)]
    [InlineData(17, 22)]
    [InlineData(40, 70)]
    public void It_wakes_again_when_the_next_step_may_be_due(int now, int notAfter)
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(now);

        story.State.WakeOn.ShouldBeGreaterThan(Day(now));
        story.State.WakeOn.ShouldBeLessThanOrEqualTo(Day(notAfter));
    }

    [Fact]
    public void The_end_of_a_grace_is_not_passed() => ShouldWakeOn(new AccountStory().Bill(50, "I1", 100, due: -300), 55);

    [Fact]
    public void The_day_of_a_reminder_is_not_passed() =>
        ShouldWakeOn(new AccountStory(TestPolicies.With(terms => terms with { ReminderOffsetDays = -7 })).Bill(0, "I1", 100, due: 10), 3);

    [Fact]
    public void The_first_day_of_a_hold_and_the_day_after_its_last_are_not_passed()
    {
        var story = new AccountStory().Hold(0, "H1", 5, 8);

        ShouldWakeOn(story, 5);
        ShouldWakeOn(story.Until(5), 9);
        story.Until(9).State.WakeOn.ShouldBe(CivilDate.MaxValue);
    }

    [Fact]
    public void The_day_on_which_a_waiting_fact_is_given_up_is_not_passed() => ShouldWakeOn(new AccountStory().Cancel(2, "I9"), 32);

    [Fact]
    public void Money_that_does_not_arrive_in_time_is_found_out()
    {
        var story = With("inTransit == 0 and daysPastDue >= 1", exit: "actionable == 0").Bill(0, "I1", 100, due: 10).Initiate(10, "P1", 100).Until(60);

        story.Dated.ShouldBe(["14 raised notice 1"]);
    }

    [Fact]
    public void A_guarantee_that_ends_is_found_out()
    {
        var story = With("limitUse >= 1", exit: "limitUse < 1").Register(0, limit: 100).Bill(0, "I1", 100, due: 300)
            .Lodge(1, "G1", GuaranteeKind.Deposit, 50, validTo: 20).Until(60);

        story.Dated.ShouldBe(["0 raised notice 1", "1 cleared notice 1", "21 raised notice 2"]);
    }

    [Fact]
    public void The_end_of_a_hold_is_found_out() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Hold(0, "H1", 0, 15).Until(16.5).Dated.ShouldBe(["16 raised notice 1"]);

    [Fact]
    public void Money_below_a_threshold_of_days_that_rises_by_time_alone_is_found_out() =>
        With("daysPastDue > 3 and overdue >= 1.50", exit: "overdue == 0")
            .Bill(0, "I1", 100, due: 10).Bill(0, "I2", 50, due: 19).Until(60).Dated.ShouldBe(["20 raised notice 1"]);

    [Fact]
    public void Another_grade_brings_another_policy_with_other_days_and_they_are_not_passed()
    {
        // Grade D has the strict policy, whose stage begins at 3 days; everybody else is noticed at 10.
        var lax = new Policy(TestPolicies.Terms, [TestPolicies.Rule(Stage.Notice, "daysPastDue >= 10", exit: "actionable == 0")]);
        var strict = new Policy(TestPolicies.Terms with { Id = "strict" }, [TestPolicies.Rule(Stage.Notice, "daysPastDue >= 3", exit: "actionable == 0")]);
        var card = new Scorecard(
            new ScorecardTerms { Id = "reports", Version = 1, BasePoints = 600, Intercept = 2, PerPoint = -0.01 },
            [new ScoreRow(ScoreFeature.ReportedMonths, 0, [new ScoreBin(0, 0, "none"), new ScoreBin(null, -600, "late elsewhere")])],
            [new GradeBand(Grade.A, 100_000), new GradeBand(Grade.D, 1_000_000)]);
        var book = TestPolicies.Book(lax) with { Rules = [new MappingRule(default, default, [Grade.D], strict)] };
        var story = new AccountStory(new AccountRules(book, Tariff.Empty, card)).Bill(0, "I1", 100, due: 10).Report(11.5, monthsPastDue: 3);

        story.State.Score.Grade.ShouldBe(Grade.D);
        story.Rules.PolicyOf(story.State).ShouldBeSameAs(strict);
        story.Until(40).Dated.ShouldBe(["13 raised notice 1"]);
    }

    [Fact]
    public void A_day_that_the_zone_left_out_is_passed_with_the_next()
    {
        // There was no 2011-12-30 in Apia, on which the item would have been one day past due.
        var due = CivilDate.Of(2011, 12, 29) - Day(0);
        var story = new AccountStory().Register(due - 20, "Pacific/Apia").Bill(due - 10, "I1", 100, due).Until(due + 10);

        story.Told[0].ShouldBe("raised notice 1");
        story.Warnings[0].RaisedAt.ShouldBe(CivilDate.Of(2011, 12, 31).StartIn(DateTimeZoneProviders.Tzdb["Pacific/Apia"]));
    }

    [Fact]
    public void The_first_and_the_last_day_that_an_event_may_carry_are_days_as_others()
    {
        var (first, last) = (CivilDate.MinValue - Day(0), CivilDate.MaxValue - Day(0));
        var story = new AccountStory(TestPolicies.With(terms => terms with { ReminderOffsetDays = -60 }))
            .Bill(0, "never", 100, due: last).Bill(0, "always", 50, due: first, issued: first, lines: [Line("gas", first, last), Line(null, null, last)])
            .Hold(0, "H1", 100, last).Hold(0, "H2", first, first).Initiate(0, "P1", 30, matures: last).Lodge(0, "G1", GuaranteeKind.Deposit, 20, validTo: last)
            .Due(1, "never", first).Due(2, "never", last).Use(0, 1, "U1", 5, "gas").Until(200);

        story.Aged.ShouldBe("notDue: 100, over365: 50");
        story.Figures.Actionable.ShouldBe(0);
        story.Figures.InTransit.ShouldBe(30);
        story.Figures.Unbilled.ShouldBe(0);
        story.Told[^1].ShouldBe("cleared notice 1");
        var codec = new CreditRisk.Domain.Account.Codec.StateCodec(story.Rules.Book);
        codec.Decode(CreditRisk.Domain.Account.Codec.StateCodec.Encode(story.State)).WakeOn.ShouldBe(story.State.WakeOn);
    }

    [Fact]
    public void Deep_sleep_does_not_miss_a_stage_of_a_decade()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 3000).Until(4000);

        story.Dated.ShouldBe(["3001 raised notice 1", "3007 raised warning 1", "3014 raised stop-supply 1", "3030 raised blacklist 1"]);
    }
}
