using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Storage.Postgres;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Reconciles the desk of the PostgreSQL store.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class PostgresDesk(ITestOutputHelper output) : DeskReconciliation(output), IDisposable
{
    private readonly PostgresStore _store = PostgresStore.Open(new PostgresStoreOptions { ConnectionString = PostgresServer.ConnectionString, Schema = PostgresServer.NewSchema() });

    protected override IAccountStore Store => _store;

    public void Dispose() => _store.Dispose();
}
