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
}
