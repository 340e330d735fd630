namespace CreditRisk.Cluster;

/// <summary>Where grains keep what must outlive their silo.</summary>
public static class GrainStorage
{
    /// <summary>The name that the storage provider is registered under.</summary>
    public const string Name = "creditrisk";
}
