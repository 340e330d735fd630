using System.Globalization;
using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Brings a schema to the version of this build, or refuses it.</summary>
internal static class PostgresSchema
{
    // Any number that nothing else in the database locks; "CRsk".
    private const int LockClass = 0x4352736B;

    /// <summary>
    /// Applies the scripts that are missing, each in one transaction with the version that it leads to. Processes that start together wait for each other.
    /// </summary>
    /// <exception cref="StoreException">The schema is newer than this build, or is another program's.</exception>
    /// <exception cref="NpgsqlException">The server failed.</exception>
    public static void Migrate(NpgsqlConnection connection, string schema, IReadOnlyList<string> scripts) =>
        Alone(connection, schema, () => MigrateAlone(connection, schema, scripts));

    /// <summary>
    /// Migrates, and then runs further scripts in one transaction: each must change nothing where it has run before. The schema's own tables come first, or it would be taken for another program's.
    /// </summary>
    /// <exception cref="StoreException">The schema is newer than this build, or is another program's.</exception>
    /// <exception cref="NpgsqlException">The server failed.</exception>
    public static void MigrateAndAdd(NpgsqlConnection connection, string schema, IReadOnlyList<string> scripts, IReadOnlyList<string> further) =>
        Alone(connection, schema, () =>
        {
            MigrateAlone(connection, schema, scripts);
            using var transaction = connection.BeginTransaction();
            foreach (var script in further)
            {
                Run(connection, script);
            }

            transaction.Commit();
        });

    private static void Alone(NpgsqlConnection connection, string schema, Action change)
    {
        // A session's lock, so that it holds over all scripts; it ends with the connection at the latest.
        Run(connection, $"SELECT pg_advisory_lock({LockClass}, hashtext('{schema}'))");
        try
        {
            change();
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                Run(connection, $"SELECT pg_advisory_unlock({LockClass}, hashtext('{schema}'))");
            }
        }
    }

    private static void MigrateAlone(NpgsqlConnection connection, string schema, IReadOnlyList<string> scripts)
    {
        if (!Exists(connection, schema))
        {
            Run(connection, $"CREATE SCHEMA IF NOT EXISTS {schema}");
        }

        var version = CheckedVersion(connection, schema, scripts.Count);
        for (var next = version; next < scripts.Count; next++)
        {
            using var transaction = connection.BeginTransaction();
            Run(connection, scripts[next]);
            Run(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO settings (name, value) VALUES ('version', '{next + 1}') ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
            transaction.Commit();
        }
    }

    /// <summary>Checks that this build can read a schema.</summary>
    /// <exception cref="StoreException">It is missing, newer than this build, or another program's.</exception>
    /// <exception cref="NpgsqlException">The server failed.</exception>
    public static void CheckReadable(NpgsqlConnection connection, string schema, int known)
    {
        var version = CheckedVersion(connection, schema, known);
        if (version < known)
        {
            throw new StoreException(version == 0
                ? $"There is no schema '{schema}' of this program in the database."
                : $"The schema '{schema}' has schema version {version}, and this program needs {known}: start the service once, which migrates it.");
        }
    }

    private static bool Exists(NpgsqlConnection connection, string schema) =>
        (bool)Value(connection, $"SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{schema}')")!;

    private static int CheckedVersion(NpgsqlConnection connection, string schema, int known)
    {
        var tables = (long)Value(connection, $"SELECT count(*) FROM pg_tables WHERE schemaname = '{schema}'")!;
        if (tables == 0)
        {
            return 0;
        }

        var isOurs = (bool)Value(connection, $"SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = '{schema}' AND tablename = 'settings')")!;
        var text = isOurs ? (string?)Value(connection, "SELECT value FROM settings WHERE name = 'version'") : null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw new StoreException($"The schema '{schema}' holds tables of another program.");
        }

        return version <= known
            ? version
            : throw new StoreException($"The schema '{schema}' has schema version {version}; this program knows versions up to {known}.");
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static object? Value(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
