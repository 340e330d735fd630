using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using CreditRisk.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRisk.Silo.Runtime;

/// <summary>Where a command finds the data: a directory with the embedded store, or a schema of a PostgreSQL server.</summary>
public sealed class DataPlace
{
    private readonly SqliteStoreOptions _embedded;
    private readonly PostgresStoreOptions? _postgres;

    private DataPlace(SqliteStoreOptions embedded, PostgresStoreOptions? postgres) => (_embedded, _postgres) = (embedded, postgres);

    /// <summary>The place that a text names.</summary>
    /// <param name="text">A directory, or a connection string that begins with <c>Host=</c>; its <c>Search Path</c> names the schema if it is another one than ours.</param>
    /// <exception cref="ConfigurationException">The connection string cannot be read.</exception>
    public static DataPlace Of(string text)
    {
        var embedded = new SqliteStoreOptions { DataDirectory = text };
        if (!text.StartsWith("Host=", StringComparison.OrdinalIgnoreCase))
        {
            return new DataPlace(embedded, null);
        }

        var postgres = PostgresStoreOptions.Of(text);
        return postgres.Mistake() is { } mistake ? throw new ConfigurationException([$"--data: {mistake}"]) : new DataPlace(embedded, postgres);
    }

    /// <summary>Opens it for reading, beside the process that writes to it if there is one.</summary>
    /// <exception cref="StoreException">There is no database, or it cannot be read.</exception>
    public IAccountStore OpenForReading() =>
        _postgres is null ? SqliteStore.Open(_embedded with { Mode = SqliteStoreMode.ReadOnly }) : PostgresStore.OpenForReading(_postgres);

    /// <summary>Opens it for writing; to be called with the lock.</summary>
    /// <exception cref="StoreException">It cannot be opened, or another process has it.</exception>
    public IAccountStore OpenForWriting() => _postgres is null ? SqliteStore.Open(_embedded) : PostgresStore.Open(_postgres);

    /// <summary>Keeps services and other commands out until it is disposed of; the embedded store does so by itself while it is open.</summary>
    /// <returns>What is to be disposed of, or null where there is nothing to hold.</returns>
    /// <exception cref="StoreException">A service is active, or the server is away.</exception>
    public HeldLease? Lock() => _postgres is null
        ? null
        : HeldLease.TryTake(_postgres, LeaseKind.Active, TimeProvider.System, NullLogger.Instance)
            ?? throw new StoreException($"A service is active on the schema '{_postgres.Schema}': stop it first, and those that stand by.");

    /// <summary>Settings of an engine on it, for as long as the lock is held.</summary>
    /// <param name="embedded">Settings of the embedded store apart from its directory, or null for the usual ones.</param>
    public EngineSettings EngineSettings(SqliteStoreOptions? embedded = null) =>
        new() { Store = (embedded ?? _embedded) with { DataDirectory = _embedded.DataDirectory }, Postgres = _postgres };
}
