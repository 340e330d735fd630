namespace CreditRisk.Cluster;

/// <summary>Where grains keep what is not an account's.</summary>
public static class GrainStorage
{
    /// <summary>The name under which the silo has it.</summary>
    public const string Name = "creditrisk";
}
