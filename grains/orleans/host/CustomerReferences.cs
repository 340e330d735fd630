using CreditRisk.Cluster.Contracts;
using Orleans;
using Orleans.Runtime;

namespace CreditRisk.Cluster.Host;

/// <summary>Refers to accounts. Asked for a grain by its interface, Orleans looks through the interface's attributes each time, which takes about as long as a local call. Safe for use by many threads.</summary>
/// <param name="grains">The cluster.</param>
internal sealed class CustomerReferences(IGrainFactory grains)
{
    private Types? _types;

    /// <summary>An account, wherever it is.</summary>
    public ICustomerGrain Of(string account)
    {
        var types = _types ??= Look(grains.GetGrain<ICustomerGrain>(account));
        return (ICustomerGrain)grains.GetGrain(GrainId.Create(types.Grain, account), types.Interface);
    }

    private static Types Look(ICustomerGrain any) => new(any.GetGrainId().Type, ((GrainReference)any).InterfaceType);

    private sealed record Types(GrainType Grain, GrainInterfaceType Interface);
}
