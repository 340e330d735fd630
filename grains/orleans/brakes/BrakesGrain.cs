using CreditRisk.Domain.Guards;
using NodaTime;
using Orleans;
using Orleans.Runtime;

namespace CreditRisk.Cluster.Brakes;

/// <summary>The brakes as a grain: a shell that stores before it answers. Two of them, as there may be while a silo is taken for dead, cannot both store: who comes second fails, and has given nothing.</summary>
public sealed class BrakesGrain : Grain, IBrakesGrain
{
    /// <summary>The key of the one there is.</summary>
    public const string Key = "brakes";

    private readonly IPersistentState<BrakesPicture> _brakes;
    private readonly IPersistentState<TakenPicture> _taken;
    private readonly TimeProvider _time;

    // What was to be written may be stored or not: only the store knows.
    private bool _isDoubtful;
    private Domain.Guards.Brakes? _current;

    /// <summary>Makes the grain. Orleans does.</summary>
    /// <param name="brakes">The brakes and their journal.</param>
    /// <param name="taken">What has left.</param>
    /// <param name="time">The clock.</param>
    public BrakesGrain(
        [PersistentState("brakes", GrainStorage.Name)] IPersistentState<BrakesPicture> brakes,
        [PersistentState("restrictions-taken", GrainStorage.Name)] IPersistentState<TakenPicture> taken,
        TimeProvider time) => (_brakes, _taken, _time) = (brakes, taken, time);

    /// <inheritdoc/>
    public async Task<BrakesPicture> Get() => BrakesContract.Encode(await CurrentAsync());

    /// <inheritdoc/>
    public async Task<BrakesAnswer> Change(BrakesOrder order)
    {
        var before = await CurrentAsync();
        try
        {
            if (After(before, order) is not { } after)
            {
                return Refused(before, $"the brakes have been changed: version {order.Seen} was seen, and this is version {before.Version}");
            }

            var picture = BrakesContract.Encode(after);
            await StoreAsync(_brakes, picture, after);
            return new BrakesAnswer { Brakes = picture };
        }
        catch (ArgumentException wrong)
        {
            return Refused(before, wrong.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<TakeAnswer> Take(string? region)
    {
        var (after, leave) = (await CurrentAsync()).Take(region, Now());
        if (leave.IsAllowed)
        {
            await StoreAsync(_taken, BrakesContract.Encode(after.Taken), after);
        }

        return new TakeAnswer { HeldBy = (byte?)leave.HeldBy, Reason = leave.Reason };
    }

    private static BrakesAnswer Refused(Domain.Guards.Brakes before, string reason) => new() { Brakes = BrakesContract.Encode(before), Refusal = reason };

    private Domain.Guards.Brakes? After(Domain.Guards.Brakes before, BrakesOrder order)
    {
        var note = new BrakeNote(order.Reason, order.Actor, Now());
        return (Brake)order.Brake switch
        {
            Brake.KillSwitch => before.WithKillSwitch(order.IsOn, order.Seen, note),
            Brake.DryRun => before.WithDryRun(order.IsOn, order.Seen, note),
            Brake.RateCap => before.WithCap(order.MostPerHour, order.Seen, note),
            _ => throw new ArgumentException($"there is no brake {order.Brake}", nameof(order)),
        };
    }

    private async ValueTask<Domain.Guards.Brakes> CurrentAsync()
    {
        if (_isDoubtful)
        {
            await _brakes.ReadStateAsync();
            await _taken.ReadStateAsync();
            _isDoubtful = false;
        }

        return _current ??= BrakesContract.Decode(_brakes.State, _taken.State);
    }

    private async Task StoreAsync<T>(IPersistentState<T> state, T stored, Domain.Guards.Brakes after)
    {
        (_isDoubtful, _current) = (true, null);
        state.State = stored;
        await state.WriteStateAsync();
        (_isDoubtful, _current) = (false, after);
    }

    private Instant Now() => Instant.FromDateTimeOffset(_time.GetUtcNow());
}
