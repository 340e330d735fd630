namespace Orleans.Runtime;

/// <summary>A silo's place in the cluster.</summary>
public enum SiloStatus
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>It is a member.</summary>
    Active,
}

/// <summary>A silo's address.</summary>
public sealed class SiloAddress;

/// <summary>What a silo knows of the cluster.</summary>
public interface ISiloStatusOracle
{
    /// <summary>Its own place.</summary>
    SiloStatus CurrentStatus { get; }

    /// <summary>The silos.</summary>
    /// <param name="onlyActive">Whether only members are asked for.</param>
    Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false);
}

/// <summary>Decides what becomes of a process whose silo cannot go on.</summary>
public interface IFatalErrorHandler
{
    /// <summary>Whether a failure is none that a silo expects.</summary>
    bool IsUnexpected(Exception exception);

    /// <summary>The silo cannot go on.</summary>
    /// <param name="sender">Which part of it.</param>
    /// <param name="context">Why.</param>
    /// <param name="exception">The cause.</param>
    void OnFatalException(object? sender = null, string? context = null, Exception? exception = null);
}
