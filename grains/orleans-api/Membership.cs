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
public sealed class SiloAddress
{
    /// <summary>The address that a text names.</summary>
    public static SiloAddress FromParsableString(string addr) => throw Declarations.Only();

    /// <summary>It as a text.</summary>
    public string ToParsableString() => throw Declarations.Only();
}

/// <summary>The silo of this process.</summary>
public interface ILocalSiloDetails
{
    /// <summary>Its address.</summary>
    SiloAddress SiloAddress { get; }
}

/// <summary>What goes along with a call.</summary>
public static class RequestContext
{
    /// <summary>Adds something.</summary>
    public static void Set(string key, object value) => throw Declarations.Only();

    /// <summary>Takes it away.</summary>
    public static bool Remove(string key) => throw Declarations.Only();
}

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
