using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Xunit;

namespace CreditRisk.Tests.Storage.Postgres;

/// <summary>Runs the suite of all stores against PostgreSQL.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class PostgresAccountStore : AccountStoreConformance
{
    private readonly PostgresStore _store = PostgresStore.Open(new PostgresStoreOptions { ConnectionString = PostgresServer.ConnectionString, Schema = PostgresServer.NewSchema() });

    protected override IAccountWriter Writer => _store;

    protected override IAccountReader Reader => _store;

    protected override void Dispose(bool disposing) => _store.Dispose();
}
