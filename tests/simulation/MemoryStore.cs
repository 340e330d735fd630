using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Tests.Simulation;

/// <summary>A store in memory that does what every store does: it passes the suite of all stores. Thread-safe.</summary>
internal sealed class MemoryStore : IAccountStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemoryAccount> _byId = new(StringComparer.Ordinal);
    private readonly List<MemoryAccount> _accounts = [];
    private readonly List<StoredEffect> _effects = [];
    private readonly List<StoredDeadLetter> _letters = [];
    private readonly SortedDictionary<TotalKey, (long Amount, long Count)> _totals = new(Comparer<TotalKey>.Create(Compare));
    private readonly Dictionary<SourcePartition, long> _progress = [];

    /// <summary>Whether the version of a row is looked at before it is written; without, nothing protects an account from two owners.</summary>
    public bool ChecksVersions { get; init; } = true;

    /// <inheritdoc/>
    public IReadOnlyList<IAccountWriter> Writers => [this];

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, long Bytes)> Files => [];

    /// <inheritdoc/>
    public bool[] Commit(CommitBatch batch)
    {
        BatchChecks.Check(batch, new HashSet<string>(StringComparer.Ordinal));
        lock (_lock)
        {
            bool[] passed = [.. batch.Accounts.Select(Passes)];
            var writes = batch.Accounts.Where((_, index) => passed[index]).ToList();
            // All that can be refused is looked at before anything changes.
            writes.ForEach(CheckEffects);
            var sums = new TotalSums();
            writes.ForEach(write => sums.Add(write.Totals));
            var totals = sums.Changes().Select(change => (change.Key, Sum: TotalSums.Sum(change.Key, _totals.GetValueOrDefault(change.Key), (change.Amount, change.Count)))).ToList();
            totals.ForEach(total => _totals[total.Key] = total.Sum);
            writes.ForEach(Write);
            Keep(batch.DeadLetters);
            foreach (var end in batch.LetterEnds.Where(end => end.Id <= _letters.Count))
            {
                _letters[(int)end.Id - 1] = _letters[(int)end.Id - 1] with { End = end };
            }

            foreach (var (partition, next) in batch.Progress)
            {
                _progress[partition] = Math.Max(next, _progress.GetValueOrDefault(partition));
            }

            return passed;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredAccount?> Load(IReadOnlyList<string> ids) => Locked(() => ids.Select(id => _byId.GetValueOrDefault(id)?.Row).ToList());

    /// <inheritdoc/>
    public IReadOnlyList<StoredAccount> List(long afterKey, int most) =>
        Locked(() => _accounts.Where(account => account.Row.Key > afterKey).Take(most).Select(account => account.Row).ToList());

    /// <inheritdoc/>
    public IReadOnlyList<string> DueUpTo(Instant instant, int most, WakeShard? shard = null) => Locked(() => _accounts
        .Where(account => (shard?.Has(account.Row.Key) ?? true) && account.Row.WakeAt?.ToUnixTimeMilliseconds() <= instant.ToUnixTimeMilliseconds())
        .OrderBy(account => account.Row.WakeAt!.Value.ToUnixTimeMilliseconds())
        .Take(most).Select(account => account.Row.Id).ToList());

    /// <inheritdoc/>
    public IEnumerable<StoredRecord> HistoryBackwards(string accountId) => HistoryBefore(accountId, long.MaxValue, int.MaxValue);

    /// <inheritdoc/>
    public bool MayState(string accountId, ulong factHash) => HistoryBackwards(accountId).Any(record => record.FactHash == factHash);

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> HistoryBefore(string accountId, long before, int most) => Locked(() =>
        (_byId.GetValueOrDefault(accountId)?.History ?? []).AsEnumerable().Reverse().Where(record => record.Sequence < before).Take(most).ToList());

    /// <inheritdoc/>
    public IReadOnlyList<StoredEffect> Effects(long afterOffset, int most, string? accountId = null) => Locked(() => accountId is null
        ? _effects.Skip((int)Math.Max(0, afterOffset)).Take(most).ToList()
        : _effects.Where(effect => effect.Offset > afterOffset && effect.Account == accountId).Take(most).ToList());

    /// <inheritdoc/>
    public IReadOnlyList<StoredEffect> NewestEffects(int most, string? accountId = null) => Locked(() =>
        _effects.AsEnumerable().Reverse().Where(effect => accountId is null || effect.Account == accountId).Take(most).ToList());

    /// <inheritdoc/>
    public IReadOnlyList<StoredDeadLetter> DeadLetters(long afterId, int most, string? reason = null) => Locked(() =>
        _letters.Where(letter => letter.Id > afterId && (reason is null || letter.Letter.Reason == reason)).Take(most).ToList());

    /// <inheritdoc/>
    public StoredDeadLetter? DeadLetter(long id) => Locked(() => _letters.Find(letter => letter.Id == id));

    /// <inheritdoc/>
    public IReadOnlyList<PortfolioTotal> Totals() => Locked(() =>
        _totals.Where(total => total.Value != (0, 0)).Select(total => new PortfolioTotal(total.Key, total.Value.Amount, total.Value.Count)).ToList());

    /// <inheritdoc/>
    public IReadOnlyList<string> Quarantined(int most) =>
        Locked(() => _accounts.Where(account => account.IsQuarantined).Select(account => account.Row.Id).Order(StringComparer.Ordinal).Take(most).ToList());

    /// <inheritdoc/>
    public IReadOnlyList<DeskEntry> Desk(DeskQuery query) => Locked(() =>
    {
        var taken = Entries().Where(query.Takes).Select(entry => (Entry: entry, Place: DeskPlace.Of(query.List, entry)!.Value))
            .OrderBy(pair => pair.Place.Value).ThenBy(pair => pair.Place.Account, StringComparer.Ordinal).Select(pair => pair.Entry);
        return (query.IsDescending ? taken.Reverse() : taken).Take(query.Most).ToList();
    });

    /// <inheritdoc/>
    public IReadOnlyList<ReadyRestriction> ReadyRestrictions(ReadyRestriction? after, int most) => Locked(() => Entries()
        .Where(entry => entry.Row.ReadyAt is not null)
        .Select(entry => new ReadyRestriction(entry.Account, entry.Row.Region, entry.Row.Want, entry.Row.ReadyAt!.Value))
        .OrderBy(ready => ready.ReadyAt).ThenBy(ready => ready.Account, StringComparer.Ordinal)
        .Where(ready => after is not { } known || ready.ReadyAt > known.ReadyAt || (ready.ReadyAt == known.ReadyAt && string.CompareOrdinal(ready.Account, known.Account) > 0))
        .Take(most).ToList());

    /// <inheritdoc/>
    public long ProgressOf(SourcePartition partition) => Locked(() => _progress.GetValueOrDefault(partition));

    /// <inheritdoc/>
    public StoreCounts Counts() => Locked(() => new StoreCounts(_accounts.Count, _accounts.Sum(account => account.History.Count), _effects.Count, _letters.Count));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private bool Passes(AccountWrite write)
    {
        var row = _byId.GetValueOrDefault(write.Id)?.Row;
        return !ChecksVersions || (write.Expected == RowVersion.None ? row is null : row is not null && row.Version == write.Expected && row.Key == write.Key);
    }

    private void CheckEffects(AccountWrite write)
    {
        if (ChecksVersions && write.Outbox.Count > 0 && _byId.GetValueOrDefault(write.Id) is { } account && write.Outbox[0].Number <= account.Effects)
        {
            throw new StoreException($"The account '{write.Id}' has the effect {write.Outbox[0].Number} already.", null, StoreFailure.Content);
        }
    }

    private void Write(AccountWrite write)
    {
        if (!_byId.TryGetValue(write.Id, out var account))
        {
            write.Key = _accounts.Count + 1;
            _byId.Add(write.Id, account = new MemoryAccount());
            _accounts.Add(account);
        }

        var wake = write.WakeChanged ? write.WakeAt : account.Row?.WakeAt;
        account.Row = new StoredAccount(account.Row?.Key ?? write.Key, write.Id, write.Next, write.State.ToArray(), wake)
        {
            Desk = write.DeskChanged ? write.Desk : account.Row?.Desk,
            Archive = write.Archive is { } archive ? archive.ToArray() : account.Row?.Archive ?? default,
        };
        account.IsQuarantined = write.Quarantined;
        account.Effects += write.Outbox.Count;
        account.History.AddRange(write.History.Select(row => new StoredRecord(row.Sequence, row.LoggedAt, row.EventHash, row.FactHash, row.Body, row.Headers)));
        foreach (var row in write.Outbox)
        {
            _effects.Add(new StoredEffect(_effects.Count + 1, write.Id, row.Number, row.Topic, row.Type, row.At, row.Body));
        }

        Keep(write.DeadLetters);
    }

    private void Keep(IReadOnlyList<DeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            _letters.Add(new StoredDeadLetter(_letters.Count + 1, letter with
            {
                Message = LetterText.Clean(letter.Message),
                Account = LetterText.Clean(letter.Account),
                EventId = LetterText.Clean(letter.EventId),
                Origin = LetterText.Clean(letter.Origin),
            }));
        }
    }

    private IEnumerable<DeskEntry> Entries() => _accounts.Where(account => account.Row.Desk is not null).Select(account => new DeskEntry(account.Row.Id, account.Row.Desk!));

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }

    private static int Compare(TotalKey left, TotalKey right) =>
        (left.Kind, left.Day).CompareTo((right.Kind, right.Day)) is not 0 and var order ? order : string.CompareOrdinal(left.Scope, right.Scope);

    private sealed class MemoryAccount
    {
        public StoredAccount Row { get; set; } = null!;

        public bool IsQuarantined { get; set; }

        public long Effects { get; set; }

        public List<StoredRecord> History { get; } = [];
    }
}
