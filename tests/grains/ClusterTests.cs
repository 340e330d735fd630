using CreditRisk.Cluster;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains;

/// <summary>Tells in every test run whether the cluster host was tested.</summary>
public sealed class ClusterTests
{
    [NeedsOrleans]
    public void The_conformance_suite_of_hosts_runs_on_the_cluster_host_too() =>
        typeof(ClusterTests).Assembly.GetTypes().Count(type => type.Namespace == "CreditRisk.Tests.Grains.Cluster" && type.Name.EndsWith("OnClusterTests", StringComparison.Ordinal)).ShouldBeGreaterThan(10);

    /// <summary>A test that is skipped where the program was built with the declarations of Orleans only.</summary>
    private sealed class NeedsOrleansAttribute : FactAttribute
    {
        public NeedsOrleansAttribute()
        {
            if (typeof(CustomerGrain).BaseType!.Assembly.GetName().Name == "CreditRisk.OrleansApi")
            {
                Skip = "Orleans does not restore here, so that there is no cluster host to test; './creditrisk setup orleans' tries again.";
            }
        }
    }
}
