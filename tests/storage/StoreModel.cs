using CreditRisk.Domain.Ladder;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Shouldly;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage;

/// <summary>
/// A store as a few dictionaries, and a generator of batches for it: writes of accounts whose row it knows, and of some whose row has changed since. What the
/// model holds is what a store must hold after the same batches.
/// </summary>
internal sealed class StoreModel(int seed)
{
    private const int Ids = 40;

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<TotalKey, (long Amount, long Count)> _totals = [];
    private readonly List<string> _effects = [];
    private int _letters;

    /// <summary>A batch, and for each of its writes whether it is to be committed.</summary>
    public (CommitBatch Batch, bool[] Expected) Next()
    {
        var ids = Enumerable.Range(0, Ids).OrderBy(_ => _random.Next()).Take(_random.Next(1, 15)).Select(index => $"A{index}").ToArray();
        var writes = ids.Select(WriteOf).ToArray();
        var letters = Enumerable.Repeat(Letter(), _random.Next(3)).ToArray();
        return (new CommitBatch([.. writes.Select(write => write.Write)], letters, []), [.. writes.Select(write => write.Fresh)]);
    }

    /// <summary>The batch was committed as expected.</summary>
    public void Apply(CommitBatch batch, bool[] committed)
    {
        _letters += batch.DeadLetters.Count;
        foreach (var (write, _) in batch.Accounts.Zip(committed).Where(pair => pair.Second))
        {
            if (!_accounts.TryGetValue(write.Id, out var account))
            {
                _accounts.Add(write.Id, account = new Account { Key = write.Key });
            }

            account.Version = write.Next;
            account.State = write.State.ToArray();
            account.Archive = write.Archive?.ToArray() ?? account.Archive;
            account.WakeAt = write.WakeChanged ? write.WakeAt : account.WakeAt;
            account.Desk = write.DeskChanged ? write.Desk : account.Desk;
            account.Quarantined = write.Quarantined;
            account.Records.AddRange(write.History);
            account.Effects += write.Outbox.Count;
            _letters += write.DeadLetters.Count;
            _effects.AddRange(write.Outbox.Select(row => $"{write.Id}:{row.Number}"));
            foreach (var change in write.Totals)
            {
                var (amount, count) = _totals.GetValueOrDefault(change.Key);
                _totals[change.Key] = (amount + change.Amount, count + change.Count);
            }
        }
    }

    /// <summary>The store holds what the model holds.</summary>
    public void ShouldBeIn(IAccountReader reader)
    {
        var context = $"seed {seed}";
        reader.Counts().ShouldBe(new StoreCounts(_accounts.Count, _accounts.Values.Sum(account => account.Records.Count), _effects.Count, _letters), context);
        foreach (var (id, account) in _accounts)
        {
            var stored = reader.Load([id])[0].ShouldNotBeNull(context);
            stored.Version.ShouldBe(account.Version, context);
            stored.Key.ShouldBe(account.Key, context);
            stored.State.ToArray().ShouldBe(account.State, context);
            stored.Archive.ToArray().ShouldBe(account.Archive, context);
            stored.WakeAt.ShouldBe(account.WakeAt, context);
            stored.Desk.ShouldBe(account.Desk, context);
            var records = reader.HistoryBackwards(id).Select(record => (record.Sequence, record.EventHash, Text(record.Body)));
            records.Reverse().ShouldBe(account.Records.Select(record => (record.Sequence, record.EventHash, Text(record.Body))), context);
            reader.Effects(0, 1000, id).Select(effect => effect.Number).ShouldBe(Enumerable.Range(1, account.Effects).Select(number => (long)number), context);
        }

        reader.Quarantined(Ids).ShouldBe(_accounts.Where(entry => entry.Value.Quarantined).Select(entry => entry.Key), ignoreOrder: true, context);
        reader.Effects(0, int.MaxValue).Select(effect => $"{effect.Account}:{effect.Number}").ShouldBe(_effects, ignoreOrder: true, context);
        reader.Totals().ShouldBe(
            _totals.Where(entry => entry.Value != (0, 0)).Select(entry => new PortfolioTotal(entry.Key, entry.Value.Amount, entry.Value.Count)),
            ignoreOrder: true, context);
    }

    private (AccountWrite Write, bool Fresh) WriteOf(string id)
    {
        var account = _accounts.GetValueOrDefault(id);
        var stale = account is not null && _random.Next(5) == 0;
        var expected = stale ? Stale(account!.Version) : account?.Version ?? RowVersion.None;
        var known = expected == RowVersion.None ? null : account;
        var write = new AccountWrite
        {
            Id = id,
            Key = known?.Key ?? 0,
            Expected = expected,
            Next = new RowVersion(expected.Number + 1, Writer),
            State = Bytes($"state {_random.Next()}"),
            Archive = Archive(),
            Stage = (Stage)_random.Next(StageNames.Count),
            Quarantined = _random.Next(8) == 0,
            WakeChanged = _random.Next(2) == 0,
            DeskChanged = _random.Next(3) == 0,
            Desk = _random.Next(3) == 0 ? null : DeskSamples.Any(_random),
            WakeAt = _random.Next(3) == 0 ? null : Morning + Duration.FromMinutes(_random.Next(10_000)),
            History = [.. Enumerable.Range((known?.Records.Count ?? 0) + 1, _random.Next(4)).Select(number => Record(number, $"{id} {_random.Next()}"))],
            Outbox = [.. Enumerable.Range((known?.Effects ?? 0) + 1, _random.Next(3) / 2).Select(number => Effect(number))],
            DeadLetters = _random.Next(10) == 0 ? [Letter()] : [],
            Totals = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Owed(_random.Next(6), _random.Next(-100, 100), _random.Next(-2, 3)))],
        };
        return (write, !stale);
    }

    private ReadOnlyMemory<byte>? Archive() => _random.Next(6) switch
    {
        0 => Bytes($"archive {_random.Next()}"),
        1 => ReadOnlyMemory<byte>.Empty,
        _ => default(ReadOnlyMemory<byte>?),
    };

    private RowVersion Stale(RowVersion version) =>
        _random.Next(3) switch
        {
            0 => RowVersion.None,
            1 => version with { Number = version.Number + 1 },
            _ => version with { Writer = version.Writer + 1 },
        };

    private sealed class Account
    {
        public long Key { get; init; }

        public RowVersion Version { get; set; }

        public byte[] State { get; set; } = [];

        public byte[] Archive { get; set; } = [];

        public Instant? WakeAt { get; set; }

        public DeskRow? Desk { get; set; }

        public bool Quarantined { get; set; }

        public List<HistoryRow> Records { get; } = [];

        public int Effects { get; set; }
    }
}
