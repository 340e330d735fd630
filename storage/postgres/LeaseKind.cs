namespace CreditRisk.Storage.Postgres;

/// <summary>What a lease on a schema is for.</summary>
public sealed record LeaseKind
{
    private LeaseKind(string purpose, bool isShared) => (Purpose, IsShared) = (purpose, isShared);

    /// <summary>Of the one instance that runs the accounts by itself: no other runs them, alone or in a cluster.</summary>
    public static LeaseKind Active { get; } = new("", false);

    /// <summary>Of a member of a cluster: as many as there are, and none beside an active instance.</summary>
    public static LeaseKind Member { get; } = new("", true);

    /// <summary>Of the member of a cluster that publishes.</summary>
    public static LeaseKind Relay { get; } = new("/relay", false);

    /// <summary>Tells its lock from others on the schema.</summary>
    internal string Purpose { get; }

    /// <summary>Whether several may hold it.</summary>
    internal bool IsShared { get; }
}
