using CreditRisk.Domain.Guards;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Guards;

public sealed class BrakesTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly BrakeNote Note = new("tariff error", "alice", Noon);

    [Fact]
    public void Without_brakes_everything_leaves()
    {
        Brakes.None.MayLeave("north", Noon).IsAllowed.ShouldBeTrue();
        Brakes.None.MayLeave(null, Noon).ShouldBe(Leave.Allowed);
    }

    [Fact]
    public void A_kill_switch_that_is_on_holds_everything_and_says_why()
    {
        var held = Brakes.None.WithKillSwitch(true, 0, Note).ShouldNotBeNull().MayLeave("north", Noon);

        held.HeldBy.ShouldBe(Brake.KillSwitch);
        held.Reason.ShouldBe("the kill switch is on since 2026-03-02T12:00:00Z by alice: tariff error");
    }

    [Fact]
    public void A_kill_switch_that_is_off_again_holds_nothing() =>
        Brakes.None.WithKillSwitch(true, 0, Note)!.WithKillSwitch(false, 1, Note)!.MayLeave("north", Noon).IsAllowed.ShouldBeTrue();

    [Fact]
    public void Dry_run_holds_everything_and_counts_nothing()
    {
        var brakes = Brakes.None.WithDryRun(true, 0, Note)!;

        var (after, leave) = brakes.Take("north", Noon);

        leave.HeldBy.ShouldBe(Brake.DryRun);
        after.ShouldBeSameAs(brakes);
    }

    [Fact]
    public void A_cap_of_none_lets_nothing_leave() =>
        Capped(0).MayLeave("north", Noon).HeldBy.ShouldBe(Brake.RateCap);

    [Fact]
    public void A_cap_counts_each_region_and_each_clock_hour_alone()
    {
        var brakes = Taken(Capped(2), 2, "north", Noon);

        var held = brakes.MayLeave("north", Noon + Duration.FromMinutes(59));
        held.HeldBy.ShouldBe(Brake.RateCap);
        held.Reason.ShouldBe("2 have left in this hour, the most of a region; since 2026-03-02T12:00:00Z by alice: tariff error");
        brakes.MayLeave("south", Noon).IsAllowed.ShouldBeTrue();
        brakes.MayLeave(null, Noon).IsAllowed.ShouldBeTrue();
        brakes.MayLeave("north", Noon + Duration.FromHours(1)).IsAllowed.ShouldBeTrue();
        brakes.MayLeave("north", Noon - Duration.FromTicks(1)).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void To_ask_is_not_to_take()
    {
        var brakes = Capped(1);

        brakes.MayLeave("north", Noon).IsAllowed.ShouldBeTrue();
        brakes.MayLeave("north", Noon).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void What_left_before_a_cap_was_set_counts_in_its_hour() =>
        Taken(Brakes.None, 3, "north", Noon).WithCap(3, 0, Note)!.MayLeave("north", Noon).HeldBy.ShouldBe(Brake.RateCap);

    [Fact]
    public void An_hour_whose_count_was_let_go_lets_nothing_leave()
    {
        var brakes = Capped(1);
        for (var hour = 0; hour <= HourlyCounts.MostHours; hour++)
        {
            brakes = Taken(brakes, 1, "north", Noon + Duration.FromHours(hour));
        }

        var held = brakes.MayLeave("north", Noon);
        held.HeldBy.ShouldBe(Brake.RateCap);
        held.Reason.ShouldNotBeNull().ShouldStartWith("at most 1 leave in an hour, and how many have left in this one is not known any more; since ");
        brakes.WithCap(null, 1, Note)!.MayLeave("north", Noon).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void A_clock_that_was_a_year_ahead_holds_nothing_up_when_it_is_right_again()
    {
        var brakes = Taken(Taken(Capped(1), 1, "north", Noon), 1, "north", Noon + Duration.FromDays(365));

        foreach (var hour in Enumerable.Range(1, 48))
        {
            brakes = Taken(brakes, 1, "north", Noon + Duration.FromHours(hour));
        }
    }

    [Fact]
    public void More_regions_than_are_told_apart_are_held_by_a_cap_and_by_nothing_else()
    {
        var brakes = Capped(5);
        for (var region = 0; region < HourlyCounts.MostRegions; region++)
        {
            brakes = Taken(brakes, 1, $"region-{region}", Noon);
        }

        brakes.MayLeave("one more", Noon).HeldBy.ShouldBe(Brake.RateCap);
        brakes.MayLeave("region-7", Noon).IsAllowed.ShouldBeTrue();
        var uncapped = Taken(brakes.WithCap(null, 1, Note)!, 1, "one more", Noon);
        uncapped.WithCap(5, 2, Note)!.MayLeave("region-7", Noon).HeldBy.ShouldBe(Brake.RateCap);
    }

    [Fact]
    public void A_change_that_names_another_version_is_refused()
    {
        var brakes = Brakes.None.WithKillSwitch(true, 0, Note)!;

        brakes.Version.ShouldBe(1);
        brakes.WithKillSwitch(false, 0, Note).ShouldBeNull();
        brakes.WithDryRun(true, 2, Note).ShouldBeNull();
        brakes.WithCap(5, 0, Note).ShouldBeNull();
    }

    [Fact]
    public void The_journal_tells_every_change_in_order()
    {
        var brakes = Brakes.None.WithKillSwitch(true, 0, Note)!.WithCap(7, 1, Note)!.WithCap(null, 2, Note)!;

        brakes.Journal.ShouldBe(
        [
            new BrakeChange(1, Brake.KillSwitch, true, null, Note), new BrakeChange(2, Brake.RateCap, true, 7, Note), new BrakeChange(3, Brake.RateCap, false, null, Note),
        ]);
    }

    [Fact]
    public void The_journal_keeps_the_newest_thousand_changes()
    {
        var brakes = Brakes.None;
        for (var version = 0; version < 1_200; version++)
        {
            brakes = brakes.WithDryRun(version % 2 == 0, version, Note)!;
        }

        brakes.Journal.Select(change => change.Version).ShouldBe(Enumerable.Range(201, 1_000).Select(version => (long)version));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void A_change_without_a_reason_or_an_actor_cannot_be(string? text)
    {
        Should.Throw<ArgumentException>(() => new BrakeNote(text!, "alice", Noon));
        Should.Throw<ArgumentException>(() => new BrakeNote("why", text!, Noon));
    }

    [Fact]
    public void Texts_and_numbers_have_their_bounds()
    {
        _ = new BrakeNote(new string('x', 500), new string('y', 200), Noon);
        Should.Throw<ArgumentException>(() => new BrakeNote(new string('x', 501), "alice", Noon));
        Should.Throw<ArgumentException>(() => new BrakeNote("why", new string('y', 201), Noon));
        Should.Throw<ArgumentException>(() => Brakes.None.WithCap(-1, 0, Note));
        Should.Throw<ArgumentException>(() => Brakes.None.WithCap(1_000_001, 0, Note));
        Should.Throw<ArgumentException>(() => Brakes.None.MayLeave(new string('r', 257), Noon));
    }

    [Fact]
    public void A_journal_that_does_not_lead_to_the_version_is_not_restored() =>
        Should.Throw<ArgumentException>(() => Brakes.Restore(2, BrakeSwitch.Unset, BrakeSwitch.Unset, RateCap.Unset, [new BrakeChange(2, Brake.DryRun, true, null, Note)], HourlyCounts.Empty));

    private static Brakes Capped(int most) => Brakes.None.WithCap(most, 0, Note)!;

    private static Brakes Taken(Brakes brakes, int times, string region, Instant at)
    {
        for (var i = 0; i < times; i++)
        {
            (brakes, var leave) = brakes.Take(region, at);
            leave.IsAllowed.ShouldBeTrue(leave.Reason);
        }

        return brakes;
    }
}
