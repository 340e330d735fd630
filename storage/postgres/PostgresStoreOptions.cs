using System.Text.RegularExpressions;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Settings of the PostgreSQL store.</summary>
public sealed partial record PostgresStoreOptions
{
    internal const int MostWriters = 16;

    /// <summary>The greatest stripe.</summary>
    public const int MostStripe = 1_023;

    /// <summary>Where the server is and who asks, as Npgsql writes it: <c>Host=...;Database=...;Username=...;Password=...</c>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds everything, a lower-case identifier of at most 63 letters; created when it is missing and may be.</summary>
    public string Schema { get; init; } = "creditrisk";

    /// <summary>Connections that write at once, 1-16, each a share of the accounts: while the server works on one's batch the next one's is made.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>Connections that read at once, 1-1,000; more reads wait. Writers have their own.</summary>
    public int MaxReaders { get; init; } = 16;

    /// <summary>How long a connection may take to open, 1-600 s.</summary>
    public int ConnectTimeoutSeconds { get; init; } = 10;

    /// <summary>How long a statement may take, 1-3,600 s.</summary>
    public int CommandTimeoutSeconds { get; init; } = 30;

    /// <summary>Which stripes of the totals this process adds to, 0-1,023: processes with different ones do not wait for each other's totals.</summary>
    public int Stripe { get; init; }

    /// <summary>How many months of history are kept beside the present one, 0-1,200; 0 keeps all.</summary>
    public int HistoryMonths { get; init; }

    /// <summary>Options from a connection string alone: its search path, where it has one, is the schema.</summary>
    public static PostgresStoreOptions Of(string connectionString)
    {
        var options = new PostgresStoreOptions { ConnectionString = connectionString };
        return options.ConnectionMistake() is null && new NpgsqlConnectionStringBuilder(connectionString).SearchPath is { Length: > 0 } schema
            ? options with { Schema = schema }
            : options;
    }

    // The planner takes a chain of a few records for millions, and compiles for a third of a second what runs for a millisecond.
    private const string WithoutCompiler = "-c jit=off";

    /// <summary>The connection string of a pool of its own: with the schema as its search path, and the time-outs.</summary>
    /// <param name="application">What the server calls its connections.</param>
    /// <param name="pool">How many there may be, 1 or more.</param>
    public string Complete(string application, int pool)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            SearchPath = Schema,
            ApplicationName = application,
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = CommandTimeoutSeconds,
            MaxPoolSize = pool,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            // Nobody changes a session's settings: a reset at each return would cost a round trip.
            NoResetOnClose = true,
        };
        builder.Options = $"{builder.Options} {WithoutCompiler}".TrimStart();
        return builder.ConnectionString;
    }

    /// <summary>What is wrong, or null.</summary>
    public string? Mistake() =>
        ConnectionMistake()
        ?? (SchemaName().IsMatch(Schema) ? null : $"{nameof(Schema)} is '{Schema}', which is no lower-case identifier of at most 63 letters.")
        ?? Beyond(Writers, 1, MostWriters, nameof(Writers))
        ?? Beyond(MaxReaders, 1, 1_000, nameof(MaxReaders))
        ?? Beyond(ConnectTimeoutSeconds, 1, 600, nameof(ConnectTimeoutSeconds))
        ?? Beyond(CommandTimeoutSeconds, 1, 3_600, nameof(CommandTimeoutSeconds))
        ?? Beyond(HistoryMonths, 0, 1_200, nameof(HistoryMonths))
        ?? Beyond(Stripe, 0, MostStripe, nameof(Stripe));

    private string? ConnectionMistake()
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(ConnectionString).Host is { Length: > 0 } ? null : $"{nameof(ConnectionString)} names no host.";
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return $"{nameof(ConnectionString)} cannot be read: {failure.Message}";
        }
    }

    private static string? Beyond(int value, int least, int most, string name) =>
        value < least || value > most ? $"{name} is {value}; {least} to {most} are allowed." : null;

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SchemaName();
}
