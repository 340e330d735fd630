using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Tests.Simulation;

/// <summary>The store as one process has it open: slow, away, and sometimes silent about what it did.</summary>
internal sealed class SimulatedStore(PipelineRun simulation, SimulatedProcess process) : IAccountStore
{
    private readonly MemoryStore _store = simulation.Store;
    private readonly Faults _faults = simulation.Faults;

    /// <summary>Two, as a server has them.</summary>
    public IReadOnlyList<IAccountWriter> Writers => [this, this];

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, long Bytes)> Files => _store.Files;

    /// <inheritdoc/>
    public bool[] Commit(CommitBatch batch)
    {
        var world = process.World;
        process.Sleep(world.UpTo(_faults.StoreLatency));
        if (simulation.IsStoreAway || world.Chance(_faults.CommitRefused))
        {
            world.Tell("is refused by the store", process.Name);
            throw new StoreException("the simulated store is away");
        }

        if (world.Chance(_faults.CommitLostBefore))
        {
            world.Tell("loses a commit", process.Name);
            throw Silent(world);
        }

        if (_faults.OneIndigestibleOf is { } share && batch.Accounts.FirstOrDefault(write => write.History.Any(row => row.EventHash % (ulong)share == 0)) is { } refused)
        {
            world.Tell("is refused for the content", process.Name, refused.Id);
            throw new StoreException($"the simulated store takes nothing of the kind for {refused.Id}", null, StoreFailure.Content);
        }

        var committed = _store.Commit(batch);
        simulation.Durable.Add(batch, committed);
        world.Tell("commits", process.Name, string.Join(' ', batch.Accounts.Select((write, index) => $"{write.Id}:{write.Next.Number}{(committed[index] ? "" : "!")}")));
        if (committed.Contains(false))
        {
            world.Tell("meets another owner", process.Name);
        }

        if (batch.DeadLetters.Count + batch.Accounts.Sum(write => write.DeadLetters.Count) > 0)
        {
            world.Tell("keeps dead letters", process.Name);
        }

        process.Sleep(world.UpTo(_faults.StoreLatency));
        if (world.Chance(_faults.CommitLostAfter))
        {
            world.Tell("hears nothing of a commit", process.Name);
            // As the real stores do: the keys of new accounts come with the answer.
            foreach (var write in batch.Accounts.Where(write => write.Expected == RowVersion.None))
            {
                write.Key = 0;
            }

            throw Silent(world);
        }

        return committed;
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredAccount?> Load(IReadOnlyList<string> ids) => Read(() => _store.Load(ids));

    /// <inheritdoc/>
    public IReadOnlyList<StoredAccount> List(long afterKey, int most) => Read(() => _store.List(afterKey, most));

    /// <inheritdoc/>
    public IReadOnlyList<string> DueUpTo(Instant instant, int most, WakeShard? shard = null) => Read(() => _store.DueUpTo(instant, most, shard));

    /// <inheritdoc/>
    public IEnumerable<StoredRecord> HistoryBackwards(string accountId) => Read(() => _store.HistoryBackwards(accountId));

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> HistoryBefore(string accountId, long before, int most) => Read(() => _store.HistoryBefore(accountId, before, most));

    /// <inheritdoc/>
    public bool MayState(string accountId, ulong factHash) => Read(() => _store.MayState(accountId, factHash));

    /// <inheritdoc/>
    public IReadOnlyList<StoredEffect> Effects(long afterOffset, int most, string? accountId = null) => Read(() => _store.Effects(afterOffset, most, accountId));

    /// <inheritdoc/>
    public IReadOnlyList<StoredEffect> NewestEffects(int most, string? accountId = null) => Read(() => _store.NewestEffects(most, accountId));

    /// <inheritdoc/>
    public IReadOnlyList<StoredDeadLetter> DeadLetters(long afterId, int most, string? reason = null) => Read(() => _store.DeadLetters(afterId, most, reason));

    /// <inheritdoc/>
    public StoredDeadLetter? DeadLetter(long id) => Read(() => _store.DeadLetter(id));

    /// <inheritdoc/>
    public IReadOnlyList<PortfolioTotal> Totals() => Read(_store.Totals);

    /// <inheritdoc/>
    public IReadOnlyList<string> Quarantined(int most) => Read(() => _store.Quarantined(most));

    /// <inheritdoc/>
    public IReadOnlyList<DeskEntry> Desk(DeskQuery query) => Read(() => _store.Desk(query));

    /// <inheritdoc/>
    public IReadOnlyList<ReadyRestriction> ReadyRestrictions(ReadyRestriction? after, int most) => Read(() => _store.ReadyRestrictions(after, most));

    /// <inheritdoc/>
    public long ProgressOf(SourcePartition partition) => Read(() => _store.ProgressOf(partition));

    /// <inheritdoc/>
    public StoreCounts Counts() => Read(_store.Counts);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    // What the store does not say, or what a client throws against its contract: both mean that nobody knows.
    private static Exception Silent(World world) => world.Chance(0.8)
        ? new StoreException("the simulated store does not answer", null, StoreFailure.UnknownOutcome)
        : new InvalidOperationException("the simulated client of the store is in a bad state");

    private T Read<T>(Func<T> read)
    {
        process.World.MustHaveTheTurn();
        if (simulation.IsStoreAway || process.World.Chance(_faults.ReadRefused))
        {
            process.World.Tell("cannot read", process.Name);
            throw new StoreException("the simulated store is away");
        }

        return read();
    }
}
