using CreditRisk.Tests.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Tables;

/// <summary>Real silos that have nothing in common but the tables.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class TwoSilosTests : IAsyncLifetime
{
    private readonly RealCluster _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cluster.StopAsync();

    [Fact]
    public async Task What_a_grain_keeps_survives_its_silo()
    {
        // Both start at once, on tables without a version.
        var silos = await Task.WhenAll(_cluster.StartSiloAsync(), _cluster.StartSiloAsync());
        await Task.WhenAll(silos.Select(silo => RealCluster.KnowsActiveAsync(silo, 2)));
        var first = Keeper(silos[0]);
        (await first.AddAsync(40)).ShouldBe(40);
        (await first.SiloAsync()).ShouldBe(NameOf(silos[0]));
        (await Keeper(silos[1]).SiloAsync()).ShouldBe(NameOf(silos[0]));

        await silos[0].StopAsync();

        (await Keeper(silos[1]).AddAsync(2)).ShouldBe(42);
        (await Keeper(silos[1]).SiloAsync()).ShouldBe(NameOf(silos[1]));
        await RealCluster.KnowsActiveAsync(silos[1], 1);
    }

    [Fact]
    public async Task A_client_finds_a_silo_through_the_tables()
    {
        await _cluster.StartSiloAsync();
        var client = await _cluster.StartClientAsync();

        (await Keeper(client).AddAsync(7)).ShouldBe(7);
    }

    private static IKeeperGrain Keeper(IHost host) => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IKeeperGrain>("K");

    private static string NameOf(IHost silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().Name;
}
