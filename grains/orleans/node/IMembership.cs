using Orleans.Runtime;

namespace CreditRisk.Cluster.Node;

/// <summary>What this process knows of its place in the cluster.</summary>
internal interface IMembership
{
    /// <summary>What keeps it from being a working member, or null.</summary>
    string? NotMember { get; }

    /// <summary>Silos that it knows of.</summary>
    int Silos { get; }
}

/// <summary>A silo's place.</summary>
/// <param name="oracle">Knows who is a member.</param>
internal sealed class SiloMembership(ISiloStatusOracle oracle) : IMembership
{
    /// <inheritdoc/>
    public string? NotMember => oracle.CurrentStatus == SiloStatus.Active ? null : $"the silo is {oracle.CurrentStatus.ToString().ToLowerInvariant()}";

    /// <inheritdoc/>
    public int Silos => oracle.GetApproximateSiloStatuses(onlyActive: true).Count;
}

/// <summary>A client's place: it has one as long as it is connected to a silo.</summary>
internal sealed class ClientMembership : IMembership
{
    private volatile int _gateways = 1;

    /// <inheritdoc/>
    public string? NotMember => _gateways > 0 ? null : "no silo of the cluster can be reached";

    /// <inheritdoc/>
    public int Silos => _gateways;

    /// <summary>The client is connected to so many silos.</summary>
    public void Connected(int gateways) => _gateways = gateways;
}
