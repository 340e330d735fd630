using System.Reflection;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;

namespace CreditRisk.Cluster.Tables;

/// <summary>The tables by which silos find each other and in which grains keep their states: in the schema of the PostgreSQL store (version 15 or later), which goes on as it was.</summary>
public static class ClusterTables
{
    private const string Prefix = "tables.";

    private static readonly string[] Scripts = Read();

    /// <summary>Makes the tables and states the queries, where they are not what this build wants; to be called before silos and clients start. Any number of processes may do so at once.</summary>
    /// <param name="store">Where the store is; its own tables are made or migrated too.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreException">The server is away, too old or refuses, or the schema is newer than this build or is another program's.</exception>
    public static void Ensure(PostgresStoreOptions store) => PostgresTables.Ensure(store, Scripts);

    /// <summary>The name of the cluster that the schema's accounts run in: the first one that was started on it. Two clusters on the same accounts would not wait for each other's input.</summary>
    /// <param name="store">Where the store is.</param>
    /// <param name="name">The name of this member's cluster.</param>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public static string ClusterOf(PostgresStoreOptions store, string name) => PostgresTables.Agree(store, "cluster", name);

    private static string[] Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd()),
        ];
    }
}
