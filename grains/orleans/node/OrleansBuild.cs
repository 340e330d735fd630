using Orleans;

namespace CreditRisk.Cluster.Node;

/// <summary>What this build can do.</summary>
public static class OrleansBuild
{
    /// <summary>Whether it has Orleans itself, and not its declarations only.</summary>
    public static bool HasOrleans { get; } = typeof(Grain).Assembly.GetName().Name != "CreditRisk.OrleansApi";

    /// <summary>Why there is no cluster without it, and what to do.</summary>
    public const string Missing = "Orleans was not to be had when this program was built; './creditrisk setup orleans' tries again";
}
