namespace Orleans.Runtime;

/// <summary>A grain's state, as it is kept by a storage.</summary>
public interface IPersistentState<TState>
{
    /// <summary>The state.</summary>
    TState State { get; set; }

    /// <summary>Whether one is kept.</summary>
    bool RecordExists { get; }

    /// <summary>Reads it anew.</summary>
    Task ReadStateAsync();

    /// <summary>Keeps it, unless another has done so since it was read.</summary>
    Task WriteStateAsync();
}

/// <summary>Where a grain's state is kept.</summary>
/// <param name="stateName">What the grain calls it.</param>
/// <param name="storageName">The storage.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>What the grain calls it.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The storage.</summary>
    public string? StorageName { get; } = storageName;
}
