using CreditRisk.Cluster.Brakes;
using Orleans;
using Orleans.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster;

public sealed class BrakesGrainTests : IAsyncLifetime
{
    private const byte KillSwitch = 0, DryRun = 1, RateCap = 2;

    // A call that meets the silo just killed fails, and may have had its effect.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private StatefulCluster _cluster = null!;

    private IBrakesGrain Brakes => Of(_cluster.Grains);

    public async Task InitializeAsync() => _cluster = await StatefulCluster.StartAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task A_change_is_shown_with_who_made_it_when_and_why()
    {
        var answer = await Brakes.Change(new BrakesOrder { Seen = 0, Brake = KillSwitch, IsOn = true, Reason = "tariff error", Actor = "alice" });

        answer.Refusal.ShouldBeNull();
        var shown = await Brakes.Get();
        shown.Version.ShouldBe(1);
        (shown.KillSwitch.IsOn, shown.KillSwitch.Reason, shown.KillSwitch.Actor).ShouldBe((true, "tariff error", "alice"));
        shown.Journal.ShouldHaveSingleItem().At.ShouldBe(shown.KillSwitch.At);
        (await Brakes.Take("north")).HeldBy.ShouldBe(KillSwitch);
    }

    [Theory]
    [InlineData(5, KillSwitch, null, "why", "alice", "the brakes have been changed: version 5 was seen, and this is version 0")]
    [InlineData(0, KillSwitch, null, "", "alice", "the reason must have 1 to 500 characters")]
    [InlineData(0, DryRun, null, "why", " ", "the actor must have 1 to 200 characters")]
    [InlineData(0, RateCap, -1, "why", "alice", "the cap is -1, and must be 0 to 1000000")]
    [InlineData(0, 3, null, "why", "alice", "there is no brake 3")]
    public async Task A_wrong_change_is_refused_and_changes_nothing(long seen, byte brake, int? cap, string reason, string actor, string refusal)
    {
        var answer = await Brakes.Change(new BrakesOrder { Seen = seen, Brake = brake, IsOn = true, MostPerHour = cap, Reason = reason, Actor = actor });

        answer.Refusal.ShouldNotBeNull().ShouldStartWith(refusal);
        answer.Brakes.Version.ShouldBe(0);
        _cluster.Storage.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_who_saw_the_same_version_one_changes_it()
    {
        var answers = await Task.WhenAll(_cluster.BySilo.Select((grains, i) =>
            Of(grains).Change(new BrakesOrder { Seen = 0, Brake = RateCap, MostPerHour = i, Reason = "why", Actor = $"silo {i}" })));

        answers.Count(answer => answer.Refusal is null).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Brakes.Version == 1);
    }

    [Fact]
    public async Task Of_takes_from_two_silos_at_once_no_more_than_the_cap_are_given()
    {
        await CapAt(7);

        var answers = await Task.WhenAll(_cluster.BySilo.SelectMany(grains => Enumerable.Range(0, 30).Select(_ => Of(grains).Take("north"))));

        answers.Count(answer => answer.HeldBy is null).ShouldBe(7);
        answers.Where(answer => answer.HeldBy is not null).ShouldAllBe(answer => answer.HeldBy == RateCap);
        _cluster.Clock.Moved = TimeSpan.FromHours(1);
        (await Brakes.Take("north")).HeldBy.ShouldBeNull();
    }

    [Fact]
    public async Task When_the_silo_that_holds_them_dies_the_brakes_and_what_has_left_are_as_they_were()
    {
        await CapAt(3);
        await Taken(2);
        var before = await Brakes.Get();

        await _cluster.KillHolderOf(Brakes);

        var after = await UntilItAnswers(() => Brakes.Get());
        (after.Version, after.Cap.MostPerHour, after.Cap.At).ShouldBe((before.Version, 3, before.Cap.At));
        after.Journal.Length.ShouldBe(1);
        await Taken(1);
        (await Brakes.Take("north")).HeldBy.ShouldBe(RateCap);
    }

    [Fact]
    public async Task While_the_silo_that_holds_them_dies_no_more_than_the_cap_are_given()
    {
        await CapAt(500);
        var givers = Enumerable.Range(0, 4).Select(_ => TakeUntilHeld()).ToArray();

        await _cluster.KillHolderOf(Brakes);

        var (given, unknown) = (0, 0);
        foreach (var giver in givers)
        {
            var (some, failed) = await giver;
            (given, unknown) = (given + some, unknown + failed);
        }

        given.ShouldBeLessThanOrEqualTo(500);
        given.ShouldBeGreaterThanOrEqualTo(500 - unknown);
    }

    [Fact]
    public async Task A_take_that_could_not_be_stored_is_not_given_and_not_counted()
    {
        await CapAt(1);
        _cluster.Storage.FailBefore = () => new IOException("the store is away");

        await Should.ThrowAsync<OrleansException>(() => Brakes.Take("north"));

        _cluster.Storage.FailBefore = () => null;
        await Taken(1);
    }

    [Fact]
    public async Task A_take_of_which_it_is_not_known_whether_it_was_stored_is_not_given_but_counted()
    {
        await CapAt(2);
        _cluster.Storage.FailAfter = () => new IOException("the connection broke");

        await Should.ThrowAsync<OrleansException>(() => Brakes.Take("north"));

        _cluster.Storage.FailAfter = () => null;
        await Taken(1);
        (await Brakes.Take("north")).HeldBy.ShouldBe(RateCap);
    }

    [Fact]
    public async Task A_change_that_could_not_be_stored_has_no_effect()
    {
        _cluster.Storage.FailBefore = () => new IOException("the store is away");

        await Should.ThrowAsync<OrleansException>(() => Brakes.Change(new BrakesOrder { Brake = KillSwitch, IsOn = true, Reason = "why", Actor = "alice" }));

        _cluster.Storage.FailBefore = () => null;
        (await Brakes.Get()).Version.ShouldBe(0);
        await Taken(1);
    }

    private static IBrakesGrain Of(IGrainFactory grains) => grains.GetGrain<IBrakesGrain>(BrakesGrain.Key);

    private static async Task<T> UntilItAnswers<T>(Func<Task<T>> call)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception) when (TimeProvider.System.GetElapsedTime(begun) < Patience)
            {
                await Task.Yield();
            }
        }
    }

    private async Task CapAt(int most) =>
        (await Brakes.Change(new BrakesOrder { Brake = RateCap, MostPerHour = most, Reason = "why", Actor = "alice" })).Refusal.ShouldBeNull();

    private async Task Taken(int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await Brakes.Take("north")).HeldBy.ShouldBeNull();
        }
    }

    private async Task<(int Given, int Unknown)> TakeUntilHeld()
    {
        var (given, unknown) = (0, 0);
        while (true)
        {
            var answer = await UntilItAnswers(async () =>
            {
                try
                {
                    return await Brakes.Take("north");
                }
                catch
                {
                    unknown++;
                    throw;
                }
            });
            if (answer.HeldBy is not null)
            {
                return (given, unknown);
            }

            given++;
        }
    }
}
