using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Storage.Sqlite;

// The reading half: each method borrows a reading connection for as long as it runs.
public sealed partial class SqliteStore
{
    // Long chains are read in pages, so that a slow consumer holds neither a connection nor a snapshot. The chain never changes behind its head.
    private const int HistoryPage = 128;

    /// <inheritdoc/>
    public IReadOnlyList<StoredAccount?> Load(IReadOnlyList<string> ids) =>
        _readers.Read("accounts", connection => AccountReads.Load(connection, ids));

    /// <inheritdoc/>
    public IReadOnlyList<StoredAccount> List(long afterKey, int most) =>
        _readers.Read("accounts", connection => AccountReads.List(connection, afterKey, AtLeastNone(most)));

    /// <inheritdoc/>
    public IReadOnlyList<string> DueUpTo(Instant instant, int most, WakeShard? shard = null) =>
        _readers.Read("what is due", connection => AccountReads.DueUpTo(connection, instant, AtLeastNone(most), shard ?? new WakeShard(0, 1)));

    /// <inheritdoc/>
    public IEnumerable<StoredRecord> HistoryBackwards(string accountId) => Backwards(
        accountId, () => _readers.Read("history", connection => HistoryReads.NewestOf(connection, accountId)), HistoryPage);

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> HistoryBefore(string accountId, long before, int most)
    {
        if (before <= 1 || most <= 0)
        {
            return [];
        }

        var records = Backwards(
            accountId, () => _readers.Read("history", connection => HistoryReads.At(connection, accountId, before - 1)), Math.Min(most, HistoryPage));
        return [.. records.Take(most)];
    }

    /// <inheritdoc/>
    public bool MayState(string accountId, ulong factHash) =>
        _readers.Read("history", connection => HistoryReads.IsStated(connection, accountId, factHash)) || StatedFacts.AmongFirst(this, accountId, factHash);

    /// <inheritdoc/>
    public IReadOnlyList<StoredEffect> Effects(long afterOffset, int most, string? accountId = null) =>
        _readers.Read("effects", connection => EffectReads.After(connection, afterOffset, AtLeastNone(most), accountId));

    /// <inheritdoc/>
    public IReadOnlyList<StoredEffect> NewestEffects(int most, string? accountId = null) =>
        _readers.Read("effects", connection => EffectReads.Newest(connection, AtLeastNone(most), accountId));

    /// <inheritdoc/>
    public IReadOnlyList<StoredDeadLetter> DeadLetters(long afterId, int most, string? reason = null) =>
        _readers.Read("dead letters", connection => DeadLetterReads.After(connection, afterId, AtLeastNone(most), reason));

    /// <inheritdoc/>
    public StoredDeadLetter? DeadLetter(long id) => _readers.Read("dead letters", connection => DeadLetterReads.One(connection, id));

    /// <inheritdoc/>
    public IReadOnlyList<PortfolioTotal> Totals() => _readers.Read("totals", PortfolioReads.Totals);

    /// <inheritdoc/>
    public IReadOnlyList<string> Quarantined(int most) =>
        _readers.Read("what is quarantined", connection => AccountReads.Quarantined(connection, AtLeastNone(most)));

    /// <inheritdoc/>
    public IReadOnlyList<DeskEntry> Desk(DeskQuery query) => _readers.Read("the desk", connection => DeskReads.Page(connection, query));

    /// <inheritdoc/>
    public IReadOnlyList<ReadyRestriction> ReadyRestrictions(ReadyRestriction? after, int most) =>
        _readers.Read("what is ready", connection => DeskReads.Ready(connection, after, AtLeastNone(most)));

    /// <inheritdoc/>
    public long ProgressOf(SourcePartition partition) =>
        _readers.Read("progress", connection => PortfolioReads.ProgressOf(connection, partition));

    /// <inheritdoc/>
    public StoreCounts Counts() => _readers.Read("sizes", PortfolioReads.Counts);

    private IEnumerable<StoredRecord> Backwards(string accountId, Func<long> start, int perPage)
    {
        var position = start();
        while (position != 0)
        {
            var from = position;
            var page = _readers.Read("history", connection => HistoryReads.Page(connection, from, perPage));
            if (page.Count == 0)
            {
                throw new StoreException($"The history of '{accountId}' breaks off: there is no record at the position {from}.", null, StoreFailure.Content);
            }

            foreach (var (record, previous) in page)
            {
                position = previous;
                yield return record;
            }
        }
    }

    // SQLite takes a negative limit for none at all.
    private static int AtLeastNone(int most) => Math.Max(0, most);
}
