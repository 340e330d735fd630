using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Tests.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Restrictions;

/// <summary>What holds a stage back that restricts, and a command that would leave.</summary>
public sealed class GuardTests
{
    // Day 0 is a Sunday; 16, 23 and 30 are Tuesdays.
    private static readonly CalendarTerms Weekdays = new()
    {
        Zone = DateTimeZone.Utc,
        Working = [.. new[] { IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday }],
        Cuts = new DayHours(new LocalTime(8, 0), new LocalTime(14, 0)),
    };

    private static AccountStory Owing(FloorTerms? law = null, CalendarTerms? calendar = null, Protection protection = Protection.None, string segment = "home", bool isServed = true) =>
        Supply.Owing(Supply.Rules(Supply.Stopping, law, calendar), protection, segment, isServed);

    [Fact]
    public void A_demand_that_was_not_proven_to_be_delivered_serves_nobody()
    {
        var story = Owing(isServed: false).Until(60);

        story.Told.ShouldBe(["raised notice 1", "raised warning 1"]);
        story.Delivered(60.5, happened: 60.4).Until(64.9).Told.Length.ShouldBe(2);
        story.Until(65).Told[^1].ShouldBe("raised stop-supply 1");
    }

    [Fact]
    public void A_demand_that_bounced_goes_another_way_and_counts_from_there()
    {
        var story = Owing(isServed: false).Bounced(18).Delivered(20).Until(24.9);

        story.Notifications.ShouldBe(["17 demand to mail", "18 demand to letter"]);
        story.Told[^1].ShouldBe("raised warning 1");
        story.Until(25).Told[^1].ShouldBe("raised stop-supply 1");
    }

    [Fact]
    public void A_demand_that_reaches_nobody_is_a_task()
    {
        var story = Owing(isServed: false).Bounced(18).Bounced(19).Until(60);

        story.Tasks.ShouldContain("19 opened undeliverable");
        story.Told[^1].ShouldBe("raised warning 1");
    }

    [Fact]
    public void Whoever_finds_a_way_to_the_customer_has_the_demand_sent_again()
    {
        var story = Owing(isServed: false).Bounced(18).Bounced(19).Until(30);

        story.Applied(new CustomerStated(story.Header(31, "crm"), Registers: false, Contacts: [new Contact("visit", "at the door", null)])).Completed(32);
        story.Notifications[^1].ShouldBe("32 demand to visit");
        story.Delivered(33).Until(38).Stage.ShouldBe(Stage.StopSupply);
    }

    [Fact]
    public void A_demand_that_was_not_asked_for_when_its_stage_was_entered_is_sent_when_it_is_waited_for()
    {
        var silent = new Policy(Supply.Stopping.Terms, [Supply.Stopping.Stages[0], Supply.Stopping.Stages[1] with { Notify = null }]);
        var before = Supply.Owing(Supply.Rules(silent), isServed: false).State;

        var step = Supply.Rules(Supply.Stopping).Advance(before, AccountStory.At(24));

        step.Effects.OfType<NotificationRequested>().Select(sent => (sent.Template, sent.RequestedAt)).ShouldBe([("demand", AccountStory.At(24))]);
    }

    [Fact]
    public void Whoever_comes_under_protection_after_his_stage_was_entered_is_asked_about()
    {
        var story = Owing(Supply.Law).Until(24).Applied(new CustomerStated(new EventHeader("crm", "p", "account", AccountStory.At(24.2)), Registers: false, Protection: Protection.Important));

        story.Allow(24.5).Commands.ShouldBeEmpty();
        story.Granted(25, "Ada").Allow(25.1).Commands.ShouldBe(["25.1 stop"]);
    }

    [Fact]
    public void What_one_person_granted_is_not_enough_for_a_customer_who_has_become_vulnerable()
    {
        var story = Owing(Supply.Law, protection: Protection.Important).Until(24).Granted(25, "Ada");

        story.Applied(new CustomerStated(new EventHeader("crm", "p", "account", AccountStory.At(25.2)), Registers: false, Protection: Protection.Vulnerable)).Allow(25.5).Commands.ShouldBeEmpty();
        story.Granted(26, "Ada").Allow(26.1).Commands.ShouldBeEmpty();
        story.Granted(27, "Bob").Allow(27.1).Commands.ShouldBe(["27.1 stop"]);
    }

    [Fact]
    public void The_law_asks_for_more_days_than_the_policy()
    {
        Owing(Supply.Law).Until(23.4).Told[^1].ShouldBe("raised warning 1", "14 days overdue on day 24");
        Owing(Supply.Law with { DaysOverdue = 40 }).Until(49.9).Told[^1].ShouldBe("raised warning 1");
        Owing(Supply.Law with { DaysOverdue = 40 }).Until(50).Told[^1].ShouldBe("raised stop-supply 1");
    }

    [Theory]
    [InlineData("home", 17 + 20)]
    [InlineData("shop", 17 + 8)]
    [InlineData("neither", 17 + 20)]
    [InlineData("trade", 24)]
    public void The_demand_of_the_law_is_served_as_long_before_as_it_asks_of_such_a_customer(string segment, int stop)
    {
        var law = Supply.Law with { Household = new DemandFloor(20, 0), Other = new DemandFloor(8, 0) };

        Owing(law, segment: segment).Until(stop - 0.1).Stage.ShouldBe(Stage.Warning);
        Owing(law, segment: segment).Until(stop).Stage.ShouldBe(Stage.StopSupply);
    }

    [Fact]
    public void Whom_the_law_has_told_once_more_is_cut_an_hour_later()
    {
        var story = Owing(Supply.Law, segment: "shop").Until(24);
        story.Notifications[^1].ShouldBe("24 last-word to mail");
        story.Allow(24.1).Commands.ShouldBeEmpty();

        story.Delivered(24.2).Allow(24.21).Commands.ShouldBeEmpty();
        story.Until(24.25).Allow(24.3).Commands.ShouldBe(["24.3 stop"]);
    }

    [Fact]
    public void Nobody_is_cut_on_a_day_and_at_an_hour_that_the_calendar_does_not_permit()
    {
        // 24 days past due are reached on a Wednesday at midnight.
        var story = Owing(calendar: Weekdays).Until(24.3);
        story.Stage.ShouldBe(Stage.Warning, "it is not eight yet");

        story.Until(24.34).Stage.ShouldBe(Stage.StopSupply);
        story.Allow(24.7).Commands.ShouldBeEmpty("it is past two");
        story.State.Restriction.Wanted!.ReadyAt.ShouldBeNull();
        story.Until(25.34).State.Restriction.Wanted!.ReadyAt.ShouldNotBeNull();
        story.Allow(25.4).Commands.ShouldBe(["25.4 stop"]);
    }

    [Fact]
    public void An_important_customer_is_cut_with_an_approval_and_the_authority_gets_a_copy()
    {
        var story = Owing(Supply.Law with { Household = default }, protection: Protection.Important).Until(24);
        story.Stage.ShouldBe(Stage.Warning);
        story.Notifications.ShouldBe(["17 demand to mail", "17 authority-copy to authority"]);

        story.Granted(25, "Ada").Stage.ShouldBe(Stage.StopSupply);
        story.Allow(25.5).Commands.ShouldBe(["25.5 stop"]);
    }

    [Fact]
    public void A_vulnerable_customer_is_not_cut_without_a_second_person()
    {
        var story = Owing(Supply.Law, protection: Protection.Vulnerable).Until(24);

        story.Granted(25, "Ada").Granted(25.1, "Ada").Stage.ShouldBe(Stage.Warning);
        story.Granted(26, "Bob").Stage.ShouldBe(Stage.StopSupply);
    }

    [Fact]
    public void An_approval_that_is_refused_holds_for_as_long_as_it_is_about_the_same()
    {
        var story = Owing(Supply.Law, protection: Protection.Important).Until(24).NotGranted(25, "Ada").Granted(26, "Bob").Until(60);

        story.Stage.ShouldBe(Stage.Warning);
        story.Pay(61, "P1", 10_000).State.Desk.Approval.ShouldBeNull();
    }

    [Fact]
    public void An_approval_that_nobody_gives_becomes_a_task() =>
        Owing(Supply.Law, protection: Protection.Important).Until(28).Tasks.ShouldBe(["27 opened approval-overdue"]);

    [Fact]
    public void An_approval_without_a_person_is_refused()
    {
        var story = Owing(Supply.Law, protection: Protection.Important).Until(24);

        story.Log(new ResultReported(story.Header(25), ResultKind.ApprovalGranted, $"account:{story.State.Desk.Approval!.Number}", null)).ShouldBeRefused("no-person");
    }

    [Fact]
    public void Whom_a_cut_endangers_keeps_his_safety_load() =>
        Owing(Supply.Law, protection: Protection.Hazardous).Until(24).Allow(24.5).Commands.ShouldBe(["24.5 limit"]);

    [Fact]
    public void Nobody_is_cut_for_little()
    {
        var policy = new Policy(Supply.Stopping.Terms with { Restriction = new RestrictionTerms { Least = 50 } }, Supply.Stopping.Stages);
        var story = Supply.Owing(Supply.Rules(policy)).Pay(20, "P1", 5_001).Until(60);

        story.Stage.ShouldBe(Stage.Warning);
        story.Bill(60, "I2", 100, due: 61).Until(62).Stage.ShouldBe(Stage.StopSupply);
    }

    [Fact]
    public void Guards_are_asked_again_when_the_command_would_leave()
    {
        var story = Owing(Supply.Law).Until(24);
        story.Stage.ShouldBe(Stage.StopSupply);

        story.Applied(new CustomerStated(story.Header(24.2, "crm"), Registers: false, Protection: Protection.Vulnerable)).Allow(24.5).Commands.ShouldBeEmpty();
    }
}
