using CreditRisk.Actor;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Cluster.Node;

/// <summary>What a member of a cluster works with.</summary>
/// <param name="Accounts">Store, committer and rules; disposed of with the member.</param>
/// <param name="Postgres">Where silos find each other and grains keep what must outlive them; null for a cluster of one silo that keeps it in memory.</param>
/// <param name="SweepInterval">How often time acts.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Logging">Where everything logs to.</param>
public sealed record NodeParts(AccountServices Accounts, PostgresStoreOptions? Postgres, TimeSpan SweepInterval, TimeProvider Clock, ILoggerFactory Logging)
{
    /// <summary>Is told how long each call of an account took until it was durable; null tells nobody. Must be quick and must not throw.</summary>
    public Action<TimeSpan>? Called { get; init; }
}
