using System.Collections.Concurrent;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage.Commit;

/// <summary>How the committer divides its work among several writers.</summary>
public sealed class CommitLanes
{
    private static readonly SourcePartition Partition = new("e1", "billing", 0);
    private static readonly string[] Accounts = [.. Enumerable.Range(0, 40).Select(number => $"A{number}")];

    [Fact]
    public async Task Each_account_has_one_writer_and_each_writer_has_accounts()
    {
        await using var harness = new Harness();
        var writes = Accounts.Select(id => First(id)).ToArray();
        (await Task.WhenAll(writes.Select(harness.Send))).ShouldAllBe(result => result == CommitResult.Committed);
        (await Task.WhenAll(writes.Select(write => harness.Send(After(write))))).ShouldAllBe(result => result == CommitResult.Committed);
        var shares = harness.Writers.Select(writer => writer.Batches.SelectMany(batch => batch.Accounts).Select(write => write.Id).ToList()).ToArray();
        shares.ShouldAllBe(share => share.Count > 0);
        shares[0].Intersect(shares[1]).ShouldBeEmpty();
        shares.Sum(share => share.Count).ShouldBe(2 * Accounts.Length);
    }

    [Fact]
    public async Task A_writer_that_is_slow_holds_up_its_own_accounts_alone()
    {
        await using var harness = new Harness();
        var (slow, quick) = await harness.OneOfEach();
        harness.Writers[0].Hold();
        var held = harness.Send(After(slow));
        harness.Writers[0].WaitForBatch();
        (await harness.Send(After(quick))).ShouldBe(CommitResult.Committed);
        held.IsCompleted.ShouldBeFalse();
        harness.Writers[0].Go();
        (await held).ShouldBe(CommitResult.Committed);
    }

    [Fact]
    public async Task Progress_is_with_one_writer_at_a_time()
    {
        await using var harness = new Harness();
        var (slow, quick) = await harness.OneOfEach();
        harness.Committer.ReportProgress(new SourceProgress(Partition, 5));
        harness.Writers[0].Hold();
        var write = After(slow);
        var held = harness.Send(write);
        harness.Writers[0].WaitForBatch();
        harness.Committer.ReportProgress(new SourceProgress(Partition, 9));
        (await harness.Send(After(quick))).ShouldBe(CommitResult.Committed);
        harness.Store.ProgressOf(Partition).ShouldBe(0);
        harness.Writers[0].Go();
        await held;
        harness.Store.ProgressOf(Partition).ShouldBe(5);
        (await harness.Send(After(write))).ShouldBe(CommitResult.Committed);
        harness.Store.ProgressOf(Partition).ShouldBe(9);
    }

    [Fact]
    public async Task Progress_that_came_late_is_written_by_the_lane_that_ends_last()
    {
        await using var harness = new Harness();
        var (slow, _) = await harness.OneOfEach();
        harness.Committer.ReportProgress(new SourceProgress(Partition, 5));
        harness.Writers[0].Hold();
        var held = harness.Send(After(slow));
        harness.Writers[0].WaitForBatch();
        harness.Committer.ReportProgress(new SourceProgress(Partition, 9));
        var disposed = harness.Committer.DisposeAsync();
        harness.Writers[0].Go();
        await held;
        await disposed;
        harness.Store.ProgressOf(Partition).ShouldBe(9);
    }

    [Fact]
    public async Task The_committer_is_unavailable_while_one_of_its_writers_is()
    {
        await using var harness = new Harness();
        var (slow, quick) = await harness.OneOfEach();
        harness.Writers[0].Failure = _ => new StoreException("away");
        var waiting = harness.Send(After(slow));
        _ = harness.Time.NextTimer();
        harness.Committer.Status.ShouldBe(new CommitterStatus(CommitterState.Unavailable, "away", 1));
        (await harness.Send(After(quick))).ShouldBe(CommitResult.Committed);
        harness.Committer.Status.State.ShouldBe(CommitterState.Unavailable);
        harness.Writers[0].Failure = _ => null;
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        (await waiting).ShouldBe(CommitResult.Committed);
        await harness.Committer.DisposeAsync();
        harness.Statuses.Select(status => status.State).ShouldBe([CommitterState.Unavailable, CommitterState.Running, CommitterState.Stopped]);
    }

    private sealed class Harness : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly TemporaryDirectory _directory = new();

        public Harness()
        {
            Store = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = _directory.Path });
            Writers = [new WatchedWriter(Store), new WatchedWriter(Store)];
            Committer = new GroupCommitter(Writers, new GroupCommitterOptions(), Time, Statuses.Enqueue);
        }

        public SqliteStore Store { get; }

        public WatchedWriter[] Writers { get; }

        public GroupCommitter Committer { get; }

        public ManualTime Time { get; } = new();

        public ConcurrentQueue<CommitterStatus> Statuses { get; } = [];

        /// <summary>An account of the first writer and one of the second, both in the store.</summary>
        public async Task<(AccountWrite First, AccountWrite Second)> OneOfEach()
        {
            var writes = Accounts.Select(id => First(id)).ToArray();
            await Task.WhenAll(writes.Select(Send));
            var ofFirst = Writers[0].Batches.SelectMany(batch => batch.Accounts).Select(write => write.Id).ToHashSet();
            return (writes.First(write => ofFirst.Contains(write.Id)), writes.First(write => !ofFirst.Contains(write.Id)));
        }

        public Task<CommitResult> Send(AccountWrite write)
        {
            var told = new TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            Committer.TryEnqueue(new PendingWrite(write, (_, result) => told.SetResult(result))).ShouldBeTrue();
            return told.Task.WaitAsync(Patience);
        }

        public async ValueTask DisposeAsync()
        {
            Array.ForEach(Writers, writer => writer.Go());
            await Committer.DisposeAsync();
            Array.ForEach(Writers, writer => writer.Dispose());
            Time.Dispose();
            Store.Dispose();
            _directory.Dispose();
        }
    }
}
