using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>A grain of the tests that keeps a number.</summary>
[Alias("test-keeper")]
public interface IKeeperGrain : IGrainWithStringKey
{
    /// <summary>Adds to the number and keeps it; returns it.</summary>
    [Alias("add")]
    Task<int> AddAsync(int amount);

    /// <summary>The name of the silo on which it is.</summary>
    [Alias("silo")]
    [AlwaysInterleave]
    Task<string> SiloAsync();
}

/// <summary>What it keeps.</summary>
[GenerateSerializer]
[Alias("test-kept")]
public sealed record Kept
{
    [Id(0)]
    public int Number { get; set; }
}

[PreferLocalPlacement]
public sealed class KeeperGrain([PersistentState("number", RealCluster.Storage)] IPersistentState<Kept> kept, ILocalSiloDetails silo) : Grain, IKeeperGrain
{
    public async Task<int> AddAsync(int amount)
    {
        kept.State.Number += amount;
        await kept.WriteStateAsync();
        return kept.State.Number;
    }

    public Task<string> SiloAsync() => Task.FromResult(silo.Name);
}
