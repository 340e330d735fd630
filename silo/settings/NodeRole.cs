namespace CreditRisk.Silo.Settings;

/// <summary>What a process does.</summary>
public enum NodeRole
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>It reads, runs accounts and publishes, and answers nothing but health checks and metrics.</summary>
    Silo,

    /// <summary>It answers requests, and runs no accounts.</summary>
    Api,
}
