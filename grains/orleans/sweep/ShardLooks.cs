using CreditRisk.Storage.Contracts;
using NodaTime;
using Orleans;

namespace CreditRisk.Cluster.Sweep;

/// <summary>Looks at all shards on behalf of one silo.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="shards">Into how many shards the accounts are divided, 1-1,024; silos that disagree sweep some accounts twice.</param>
public sealed class ShardLooks(IGrainFactory grains, int shards)
{
    /// <summary>Looks at every shard.</summary>
    /// <returns>Up to when all are swept, or null before the first sweep of each.</returns>
    /// <exception cref="StoreException">A shard could not be swept, or was not reached; the others are looked at all the same.</exception>
    public async Task<Instant?> LookAsync()
    {
        var looks = await Task.WhenAll(Enumerable.Range(0, shards).Select(LookAsync));
        return looks.FirstOrDefault(look => look.Failure is not null).Failure is { } failure
            ? throw new StoreException($"a shard was not swept: {failure}")
            : looks.All(look => look.SweptUpTo is not null) ? Instant.FromUnixTimeTicks(looks.Min(look => look.SweptUpTo!.Value)) : null;
    }

    private async Task<ShardProgress> LookAsync(int index)
    {
        try
        {
            return await grains.GetGrain<ISweepShardGrain>(ISweepShardGrain.KeyOf(new WakeShard(index, shards))).Look();
        }
        catch (Exception failure)
        {
            // Whatever it is, the next look comes soon.
            return new ShardProgress { Failure = failure.Message };
        }
    }
}
