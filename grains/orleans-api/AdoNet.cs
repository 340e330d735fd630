namespace Orleans.Configuration
{
    /// <summary>How silos find each other through a database.</summary>
    public class AdoNetClusteringSiloOptions
    {
        /// <summary>The name of the database's provider.</summary>
        public string Invariant { get; set; } = null!;

        /// <summary>Where it is.</summary>
        public string ConnectionString { get; set; } = null!;
    }

    /// <summary>How clients find silos through a database.</summary>
    public class AdoNetClusteringClientOptions
    {
        /// <summary>The name of the database's provider.</summary>
        public string Invariant { get; set; } = null!;

        /// <summary>Where it is.</summary>
        public string ConnectionString { get; set; } = null!;
    }

    /// <summary>How grains keep their states in a database.</summary>
    public class AdoNetGrainStorageOptions
    {
        /// <summary>The name of the database's provider.</summary>
        public string Invariant { get; set; } = null!;

        /// <summary>Where it is.</summary>
        public string ConnectionString { get; set; } = null!;
    }
}

namespace Orleans.Hosting
{
    using Orleans.Configuration;

    /// <summary>Has silos and clients find each other through a database.</summary>
    public static class AdoNetHostingExtensions
    {
        /// <summary>The silo does.</summary>
        public static ISiloBuilder UseAdoNetClustering(this ISiloBuilder builder, Action<AdoNetClusteringSiloOptions> configureOptions) => throw Declarations.Only();

        /// <summary>The client does.</summary>
        public static IClientBuilder UseAdoNetClustering(this IClientBuilder builder, Action<AdoNetClusteringClientOptions> configureOptions) => throw Declarations.Only();
    }

    /// <summary>Has grains keep their states in a database.</summary>
    public static class AdoNetGrainStorageSiloBuilderExtensions
    {
        /// <summary>Under a name.</summary>
        public static ISiloBuilder AddAdoNetGrainStorage(this ISiloBuilder builder, string name, Action<AdoNetGrainStorageOptions> configureOptions) => throw Declarations.Only();
    }
}
