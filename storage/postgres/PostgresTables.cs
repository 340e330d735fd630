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
        _ = Do(options, "Making the tables", connection =>
        {
            PostgresSchema.MigrateAndAdd(connection, options.Schema, PostgresMigrations.All, scripts);
            return true;
        });
    }

    /// <summary>Notes something in the schema that is to be the same in all processes: who is first decides.</summary>
    /// <param name="options">Where the store is.</param>
    /// <param name="name">What.</param>
    /// <param name="value">What this process would have.</param>
    /// <returns>What it is.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public static string Agree(PostgresStoreOptions options, string name, string value) => Do(options, $"Agreeing on the {name}", connection =>
    {
        using var add = new NpgsqlCommand("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = name }, new NpgsqlParameter<string> { TypedValue = value } },
        };
        add.ExecuteNonQuery();
        // A statement of its own sees what another process has added meanwhile.
        using var read = new NpgsqlCommand("SELECT value FROM settings WHERE name = $1", connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = name } } };
        return (string)read.ExecuteScalar()!;
    });

    private static T Do<T>(PostgresStoreOptions options, string doing, Func<NpgsqlConnection, T> change)
    {
        if (options.Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        try
        {
            using var source = NpgsqlDataSource.Create(options.Complete("creditrisk tables", 1));
            using var connection = source.OpenConnection();
            return change(connection);
        }
        catch (Exception failure) when (PostgresFailure.IsKnown(failure))
        {
            throw PostgresFailure.Of(failure, doing);
        }
    }
}
