using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Stands before a real store: notes what a host loads and looks up, and breaks it as the test says.</summary>
internal sealed class WatchedReader(IAccountReader store) : IAccountReader
{
    private int _loads;
    private int _lookUps;
    private int _questions;

    /// <summary>Accounts that were loaded.</summary>
    public int Loads => Volatile.Read(ref _loads);

    /// <summary>Histories that were looked into.</summary>
    public int LookUps => Volatile.Read(ref _lookUps);

    /// <summary>How often it was asked whether a record may state something.</summary>
    public int Questions => Volatile.Read(ref _questions);

    /// <summary>What is thrown instead of loading accounts, or null.</summary>
    public Func<IReadOnlyList<string>, Exception?> Failure { get; set; } = _ => null;

    /// <summary>What is thrown instead of the record of a history with this number, or null.</summary>
    public Func<long, Exception?> HistoryFailure { get; set; } = _ => null;

    /// <summary>Records with smaller numbers are no longer kept.</summary>
    public long KeptFrom { get; set; }

    /// <summary>What is loaded in place of a row.</summary>
    public Func<StoredAccount, StoredAccount> Damage { get; set; } = row => row;

    public IReadOnlyList<StoredAccount?> Load(IReadOnlyList<string> ids)
    {
        Interlocked.Add(ref _loads, ids.Count);
        return Failure(ids) is { } failure ? throw failure : [.. store.Load(ids).Select(row => row is null ? null : Damage(row))];
    }

    public IEnumerable<StoredRecord> HistoryBackwards(string accountId)
    {
        Interlocked.Increment(ref _lookUps);
        return store.HistoryBackwards(accountId).TakeWhile(record => record.Sequence >= KeptFrom).Select(record => HistoryFailure(record.Sequence) is { } failure ? throw failure : record);
    }

    public bool MayState(string accountId, ulong factHash)
    {
        Interlocked.Increment(ref _questions);
        return HistoryFailure(1) is { } failure ? throw failure : KeptFrom > 1 || store.MayState(accountId, factHash);
    }

    public IReadOnlyList<StoredRecord> HistoryBefore(string accountId, long before, int most) => store.HistoryBefore(accountId, before, most);

    public IReadOnlyList<StoredAccount> List(long afterKey, int most) => store.List(afterKey, most);

    public IReadOnlyList<string> DueUpTo(Instant instant, int most, WakeShard? shard = null) => store.DueUpTo(instant, most, shard);

    public IReadOnlyList<StoredEffect> Effects(long afterOffset, int most, string? accountId = null) => store.Effects(afterOffset, most, accountId);

    public IReadOnlyList<StoredEffect> NewestEffects(int most, string? accountId = null) => store.NewestEffects(most, accountId);

    public IReadOnlyList<StoredDeadLetter> DeadLetters(long afterId, int most, string? reason = null) => store.DeadLetters(afterId, most, reason);

    public StoredDeadLetter? DeadLetter(long id) => store.DeadLetter(id);

    public IReadOnlyList<PortfolioTotal> Totals() => store.Totals();

    public IReadOnlyList<string> Quarantined(int most) => store.Quarantined(most);

    public IReadOnlyList<DeskEntry> Desk(DeskQuery query) => store.Desk(query);

    public IReadOnlyList<ReadyRestriction> ReadyRestrictions(ReadyRestriction? after, int most) => store.ReadyRestrictions(after, most);

    public long ProgressOf(SourcePartition partition) => store.ProgressOf(partition);

    public StoreCounts Counts() => store.Counts();
}
