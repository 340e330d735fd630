using CreditRisk.Cluster.Brakes;
using CreditRisk.Domain.Guards;
using Orleans;

namespace CreditRisk.Silo.Restrictions;

/// <summary>The brakes of a cluster, which one of its grains keeps.</summary>
/// <param name="grains">The cluster.</param>
public sealed class ClusterBrakes(IGrainFactory grains) : IBrakeBox
{
    private IBrakesGrain Grain => grains.GetGrain<IBrakesGrain>(BrakesGrain.Key);

    /// <inheritdoc/>
    public async Task<Brakes> GetAsync() => Decode(await Grain.Get());

    /// <inheritdoc/>
    public async Task<BrakeAnswer> ChangeAsync(BrakeOrder order)
    {
        var answer = await Grain.Change(new BrakesOrder
        {
            Seen = order.Seen,
            Brake = (byte)order.Brake,
            IsOn = order.IsOn,
            MostPerHour = order.MostPerHour,
            Reason = order.Reason,
            Actor = order.Actor,
        });
        return new BrakeAnswer(Decode(answer.Brakes), answer.Refusal);
    }

    /// <inheritdoc/>
    public async Task<Leave> TakeAsync(string? region)
    {
        var answer = await Grain.Take(region);
        return answer.HeldBy is { } brake ? Leave.Held((Brake)brake, answer.Reason!) : Leave.Allowed;
    }

    private static Brakes Decode(BrakesPicture picture) => BrakesContract.Decode(picture, new TakenPicture());
}
