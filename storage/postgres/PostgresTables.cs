using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Tables that another part of the program keeps in the schema of the store.</summary>
public static class PostgresTables
{
    /// <summary>
    /// Brings the schema to the version of this build, as opening the store does, and then runs the scripts in one transaction. Processes that start together wait for each other.
    /// </summary>
    /// <param name="options">Where the store is.</param>
    /// <param name="scripts">What makes the tables; each changes nothing where it has run before.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreException">The server is away or refuses, or the schema is newer than this build or is another program's.</exception>
    public static void Ensure(PostgresStoreOptions options, IReadOnlyList<string> scripts)
    {
        if (options.Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        try
        {
            using var source = NpgsqlDataSource.Create(options.Complete("creditrisk tables", 1));
            using var connection = source.OpenConnection();
            PostgresSchema.MigrateAndAdd(connection, options.Schema, PostgresMigrations.All, scripts);
        }
        catch (Exception failure) when (PostgresFailure.IsKnown(failure))
        {
            throw PostgresFailure.Of(failure, "Making the tables");
        }
    }
}
