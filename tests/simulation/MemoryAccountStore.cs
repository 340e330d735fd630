using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Storage;

namespace CreditRisk.Tests.Simulation;

/// <summary>Runs the suite of all stores against the simulation's: what it does is what the others do.</summary>
public sealed class MemoryAccountStore : AccountStoreConformance
{
    private readonly MemoryStore _store = new();

    protected override IAccountWriter Writer => _store;

    protected override IAccountReader Reader => _store;

    protected override void Dispose(bool disposing) => _store.Dispose();
}
