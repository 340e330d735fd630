using Npgsql;

namespace CreditRisk.Tests.Storage.Postgres;

/// <summary>A real PostgreSQL server for the tests of this process, started when the first of them asks, with a schema of its own for each.</summary>
internal static class PostgresServer
{
    /// <summary>Tests with this trait are left out where no PostgreSQL is installed.</summary>
    public const string Trait = "Needs";

    private static readonly Lazy<string> Started = new(Start);
    private static int _schemas;

    /// <summary>
    /// Whether a commit waits for the disk; to be set before the server starts. Tests kill processes, not the machine: what the operating system has taken is safe, so that they need not wait.
    /// </summary>
    public static bool WaitsForDisk { get; set; }

    /// <summary>Where it is.</summary>
    public static string ConnectionString => Started.Value;

    /// <summary>A name that no other test uses.</summary>
    public static string NewSchema() => $"test_{Interlocked.Increment(ref _schemas)}";

    /// <summary>Runs a statement as an administrator.</summary>
    public static void Run(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The first value that a query finds.</summary>
    public static object? Value(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>How the server would run a query, line by line.</summary>
    public static List<string> Plan(string schema, string sql, params object[] parameters)
    {
        using var connection = new NpgsqlConnection($"{ConnectionString};Search Path={schema}");
        connection.Open();
        using var command = new NpgsqlCommand("EXPLAIN " + sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        var lines = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private static string Start()
    {
        var cluster = new PostgresCluster(
            $"fsync={(WaitsForDisk ? "on" : "off")}", "max_connections=600", $"shared_buffers={(WaitsForDisk ? "2GB" : "128MB")}", "max_wal_size=4GB");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        return cluster.ConnectionString;
    }
}
