using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Cluster.Sweep;

/// <summary>What the grains of the sweep share on a silo: one is registered with the silo's services.</summary>
/// <param name="sweep">Advances the accounts of a shard whose time has come up to an instant, from this silo; returns how many it looked at.</param>
/// <param name="interval">How often a shard is looked at.</param>
/// <param name="silence">How long a process may be silent before nothing of it is waited for any more.</param>
/// <param name="clock">The clock.</param>
public sealed class SweepServices(Func<WakeShard, Instant, CancellationToken, Task<int>> sweep, TimeSpan interval, TimeSpan silence, TimeProvider clock)
{
    /// <summary>How long a process may be silent before nothing of it is waited for any more.</summary>
    public Duration Silence { get; } = Duration.FromTimeSpan(silence);

    private int _looked;

    /// <summary>How often a shard is looked at.</summary>
    public TimeSpan Interval => interval;

    /// <summary>Now.</summary>
    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Advances the accounts of a shard.</summary>
    /// <returns>How many it looked at.</returns>
    /// <exception cref="StoreException">The store cannot be asked which accounts these are.</exception>
    public async Task<int> SweepAsync(WakeShard shard, Instant upTo, CancellationToken cancellation)
    {
        var looked = await sweep(shard, upTo, cancellation);
        Interlocked.Add(ref _looked, looked);
        return looked;
    }

    /// <summary>How many accounts were looked at on this silo since this was asked last.</summary>
    public int TakeLooked() => Interlocked.Exchange(ref _looked, 0);
}
