using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Storage;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Reconciles the desk of the SQLite store.</summary>
public sealed class SqliteDesk : DeskReconciliation, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteStore _store;

    public SqliteDesk(ITestOutputHelper output)
        : base(output) => _store = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = _directory.Path });

    protected override IAccountStore Store => _store;

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }
}
