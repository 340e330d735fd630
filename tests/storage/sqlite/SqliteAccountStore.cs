using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;

namespace CreditRisk.Tests.Storage.Sqlite;

/// <summary>Runs the suite of all stores against SQLite.</summary>
public sealed class SqliteAccountStore : AccountStoreConformance
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteStore _store;

    public SqliteAccountStore() => _store = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = _directory.Path });

    protected override IAccountWriter Writer => _store;

    protected override IAccountReader Reader => _store;

    protected override void Dispose(bool disposing)
    {
        _store.Dispose();
        _directory.Dispose();
    }
}
