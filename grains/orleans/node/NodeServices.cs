using CreditRisk.Cluster.Dashboard;
using CreditRisk.Cluster.Sweep;

namespace CreditRisk.Cluster.Node;

/// <summary>What a member's parts share.</summary>
/// <param name="Failure">Takes what a silo cannot go on after.</param>
/// <param name="Sweep">For the grains of the sweep.</param>
/// <param name="Dashboard">The dashboard, or null where it is off.</param>
/// <param name="Opened">Ends when accounts may run here.</param>
internal sealed record NodeServices(NodeFailure Failure, SweepServices Sweep, ClusterDashboard? Dashboard, TaskCompletionSource Opened);
