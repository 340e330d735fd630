using CreditRisk.Storage.Postgres;
using Orleans.Configuration;
using Orleans.Hosting;

namespace CreditRisk.Cluster.Tables;

/// <summary>Has Orleans use the tables of <see cref="ClusterTables"/>, which must be there when it starts.</summary>
public static class PostgresClustering
{
    // The name under which Orleans knows Npgsql; it loads the assembly by itself.
    private const string Invariant = "Npgsql";

    // Signs of life and the list of silos: never behind the states of grains, or a silo would be taken for dead because others write much.
    private const int MembershipConnections = 4;

    // Shards of the sweep, brakes and the registry of rules: some writes a second.
    private const int StateConnections = 4;

    /// <summary>The silo finds its fellows, and tells of itself, through the tables.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="store">Where the store is.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder UsePostgresClustering(this ISiloBuilder silo, PostgresStoreOptions store) =>
        silo.UseAdoNetClustering((AdoNetClusteringSiloOptions options) =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = store.Complete("creditrisk silo", MembershipConnections);
        });

    /// <summary>The client finds the gateways of silos through the tables.</summary>
    /// <param name="client">The client.</param>
    /// <param name="store">Where the store is.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UsePostgresClustering(this IClientBuilder client, PostgresStoreOptions store) =>
        client.UseAdoNetClustering((AdoNetClusteringClientOptions options) =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = store.Complete("creditrisk client", MembershipConnections);
        });

    /// <summary>Grains keep their states in the tables. A state that was cleared keeps its version, so that an activation that knew it before does not write over a later one.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">What grains call the storage.</param>
    /// <param name="store">Where the store is.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddPostgresGrainStorage(this ISiloBuilder silo, string name, PostgresStoreOptions store) =>
        silo.AddAdoNetGrainStorage(name, (AdoNetGrainStorageOptions options) =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = store.Complete("creditrisk grains", StateConnections);
        });
}
