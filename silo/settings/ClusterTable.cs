using System.Net;
using CreditRisk.Cluster.Node;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Settings;

/// <summary>The section <c>cluster</c>.</summary>
internal static class ClusterTable
{
    private const string Roles = "all, silo or api";
    private const string Clusterings = "none, localhost or postgres";

    public static IReadOnlyList<Setting> All { get; } =
    [
        new TextSetting("cluster.clustering", Clusterings, text => text is "none" or "localhost" or "postgres", s => Word(s.Cluster.Clustering), (s, v) => With(s, c => c with { Clustering = Enum.Parse<Clustering>(v, ignoreCase: true) }),
            "How silos find each other: not at all, since the accounts run in this process alone; as the only one of this machine; or through a table in PostgreSQL."),
        new TextSetting("cluster.role", Roles, text => text is "all" or "silo" or "api", s => Word(s.Role), (s, v) => s with { Role = Enum.Parse<NodeRole>(v, ignoreCase: true) },
            "What this process does; `run --role` overrides it. A silo reads, runs accounts and publishes; the API answers requests."),
        new TextSetting("cluster.name", "1 to 64 letters", text => text.Length is > 0 and <= 64, s => s.Cluster.Name, (s, v) => With(s, c => c with { Name = v }),
            "The cluster's name; members with another one are strangers."),
        new TextSetting("cluster.address", "an IP address", text => IPAddress.TryParse(text, out _), s => s.Cluster.Address.ToString(), (s, v) => With(s, c => c with { Address = IPAddress.Parse(v) }),
            "The address by which the other members reach this machine, and on which it listens for them."),
        new NumberSetting("cluster.siloPort", 1, 65_535, s => s.Cluster.SiloPort, (s, v) => With(s, c => c with { SiloPort = (int)v }),
            "The port for other silos."),
        new NumberSetting("cluster.gatewayPort", 1, 65_535, s => s.Cluster.GatewayPort, (s, v) => With(s, c => c with { GatewayPort = (int)v }),
            "The port for processes that run the API alone."),
        new NumberSetting("cluster.responseTimeoutSeconds", 1, 600, s => s.Cluster.ResponseTimeoutSeconds, (s, v) => With(s, c => c with { ResponseTimeoutSeconds = (int)v }),
            "How long a call may take before its outcome counts as unknown, and it is made again. A call to a silo that has died hangs for so long."),
        new NumberSetting("cluster.probeSeconds", 1, 600, s => s.Cluster.ProbeSeconds, (s, v) => With(s, c => c with { ProbeSeconds = (int)v }),
            "How often a silo asks others whether they live; one that does not answer three times is declared dead."),
        new NumberSetting("cluster.idleMinutes", 1, 10_080, s => s.Cluster.IdleMinutes, (s, v) => With(s, c => c with { IdleMinutes = (int)v }),
            "After how long without a call an account leaves memory."),
        new NumberSetting("cluster.sweepShards", 1, WakeShard.Most, s => s.Cluster.SweepShards, (s, v) => With(s, c => c with { SweepShards = (int)v }),
            "Shards of accounts that are swept by one silo each; the same in all members."),
        new NumberSetting("cluster.silenceSeconds", 5, 3600, s => s.Cluster.SilenceSeconds, (s, v) => With(s, c => c with { SilenceSeconds = (int)v }),
            "How long a member may be silent before what it received over HTTP holds time no more. After a start, and where who knows all members died, time stands still for as long."),
        new NumberSetting("cluster.undurableRecords", 1, 10_000_000, s => s.Cluster.Host.UndurableRecords, (s, v) => With(s, c => c with { Host = c.Host with { UndurableRecords = (int)v } }),
            "Records that this process has sent to accounts and that are not durable yet; senders wait when there are so many."),
        new NumberSetting("cluster.recordsPerCall", 1, 10_000, s => s.Cluster.Host.RecordsPerCall, (s, v) => With(s, c => c with { Host = c.Host with { RecordsPerCall = (int)v } }),
            "Records of one account that are sent in one call."),
        new NumberSetting("cluster.callsInFlight", 1, 1_000_000, s => s.Cluster.Host.CallsInFlight, (s, v) => With(s, c => c with { Host = c.Host with { CallsInFlight = (int)v } }),
            "Calls of accounts that are in flight at once; what comes meanwhile goes with the next call of its account."),
        Path("cluster.tlsCertificate", s => s.TlsCertificate, (s, v) => s with { TlsCertificate = v },
            "This member's certificate (PEM), by which the others know it, for TLS in both directions between all members; empty for none."),
        Path("cluster.tlsKey", s => s.TlsKey, (s, v) => s with { TlsKey = v },
            "The certificate's private key (PEM)."),
        Path("cluster.tlsAuthority", s => s.TlsAuthority, (s, v) => s with { TlsAuthority = v },
            "The certificate of the authority (PEM) that issues those of all members."),
        new TextSetting("cluster.unencrypted", "yes or no", text => text is "yes" or "no", s => s.Cluster.Unencrypted ? "yes" : "no", (s, v) => With(s, c => c with { Unencrypted = v == "yes" }),
            "Whether members may talk without TLS over a network. Who reaches the ports can do anything then: close the network to everybody else."),
        new TextSetting("cluster.dashboard", "yes or no", text => text is "yes" or "no", s => s.Cluster.Dashboard ? "yes" : "no", (s, v) => With(s, c => c with { Dashboard = v == "yes" }),
            "Whether Orleans' own dashboard is served under `/cluster/`, to who has the administrator's key; the same in all members. It measures every call, which costs."),
    ];

    /// <summary>What contradicts itself.</summary>
    public static IEnumerable<string> Contradictions(ServiceSettings settings)
    {
        var cluster = settings.Cluster;
        if (cluster.Clustering == Clustering.None)
        {
            if (settings.Role != NodeRole.All)
            {
                yield return $"cluster.role is {Word(settings.Role)}, which needs a cluster: set cluster.clustering to localhost or postgres";
            }

            yield break;
        }

        if (!OrleansBuild.HasOrleans)
        {
            yield return $"cluster.clustering is {Word(cluster.Clustering)}: {OrleansBuild.Missing}";
        }

        if (settings.Postgres.ConnectionString.Length == 0 && (cluster.Clustering == Clustering.Postgres || settings.Role == NodeRole.Api))
        {
            yield return $"cluster.clustering is {Word(cluster.Clustering)} and cluster.role is {Word(settings.Role)}: several processes need a store in common, which postgres.connectionString names";
        }

        if (cluster.Dashboard && settings.Api.AdminKey is null)
        {
            yield return $"cluster.dashboard is yes, and needs the environment variable {SettingsLoader.AdminKeyVariable}";
        }

        foreach (var mistake in cluster.Mistakes())
        {
            yield return $"cluster: {mistake}";
        }
    }

    private static TextSetting Path(string key, Func<ClusterSettings, string> get, Func<ClusterSettings, string, ClusterSettings> with, string description) =>
        new(key, "a path, or empty", _ => true, s => get(s.Cluster), (s, v) => With(s, c => with(c, v)), description) { IsPath = true };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static ServiceSettings With(ServiceSettings settings, Func<ClusterSettings, ClusterSettings> change) => settings with { Cluster = change(settings.Cluster) };
}
