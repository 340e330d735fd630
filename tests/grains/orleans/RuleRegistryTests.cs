using CreditRisk.Cluster.Rules;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Silo.Runtime;
using Orleans;
using Orleans.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster;

public sealed class RuleRegistryTests : IAsyncLifetime
{
    private static readonly string HashA = new('a', 64), HashB = new('b', 64);

    private StatefulCluster _cluster = null!;

    private IRuleRegistryGrain Registry => _cluster.Grains.GetGrain<IRuleRegistryGrain>(RuleRegistryGrain.Key);

    public async Task InitializeAsync() => _cluster = await StatefulCluster.StartAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task What_a_process_brings_first_is_listed_with_its_name_and_the_time()
    {
        var files = RuleFiles.Shipped.LoadWithFiles().Files;

        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", files)).ShouldBeEmpty();
        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", files)).ShouldBeEmpty();

        var listed = await Registry.List();
        listed.Select(rule => (rule.Content.Kind, rule.Content.Id, rule.Content.Version, rule.Content.Hash))
            .ShouldBe(files.Select(file => (file.Kind.ToString().ToLowerInvariant(), file.Id, file.Version, file.Hash)));
        listed.ShouldAllBe(rule => rule.Process == "silo-1" && rule.At > 0);
        _cluster.Storage.Writes.ShouldBe(1);
    }

    [Fact]
    public async Task Other_content_under_a_registered_version_is_refused_with_both_hashes_and_nothing_of_it_is_kept()
    {
        await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", [Policy("electricity", 1, HashA)]);

        var conflicts = await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [Policy("telecom", 1, HashA), Policy("electricity", 1, HashB)]);

        var message = conflicts.ShouldHaveSingleItem().Message;
        message.ShouldStartWith($"policy 'electricity' version 1 has other content (SHA-256 {HashB}) than the cluster knows it with ({HashA}, brought by silo-1 at ");
        (await Registry.List()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_new_version_and_another_kind_are_no_contradiction()
    {
        await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", [Policy("electricity", 1, HashA)]);

        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [Policy("electricity", 2, HashB), new RuleStamp(RuleKind.Scorecard, "electricity", 1, HashB)])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Versions_that_follow_each_other_are_registered_together_and_each_keeps_its_content()
    {
        await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", [Policy("electricity", 1, HashA), Policy("electricity", 2, HashB)]);

        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [Policy("electricity", 2, HashB)])).ShouldBeEmpty("the file of a version that is over was removed");
        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [Policy("electricity", 1, HashA), Policy("electricity", 2, HashA)])).ShouldHaveSingleItem().Brought.Version.ShouldBe(2);
    }

    [Fact]
    public async Task What_has_no_version_may_change_and_all_of_its_contents_are_known()
    {
        await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", [new RuleStamp(RuleKind.Tariff, "tariffs", 0, HashA)]);

        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [new RuleStamp(RuleKind.Tariff, "tariffs", 0, HashB)])).ShouldBeEmpty();

        (await Registry.List()).Select(rule => rule.Content.Hash).ShouldBe([HashA, HashB]);
    }

    [Fact]
    public async Task Of_two_silos_that_bring_different_content_at_the_same_time_exactly_one_wins()
    {
        var answers = await Task.WhenAll(_cluster.BySilo.SelectMany((grains, i) => Enumerable.Range(0, 10).Select(_ =>
            RuleRegistration.RegisterAsync(grains, $"silo-{i}", [Policy("electricity", 1, i == 0 ? HashA : HashB)]))));

        answers.Count(conflicts => conflicts.IsEmpty).ShouldBe(10);
        var winner = (await Registry.List()).ShouldHaveSingleItem();
        answers.SelectMany(conflicts => conflicts).ShouldAllBe(conflict => conflict.Registered.Content.Hash == winner.Content.Hash && conflict.Brought.Hash != winner.Content.Hash);
    }

    [Fact]
    public async Task What_is_registered_survives_the_silo_that_holds_it()
    {
        await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", [Policy("electricity", 1, HashA)]);

        await _cluster.KillHolderOf(Registry);

        var conflicts = await Patiently(() => RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [Policy("electricity", 1, HashB)]));
        conflicts.ShouldHaveSingleItem().Registered.Process.ShouldBe("silo-1");
    }

    [Fact]
    public async Task A_registration_that_could_not_be_stored_is_none()
    {
        _cluster.Storage.FailBefore = () => new IOException("the store is away");
        await Should.ThrowAsync<OrleansException>(() => RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", [Policy("electricity", 1, HashA)]));
        _cluster.Storage.FailBefore = () => null;

        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [Policy("electricity", 1, HashB)])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_registry_says_so_and_still_knows_what_it_has()
    {
        RuleStamp[] all = [.. Enumerable.Range(1, RuleRegistryGrain.MostRules).Select(version => Policy("electricity", version, HashA))];
        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", all)).ShouldBeEmpty();

        var full = await Should.ThrowAsync<InvalidOperationException>(() => RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [Policy("telecom", 1, HashA)]));

        full.Message.ShouldBe("the cluster keeps 10000 versions of rule files, and knows 10000: 1 more find no room");
        (await RuleRegistration.RegisterAsync(_cluster.Grains, "silo-2", [Policy("electricity", 77, HashA)])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 1, null)]
    [InlineData("electricity", -1, null)]
    [InlineData("electricity", 1, "ABC")]
    public async Task What_names_no_file_is_refused(string id, int version, string? hash) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => RuleRegistration.RegisterAsync(_cluster.Grains, "silo-1", [Policy(id, version, hash ?? HashA)])))
            .Message.ShouldStartWith("this names no file of rules");

    private static RuleStamp Policy(string id, int version, string hash) => new(RuleKind.Policy, id, version, hash);

    // A call that meets the silo just killed fails.
    private static async Task<T> Patiently<T>(Func<Task<T>> call)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception) when (attempt < 200)
            {
                await looks.WaitForNextTickAsync();
            }
        }
    }
}
