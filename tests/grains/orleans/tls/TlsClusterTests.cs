using CreditRisk.Cluster.Tls;
using CreditRisk.Tests.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Tls;

/// <summary>Real silos and clients that talk through TLS.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class TlsClusterTests : IAsyncLifetime, IDisposable
{
    private readonly RealCluster _cluster = new();
    private readonly TestAuthority _ours = new();
    private readonly TestAuthority _theirs = new();
    private readonly Refusals _refusals = new();
    private IHost[] _silos = [];

    public async Task InitializeAsync()
    {
        _silos = [await _cluster.StartSiloAsync(Member), await _cluster.StartSiloAsync(Member)];
        await Task.WhenAll(_silos.Select(silo => RealCluster.KnowsActiveAsync(silo, 2)));
    }

    public Task DisposeAsync() => _cluster.StopAsync();

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
        _refusals.Dispose();
    }

    [Fact]
    public async Task Silos_talk_with_each_other_and_with_clients()
    {
        (await Keeper(_silos[0], "first").AddAsync(1)).ShouldBe(1);
        (await Keeper(_silos[1], "first").AddAsync(1)).ShouldBe(2);
        (await Keeper(_silos[1], "second").AddAsync(1)).ShouldBe(1);
        (await Keeper(_silos[0], "second").AddAsync(1)).ShouldBe(2);

        var client = await _cluster.StartClientAsync(client => client.UseTls(_ours.Issue(), TimeProvider.System));

        (await Keeper(client, "first").AddAsync(1)).ShouldBe(3);
        (await Keeper(client, "second").AddAsync(1)).ShouldBe(3);
    }

    [Fact]
    public async Task Strangers_get_no_connection_and_the_cluster_goes_on()
    {
        var stranger = _theirs.Issue() with { Authority = _ours.Issue().Authority };

        await IsRefusedAsync(_cluster.StartClientAsync());
        await IsRefusedAsync(_cluster.StartClientAsync(client => client.UseTls(stranger, TimeProvider.System)));
        await IsRefusedAsync(_cluster.StartSiloAsync(Impatient));
        await IsRefusedAsync(_cluster.StartSiloAsync(silo => Impatient(silo.UseTls(stranger, TimeProvider.System))));

        (await Keeper(_silos[0], "first").AddAsync(1)).ShouldBe(1);
        (await Keeper(_silos[1], "first").AddAsync(1)).ShouldBe(2);
        await Task.WhenAll(_silos.Select(silo => RealCluster.KnowsActiveAsync(silo, 2)));
    }

    private void Member(ISiloBuilder silo)
    {
        silo.UseTls(_ours.Issue(), TimeProvider.System);
        silo.Services.AddSingleton<ILoggerProvider>(_refusals);
    }

    private async Task IsRefusedAsync(Task<IHost> start)
    {
        await Should.ThrowAsync<Exception>(() => start);
        await _refusals.NextAsync();
    }

    private static IKeeperGrain Keeper(IHost host, string key) => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IKeeperGrain>(key);

    private static void Impatient(ISiloBuilder silo) => silo.Configure<ClusterMembershipOptions>(membership => membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(1));
}
