using System.Text.Json;
using CreditRisk.Cluster.Brakes;
using CreditRisk.Domain.Guards;
using NodaTime;

namespace CreditRisk.Silo.Restrictions;

/// <summary>The brakes of one process: in its memory, and kept before anything is answered.</summary>
/// <param name="texts">Where they are kept.</param>
/// <param name="clock">The clock.</param>
public sealed class KeptBrakes(IKeptText texts, TimeProvider clock) : IBrakeBox, IDisposable
{
    private const string Name = "brakes";

    private readonly SemaphoreSlim _turn = new(1);
    private Brakes? _current;

    /// <inheritdoc/>
    public Task<Brakes> GetAsync() => InTurnAsync(Task.FromResult);

    /// <inheritdoc/>
    public Task<BrakeAnswer> ChangeAsync(BrakeOrder order) => InTurnAsync(async before =>
    {
        try
        {
            if (After(before, order, Now()) is not { } after)
            {
                return new BrakeAnswer(before, $"the brakes have been changed: version {order.Seen} was seen, and this is version {before.Version}");
            }

            await StoreAsync(after);
            return new BrakeAnswer(after, null);
        }
        catch (ArgumentException wrong)
        {
            return new BrakeAnswer(before, wrong.Message);
        }
    });

    /// <inheritdoc/>
    public Task<Leave> TakeAsync(string? region) => InTurnAsync(async before =>
    {
        var (after, leave) = before.Take(region, Now());
        if (leave.IsAllowed)
        {
            await StoreAsync(after);
        }

        return leave;
    });

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static Brakes? After(Brakes before, BrakeOrder order, Instant now)
    {
        var note = new BrakeNote(order.Reason, order.Actor, now);
        return order.Brake switch
        {
            Brake.KillSwitch => before.WithKillSwitch(order.IsOn, order.Seen, note),
            Brake.DryRun => before.WithDryRun(order.IsOn, order.Seen, note),
            _ => before.WithCap(order.MostPerHour, order.Seen, note),
        };
    }

    private async Task<T> InTurnAsync<T>(Func<Brakes, Task<T>> act)
    {
        await _turn.WaitAsync();
        try
        {
            return await act(_current ??= await LoadAsync());
        }
        catch
        {
            // What was to be kept may be kept or not: only the store knows.
            _current = null;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Brakes> LoadAsync() => await texts.LoadAsync(Name) is { } text && JsonSerializer.Deserialize<Kept>(text) is { } kept
        ? BrakesContract.Decode(kept.Brakes, kept.Taken)
        : Brakes.None;

    private async Task StoreAsync(Brakes after)
    {
        await texts.SaveAsync(Name, JsonSerializer.Serialize(new Kept(BrakesContract.Encode(after), BrakesContract.Encode(after.Taken))));
        _current = after;
    }

    private Instant Now() => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private sealed record Kept(BrakesPicture Brakes, TakenPicture Taken);
}
