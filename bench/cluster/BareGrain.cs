using Orleans;

namespace CreditRisk.Bench.Cluster;

/// <summary>A grain that does nothing: what Orleans alone costs on this machine.</summary>
[Alias("creditrisk.bench.bare")]
public interface IBareGrain : IGrainWithStringKey
{
    /// <summary>Does nothing.</summary>
    [Alias("call")]
    Task Call();
}

/// <inheritdoc cref="IBareGrain"/>
public sealed class BareGrain : Grain, IBareGrain
{
    /// <inheritdoc/>
    public Task Call() => Task.CompletedTask;
}
