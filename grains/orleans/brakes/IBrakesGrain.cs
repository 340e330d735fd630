using Orleans;

namespace CreditRisk.Cluster.Brakes;

/// <summary>
/// The brakes on what leaves towards restriction, one for the whole cluster: its key is <see cref="BrakesGrain.Key"/>. It decides one call at a time, and what it answers is stored.
/// </summary>
[Alias("creditrisk.brakes")]
public interface IBrakesGrain : IGrainWithStringKey
{
    /// <summary>The brakes as they are.</summary>
    [Alias("get")]
    Task<BrakesPicture> Get();

    /// <summary>Sets one of them. A call with an unknown outcome is not simply made again: the picture tells whether it had its effect.</summary>
    [Alias("change")]
    Task<BrakesAnswer> Change(BrakesOrder order);

    /// <summary>
    /// Has a restriction leave, if it may now, by the clock of the silo where the brakes are. A call that failed may have been counted, and has given nothing: one restriction fewer leaves, never one more.
    /// </summary>
    /// <param name="region">The account's region, or null.</param>
    [Alias("take")]
    Task<TakeAnswer> Take(string? region);
}
