using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Brings a database to the schema of this build, or refuses it.</summary>
internal static class SqliteSchema
{
    /// <summary>Marks the file as ours ("CRsk"), so that another program's database is never migrated by mistake.</summary>
    public const long ApplicationId = 0x4352736B;

    private const string PartitionsKey = "partitions";

    /// <summary>
    /// Applies the scripts that are missing, each in one transaction with the version that it leads to. The caller holds the directory's lock, so nobody else migrates.
    /// </summary>
    /// <exception cref="StoreException">The database is not ours or is newer than this build.</exception>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<string> scripts, int partitions)
    {
        var version = CheckedVersion(connection, scripts.Count);
        for (var next = version; next < scripts.Count; next++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Run(scripts[(int)next]);
            if (next == 0)
            {
                connection.Run($"INSERT INTO meta (key, value) VALUES ('{PartitionsKey}', '{partitions}')");
                connection.Run($"PRAGMA application_id = {ApplicationId}");
            }

            connection.Run($"PRAGMA user_version = {next + 1}");
            transaction.Commit();
        }
    }

    /// <summary>For readers, which change nothing.</summary>
    /// <exception cref="StoreException">The database is not ours, or is older or newer than this build.</exception>
    public static void CheckReadable(SqliteConnection connection)
    {
        var known = SqliteMigrations.All.Count;
        var version = CheckedVersion(connection, known);
        if (version < known)
        {
            throw new StoreException(
                $"The database has schema version {version}, this build needs {known}: start the service once, it migrates the database.");
        }
    }

    /// <summary>How many partitions the log was created with.</summary>
    public static int Partitions(SqliteConnection connection) =>
        int.Parse((string)connection.Value($"SELECT value FROM meta WHERE key = '{PartitionsKey}'"), System.Globalization.NumberStyles.None);

    private static long CheckedVersion(SqliteConnection connection, int known)
    {
        var version = (long)connection.Value("PRAGMA user_version");
        var application = (long)connection.Value("PRAGMA application_id");
        var empty = version == 0 && application == 0 && (long)connection.Value("SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && application != ApplicationId)
        {
            throw new StoreException(
                $"'{connection.DataSource}' is another program's database (application id {application}, expected {ApplicationId}).");
        }

        return version <= known
            ? version
            : throw new StoreException(
                $"The database has schema version {version}, this build knows versions up to {known}: use the build that wrote it, or a newer one.");
    }
}
