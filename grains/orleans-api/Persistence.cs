namespace Orleans.Core
{
    /// <summary>A grain's stored state.</summary>
    public interface IStorage
    {
        /// <summary>Writes it; fails where the row has changed since it was read.</summary>
        Task WriteStateAsync();

        /// <summary>Reads it again.</summary>
        Task ReadStateAsync();
    }

    /// <summary>A grain's stored state.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state; a new one where none is stored.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain's stored state, read before its first call.</summary>
    public interface IPersistentState<TState> : Core.IStorage<TState>;

    /// <summary>Which state a parameter of a grain's constructor is.</summary>
    /// <param name="stateName">Its name.</param>
    /// <param name="storageName">Where it is stored.</param>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        /// <summary>Its name.</summary>
        public string StateName { get; } = stateName;

        /// <summary>Where it is stored.</summary>
        public string? StorageName { get; } = storageName;
    }
}
