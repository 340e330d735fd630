namespace CreditRisk.Tests.Chaos;

/// <summary>Of which processes of the program an installation is made, and what befalls it.</summary>
/// <param name="Processes">What they are called in the log.</param>
/// <param name="Arguments">What each is started with.</param>
/// <param name="MaxConnections">Connections that the PostgreSQL server takes.</param>
/// <param name="WriteTime">What a transaction of the program takes at least: with more time, more is under way when something happens.</param>
/// <param name="Settings">The settings of one of them beside those of all; asked once for each, since it keeps its place over its starts.</param>
/// <param name="Faults">What befalls it, but for the broker's loss of all data, which needs the input.</param>
internal sealed record InstallationKind(
    IReadOnlyList<string> Processes, IReadOnlyList<string> Arguments, int MaxConnections, TimeSpan WriteTime, Func<(string Setting, string Value)[]> Settings, IReadOnlyList<Fault> Faults)
{
    /// <summary>Two instances, each with all accounts; one of them is active.</summary>
    public static InstallationKind Instances { get; } = new(["first", "second"], ["run"], 40, TimeSpan.Zero, () => [], [.. InstanceFaults.All, .. Fault.OfSurroundings]);

    /// <summary>Three silos of one cluster.</summary>
    public static InstallationKind Cluster { get; } =
        new(["silo 1", "silo 2", "silo 3"], ["run", "--role", "silo"], 120, TimeSpan.FromMilliseconds(75), ClusterPlace.Settings, [.. ClusterFaults.All, .. Fault.OfSurroundings]);
}
