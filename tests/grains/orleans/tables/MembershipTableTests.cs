using System.Net;
using CreditRisk.Tests.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Messaging;
using Orleans.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Tables;

/// <summary>Orleans' own membership on the tables of silos.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class MembershipTableTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly RealCluster _cluster = new();
    private IMembershipTable _table = null!;

    public async Task InitializeAsync() => _table = await TableAsync();

    public Task DisposeAsync() => _cluster.StopAsync();

    [Fact]
    public async Task A_silo_is_read_as_it_was_written()
    {
        var entry = Entry(1, SiloStatus.Joining);
        (await InsertAsync(entry)).ShouldBeTrue();
        entry.Status = SiloStatus.Active;
        entry.IAmAliveTime = Start.AddMinutes(1);
        entry.AddSuspector(Entry(2).SiloAddress, Start.AddSeconds(30));
        (await UpdateAsync(entry)).ShouldBeTrue();

        foreach (var data in new[] { await _table.ReadAllAsync(), await _table.ReadRowAsync(entry.SiloAddress) })
        {
            data.Version.Version.ShouldBe(2);
            data.Members.ShouldHaveSingleItem().Item1.ToFullString().ShouldBe(entry.ToFullString());
        }
    }

    [Fact]
    public async Task Who_is_not_there_is_read_with_the_version_of_the_table()
    {
        await InsertAsync(Entry(1));

        var data = await _table.ReadRowAsync(Entry(2).SiloAddress);

        data.Members.ShouldBeEmpty();
        data.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_stale_version_changes_nothing()
    {
        var stale = (await _table.ReadAllAsync()).Version.Next();
        await InsertAsync(Entry(1));

        (await _table.InsertRowAsync(Entry(2), stale)).ShouldBeFalse();
        (await _table.UpdateRowAsync(Entry(1, SiloStatus.Dead), stale.VersionEtag, stale)).ShouldBeFalse();

        var data = await _table.ReadAllAsync();
        data.Version.Version.ShouldBe(1);
        data.Members.ShouldHaveSingleItem().Item1.Status.ShouldBe(SiloStatus.Active);
    }

    [Fact]
    public async Task What_is_there_is_not_inserted_and_what_is_not_there_not_updated()
    {
        await InsertAsync(Entry(1));

        (await InsertAsync(Entry(1, SiloStatus.Dead))).ShouldBeFalse();
        (await UpdateAsync(Entry(2))).ShouldBeFalse();

        var data = await _table.ReadAllAsync();
        data.Version.Version.ShouldBe(1);
        data.Members.ShouldHaveSingleItem().Item1.Status.ShouldBe(SiloStatus.Active);
    }

    [Fact]
    public async Task Silos_that_start_at_once_all_get_in()
    {
        const int Silos = 12;
        await Task.WhenAll(Enumerable.Range(1, Silos).Select(number => Task.Run(async () =>
        {
            var table = await TableAsync();
            while (!await table.InsertRowAsync(Entry(number), (await table.ReadAllAsync()).Version.Next()))
            {
            }
        })));

        var data = await _table.ReadAllAsync();
        data.Members.Select(member => member.Item1.SiloAddress.Generation).Order().ShouldBe(Enumerable.Range(1, Silos));
        data.Version.Version.ShouldBe(Silos);
    }

    [Fact]
    public async Task One_of_several_changes_from_one_version_is_made()
    {
        await InsertAsync(Entry(1));
        var version = (await _table.ReadAllAsync()).Version.Next();

        var made = await Task.WhenAll(Enumerable.Range(2, 12).Select(number => Task.Run(() =>
            number % 2 == 0 ? _table.InsertRowAsync(Entry(number), version) : _table.UpdateRowAsync(Entry(1, SiloStatus.Dead), version.VersionEtag, version))));

        made.Count(one => one).ShouldBe(1);
        (await _table.ReadAllAsync()).Version.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_sign_of_life_changes_the_time_alone()
    {
        await InsertAsync(Entry(1));
        var sign = Entry(1, SiloStatus.Dead);
        sign.IAmAliveTime = Start.AddMinutes(1);

        await _table.UpdateIAmAliveAsync(sign);

        var data = await _table.ReadAllAsync();
        data.Version.Version.ShouldBe(1);
        var entry = data.Members.ShouldHaveSingleItem().Item1;
        (entry.Status, entry.IAmAliveTime).ShouldBe((SiloStatus.Active, Start.AddMinutes(1)));
    }

    [Fact]
    public async Task A_change_that_has_to_wait_for_a_sign_of_life_is_made_after_it()
    {
        await InsertAsync(Entry(1));
        await using var sign = new OpenWrite(_cluster.Store);
        await sign.RunAsync("UPDATE cluster_silos SET alive_at = now()");

        var change = Task.Run(() => UpdateAsync(Entry(1, SiloStatus.ShuttingDown)));
        await sign.IsWaitedForAsync(change);
        await sign.CommitAsync();

        (await change).ShouldBeTrue();
        var data = await _table.ReadAllAsync();
        data.Version.Version.ShouldBe(2);
        data.Members.ShouldHaveSingleItem().Item1.Status.ShouldBe(SiloStatus.ShuttingDown);
    }

    [Fact]
    public async Task Dead_silos_that_have_been_silent_for_long_are_taken_out()
    {
        SiloStatus[] all = Enum.GetValues<SiloStatus>();
        foreach (var (number, status) in all.Index())
        {
            await InsertAsync(Entry(number + 1, status));
            var late = Entry(number + 100, status);
            late.IAmAliveTime = Start.AddDays(2);
            await InsertAsync(late);
        }

        foreach (var (number, suspected) in new[] { (50, Start), (150, Start.AddDays(2)) })
        {
            await InsertAsync(Entry(number));
            var dead = Entry(number, SiloStatus.Dead);
            dead.AddSuspector(Entry(1).SiloAddress, suspected);
            await UpdateAsync(dead);
        }

        await _table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Start).AddDays(1));

        var left = (await _table.ReadAllAsync()).Members.Select(member => member.Item1).ToList();
        left.Count(entry => entry.SiloAddress.Generation >= 100).ShouldBe(all.Length + 1);
        left.Where(entry => entry.SiloAddress.Generation < 100).Select(entry => entry.Status).Order().ShouldBe(all.Where(status => status != SiloStatus.Dead).Order());
    }

    [Fact]
    public async Task A_fellow_that_changes_a_silo_does_not_set_its_sign_of_life_back()
    {
        await InsertAsync(Entry(1));
        var sign = Entry(1);
        sign.IAmAliveTime = Start.AddMinutes(1);
        await _table.UpdateIAmAliveAsync(sign);

        await UpdateAsync(Entry(1, SiloStatus.Dead));

        (await _table.ReadAllAsync()).Members.ShouldHaveSingleItem().Item1.IAmAliveTime.ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public async Task Clients_are_told_the_gateways_of_active_silos()
    {
        await InsertAsync(Entry(1));
        await InsertAsync(Entry(2, SiloStatus.Dead));
        var without = Entry(3);
        without.ProxyPort = 0;
        await InsertAsync(without);
        var gateways = _cluster.Client().Services.GetRequiredService<IGatewayListProvider>();
        await gateways.InitializeGatewayListProviderAsync();

        (await gateways.GetGatewaysAsync()).Select(gateway => gateway.ToGatewayAddress()).ShouldBe([SiloAddress.New(IPAddress.Parse("fd00::1"), 30_001, 0)]);
    }

    [Fact]
    public async Task Clusters_of_one_schema_know_nothing_of_each_other()
    {
        var other = await TableAsync("other");
        await InsertAsync(Entry(1));
        await other.InsertRowAsync(Entry(2), (await other.ReadAllAsync()).Version.Next());

        await _table.DeleteMembershipTableEntriesAsync("test");

        (await other.ReadAllAsync()).Members.ShouldHaveSingleItem().Item1.SiloAddress.ShouldBe(Entry(2).SiloAddress);
        PostgresServer.Value($"SELECT string_agg(cluster, ',') FROM {_cluster.Store.Schema}.cluster_versions").ShouldBe("other");
    }

    private static MembershipEntry Entry(int number, SiloStatus status = SiloStatus.Active) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse("fd00::1"), 11_111, number),
        ProxyPort = 30_000 + number,
        HostName = "host",
        SiloName = $"silo {number}",
        Status = status,
        StartTime = Start,
        IAmAliveTime = Start,
    };

    private async Task<IMembershipTable> TableAsync(string? cluster = null)
    {
        var silo = _cluster.Silo(silo => silo.Services.PostConfigure<ClusterOptions>(options => options.ClusterId = cluster ?? options.ClusterId));
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        return table;
    }

    private async Task<bool> InsertAsync(MembershipEntry entry) => await _table.InsertRowAsync(entry, (await _table.ReadAllAsync()).Version.Next());

    private async Task<bool> UpdateAsync(MembershipEntry entry)
    {
        var version = (await _table.ReadAllAsync()).Version.Next();
        return await _table.UpdateRowAsync(entry, version.VersionEtag, version);
    }
}
