using Orleans.Runtime;

namespace Orleans;

/// <summary>Something that has an address in the cluster.</summary>
public interface IAddressable;

/// <summary>A grain.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain whose key is a string.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>The base of grains' classes.</summary>
public abstract class Grain : IAddressable
{
    /// <summary>Gives references to grains.</summary>
    protected IGrainFactory GrainFactory => throw Declarations.Only();

    /// <summary>Has the grain go on on another silo when its calls have ended.</summary>
    protected void MigrateOnIdle() => throw Declarations.Only();

    /// <summary>Called before the first call.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => throw Declarations.Only();

    /// <summary>Called after the last call.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => throw Declarations.Only();
}

/// <summary>Why a grain is deactivated.</summary>
public readonly struct DeactivationReason;

/// <summary>What all grains can do.</summary>
public static class GrainExtensions
{
    /// <summary>The key of a grain whose key is a string.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => throw Declarations.Only();

    /// <summary>A grain's identity.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => throw Declarations.Only();
}

/// <summary>Gives references to grains.</summary>
public interface IGrainFactory
{
    /// <summary>The grain with a key; it is activated when it is first called.</summary>
    /// <param name="primaryKey">The key.</param>
    /// <param name="grainClassNamePrefix">Which of several classes, or null.</param>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>A grain by its identity.</summary>
    /// <param name="grainId">The identity.</param>
    /// <param name="interfaceType">By which interface it is to be called.</param>
    IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType);
}

internal static class Declarations
{
    public static NotSupportedException Only() => new("this was built without Orleans: it has its declarations only");
}
