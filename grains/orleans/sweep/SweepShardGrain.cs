using System.Globalization;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Orleans;
using Orleans.Runtime;

namespace CreditRisk.Cluster.Sweep;

/// <summary>What a shard's grain keeps.</summary>
[GenerateSerializer]
[Alias("creditrisk.swept-shard")]
public sealed class SweptShard
{
    /// <summary>Up to when it is swept, 100 ns since 1970-01-01 UTC; null before the first sweep.</summary>
    [Id(0)]
    public long? UpTo { get; set; }
}

/// <summary>Sweeps a shard. Should a cluster that is falling apart have two of them for a moment, an account is advanced twice to the same instant, which changes nothing.</summary>
public sealed class SweepShardGrain : Grain, ISweepShardGrain, IDisposable
{
    private readonly SweepServices _services;
    private readonly IPersistentState<SweptShard> _swept;
    private readonly CancellationTokenSource _over = new();
    private Task _running = Task.CompletedTask;
    private Instant _nextLook = Instant.MinValue;
    private string? _failure;

    /// <summary>Makes the grain. Orleans does.</summary>
    /// <param name="services">What the silo's grains of the sweep share.</param>
    /// <param name="swept">What outlives the silo.</param>
    public SweepShardGrain(SweepServices services, [PersistentState("sweep", GrainStorage.Name)] IPersistentState<SweptShard> swept) => (_services, _swept) = (services, swept);

    /// <inheritdoc/>
    public Task<ShardProgress> Look()
    {
        // A little less than the interval: the looks of several silos, and of one, do not come to the instant.
        if (_running.IsCompleted && _services.Now >= _nextLook)
        {
            _nextLook = _services.Now + (Duration.FromTimeSpan(_services.Interval) * 0.9);
            _running = SweepAsync();
        }

        return Task.FromResult(new ShardProgress { SweptUpTo = _swept.State.UpTo, Failure = _failure });
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _over.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();

    private async Task SweepAsync()
    {
        try
        {
            if (_failure is not null)
            {
                // Another may have swept the shard meanwhile: what is remembered here may be old.
                await _swept.ReadStateAsync();
                _failure = null;
            }

            var known = await GrainFactory.GetGrain<IInputHorizonGrain>(IInputHorizonGrain.Key).UpTo();
            if (known is { } ticks && !(ticks <= _swept.State.UpTo))
            {
                _ = await _services.SweepAsync(Shard(), Instant.FromUnixTimeTicks(ticks), _over.Token);
                _swept.State.UpTo = ticks;
                await _swept.WriteStateAsync();
            }
        }
        catch (Exception failure)
        {
            // Whatever it is (a store that is away, a silo that has died): it is told to whoever looks next, and the sweep after that begins where this one did.
            _failure = failure.Message;
        }
    }

    private WakeShard Shard()
    {
        var parts = this.GetPrimaryKeyString().Split('/');
        return new WakeShard(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
