using System.Diagnostics;
using CreditRisk.Domain.Ladder;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Bench;

/// <summary>The store alone, as the baseline of the pipeline: random accounts in batches, a state and a history record each.</summary>
/// <param name="accounts">How many accounts.</param>
internal sealed class StoreBench(int accounts)
{
    private const int Batch = 1000;
    private const int Batches = 200;
    private const int SingleWrites = 2000;
    private const int StateBytes = 500;
    private const int RecordBytes = 330;

    private readonly long[] _keys = new long[accounts];
    private readonly long[] _versions = new long[accounts];

    /// <summary>Writes all accounts for the first time, to be called first.</summary>
    public void Fill(IAccountWriter store)
    {
        for (var first = 0; first < accounts; first += Batch)
        {
            Commit(store, Enumerable.Range(first, Math.Min(Batch, accounts - first)));
        }
    }

    /// <summary>Account writes per second, in batches.</summary>
    public double InBatches(IAccountWriter store)
    {
        var random = new Random(1);
        var begun = Stopwatch.GetTimestamp();
        for (var batch = 0; batch < Batches; batch++)
        {
            Commit(store, Enumerable.Range(0, Batch).Select(_ => random.Next(accounts)).Distinct());
        }

        return Batches * Batch / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Account writes per second where each is a transaction of its own, as plain storage of grains would have it, over several connections at once.</summary>
    public double OneByOne(IReadOnlyList<IAccountWriter> stores)
    {
        var begun = Stopwatch.GetTimestamp();
        Parallel.ForEach(stores, new ParallelOptions { MaxDegreeOfParallelism = stores.Count }, (store, _, writer) =>
        {
            var random = new Random((int)writer);
            for (var number = 0; number < SingleWrites; number++)
            {
                // Accounts of this writer alone: a conflict would be no write.
                var account = (random.Next(accounts / stores.Count) * stores.Count) + (int)writer;
                Commit(store, [account]);
            }
        });
        return (double)SingleWrites * stores.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private void Commit(IAccountWriter store, IEnumerable<int> drawn)
    {
        var writes = drawn.Select(account => Write(account, _keys[account], _versions[account])).ToArray();
        var committed = store.Commit(new CommitBatch(writes, [], []));
        for (var i = 0; i < writes.Length; i++)
        {
            var account = int.Parse(writes[i].Id.AsSpan(1), null);
            _keys[account] = committed[i] ? writes[i].Key : throw new InvalidOperationException($"account {account} was not committed");
            _versions[account]++;
        }
    }

    private static AccountWrite Write(int account, long key, long version) => new()
    {
        Id = $"a{account:D7}",
        Key = key,
        Expected = version == 0 ? RowVersion.None : new RowVersion(version, 1),
        Next = new RowVersion(version + 1, 1),
        State = new byte[StateBytes],
        Stage = Stage.Good,
        Quarantined = false,
        History = [new HistoryRow(version + 1, NodaConstants.UnixEpoch, (ulong)version, 0, new byte[RecordBytes], default)],
        Outbox = [],
        DeadLetters = [],
        Totals = [],
    };
}
