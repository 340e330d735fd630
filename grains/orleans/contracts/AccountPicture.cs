using Orleans;

namespace CreditRisk.Cluster.Contracts;

/// <summary>An account's row.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.account-picture")]
public sealed class AccountPicture
{
    /// <summary>How often the row was written.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Positions and state, encoded as they are in the row.</summary>
    [Id(1)]
    public ReadOnlyMemory<byte> State { get; init; }

    /// <summary>The archive to which the state refers, encoded as it is in the row, or empty.</summary>
    [Id(2)]
    public ReadOnlyMemory<byte> Archive { get; init; }
}
