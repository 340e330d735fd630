using System.Diagnostics;
using CreditRisk.Domain.Ladder;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Bench;

/// <summary>The store alone, as the baseline of the pipeline: random accounts in batches, a state and a history record each.</summary>
internal static class StoreBench
{
    private const int Batch = 1000;
    private const int Batches = 200;
    private const int SingleWrites = 2000;
    private const int StateBytes = 500;
    private const int RecordBytes = 330;

    /// <summary>Account writes per second, in batches.</summary>
    public static double Run(IAccountWriter store, int accounts)
    {
        var keys = new long[accounts];
        var versions = new long[accounts];
        for (var first = 0; first < accounts; first += Batch)
        {
            Commit(store, Enumerable.Range(first, Math.Min(Batch, accounts - first)), keys, versions);
        }

        var random = new Random(1);
        var begun = Stopwatch.GetTimestamp();
        for (var batch = 0; batch < Batches; batch++)
        {
            Commit(store, Enumerable.Range(0, Batch).Select(_ => random.Next(accounts)).Distinct(), keys, versions);
        }

        return Batches * Batch / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Account writes per second where each is a transaction of its own, as plain storage of grains would have it, over several connections at once.</summary>
    public static double OneByOne(IReadOnlyList<IAccountWriter> stores, int accounts)
    {
        var begun = Stopwatch.GetTimestamp();
        Parallel.ForEach(stores, new ParallelOptions { MaxDegreeOfParallelism = stores.Count }, (store, _, writer) =>
        {
            var keys = new long[accounts];
            var versions = new long[accounts];
            var random = new Random((int)writer);
            for (var number = 0; number < SingleWrites; number++)
            {
                // Accounts of this writer alone: a conflict would be no write.
                var account = (random.Next(accounts / stores.Count) * stores.Count) + (int)writer;
                Commit(store, [account], keys, versions);
            }
        });
        return (double)SingleWrites * stores.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static void Commit(IAccountWriter store, IEnumerable<int> accounts, long[] keys, long[] versions)
    {
        var writes = accounts.Select(account => Write(account, keys[account], versions[account])).ToArray();
        var committed = store.Commit(new CommitBatch(writes, [], []));
        for (var i = 0; i < writes.Length; i++)
        {
            var account = int.Parse(writes[i].Id.AsSpan(1), null);
            keys[account] = committed[i] ? writes[i].Key : throw new InvalidOperationException($"account {account} was not committed");
            versions[account]++;
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
