using CreditRisk.Actor;
using CreditRisk.Cluster.Node;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Api;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Postgres;
using CreditRisk.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Settings;

/// <summary>
/// Everything that can be set about the service. The defaults are those of the parts themselves; what each setting is called, means and may be stands in
/// <see cref="SettingTable"/>.
/// </summary>
public sealed record ServiceSettings
{
    /// <summary>The store, from the section <c>data</c>.</summary>
    public SqliteStoreOptions Store { get; init; } = new() { DataDirectory = "creditrisk-data" };

    /// <summary>The PostgreSQL store, from the section <c>postgres</c>; it takes the place of the embedded one where a connection is named.</summary>
    public PostgresStoreOptions Postgres { get; init; } = new() { ConnectionString = "" };

    /// <summary>Kafka, from the section <c>kafka</c>; nothing is read or published where no brokers are named.</summary>
    public KafkaOptions Kafka { get; init; } = new();

    /// <summary>The cluster that this process is a member of, from the section <c>cluster</c>.</summary>
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>What this process does.</summary>
    public NodeRole Role { get; init; }

    /// <summary>The directory of policies, tariffs and scorecards; empty for those that ship with the program.</summary>
    public string RulesDirectory { get; init; } = "";

    /// <summary>The API, from the section <c>http</c>.</summary>
    public ApiOptions Api { get; init; } = new();

    /// <summary>The host of the accounts.</summary>
    public HostOptions Host { get; init; } = new();

    /// <summary>The group committer.</summary>
    public GroupCommitterOptions Committer { get; init; } = new();

    /// <summary>What the decoder is willing to look at.</summary>
    public DecoderLimits Limits { get; init; } = DecoderLimits.Default;

    /// <summary>The sweep.</summary>
    public SweepOptions Sweep { get; init; } = new();

    /// <summary>Whether and how restrictions leave, from the section <c>restrictions</c>.</summary>
    public RestrictionOptions Restrictions { get; init; } = new();

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Where the rules lie.</summary>
    public RuleFiles Rules => RulesDirectory.Length == 0 ? RuleFiles.Shipped : new RuleFiles(RulesDirectory);

    /// <summary>What the engine is made of.</summary>
    /// <param name="clock">The clock of everything that waits.</param>
    public EngineSettings ToEngineSettings(TimeProvider clock) => new()
    {
        Store = Store,
        Postgres = Postgres.ConnectionString.Length > 0 ? Postgres : null,
        Host = Host,
        Committer = Committer,
        Clock = clock,
    };
}
