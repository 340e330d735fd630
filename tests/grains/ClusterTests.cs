using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains;

/// <summary>Tells in every test run whether the cluster host was tested.</summary>
public sealed class ClusterTests
{
    [NeedsOrleans]
    public void The_conformance_suite_of_hosts_runs_on_the_cluster_host_too() =>
        typeof(ClusterTests).Assembly.GetTypes().Count(type => type.Namespace == "CreditRisk.Tests.Grains.Cluster" && type.Name.EndsWith("OnClusterTests", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
}
