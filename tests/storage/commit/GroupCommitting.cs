using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage.Commit;

/// <summary>How the committer makes batches of what it is given.</summary>
public sealed class GroupCommitting
{
    private static readonly SourcePartition Partition = new("e1", "billing", 0);

    [Fact]
    public async Task A_write_is_committed_at_once_and_told_when_it_is_durable()
    {
        await using var harness = new CommitterHarness();
        var write = First("A");
        (await harness.Send(write)).ShouldBe(CommitResult.Committed);
        write.Key.ShouldBePositive();
        harness.Store.Load(["A"])[0].ShouldNotBeNull().Version.ShouldBe(write.Next);
        (await harness.Send(After(write))).ShouldBe(CommitResult.Committed);
    }

    [Fact]
    public async Task What_comes_during_a_commit_makes_the_next_batch()
    {
        await using var harness = new CommitterHarness();
        var first = harness.HoldWith(First("A"));
        Task<CommitResult>[] others = [harness.Send(First("B")), harness.Send(First("C")), harness.Send(First("D"))];
        harness.Committer.Statistics.QueueDepth.ShouldBe(3);
        harness.Writer.Go();
        await first;
        (await Task.WhenAll(others)).ShouldAllBe(result => result.Outcome == CommitOutcome.Committed);
        harness.Writer.Ids.ShouldBe(["A", "B C D"]);
    }

    [Fact]
    public async Task Each_transaction_is_told_of_with_what_became_durable_in_it()
    {
        await using var harness = new CommitterHarness();
        var known = First("A");
        await harness.Send(known);
        var held = harness.HoldWith(First("B"));
        var write = harness.Send(After(known).With(letters: [Letter("bad-field"), Letter("orphan")]));
        var late = harness.Send(First("B").With(letters: [Letter("never")]));
        var alone = harness.Send(Letter("bad-field"));
        harness.Time.Advance(TimeSpan.FromMilliseconds(5));
        harness.Writer.Go();
        await Task.WhenAll(held, write, alone);
        (await late).ShouldBe(CommitResult.Conflict);
        var observed = harness.Observed.ToArray();
        observed.Select(batch => (batch.Size, batch.Accounts, batch.Conflicts, batch.Letters)).ShouldBe([(1, 1, 0, 0), (1, 1, 0, 0), (3, 1, 1, 3)]);
        observed[^1].DeadLetters().Select(letter => letter.Reason).ShouldBe(["bad-field", "bad-field", "orphan"], ignoreOrder: true);
        observed[1].Elapsed.ShouldBe(TimeSpan.FromMilliseconds(5));
        observed[^1].Elapsed.ShouldBe(TimeSpan.Zero);
        harness.Committer.Statistics.Conflicts.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_holds_no_more_accounts_than_allowed()
    {
        await using var harness = new CommitterHarness(new GroupCommitterOptions { MaxAccountsPerBatch = 2 });
        var first = harness.HoldWith(First("A"));
        var others = new[] { "B", "C", "D", "E", "F" }.Select(id => harness.Send(First(id))).ToArray();
        harness.Writer.Go();
        await first;
        await Task.WhenAll(others);
        harness.Writer.Ids.ShouldBe(["A", "B C", "D E", "F"]);
    }

    [Fact]
    public async Task A_batch_holds_no_more_bytes_than_allowed_but_at_least_one_write()
    {
        await using var harness = new CommitterHarness(new GroupCommitterOptions { MaxBytesPerBatch = 100 });
        var first = harness.HoldWith(First("A"));
        _ = harness.Send(First("B", new string('x', 40)));
        _ = harness.Send(First("C", new string('x', 40)));
        _ = harness.Send(First("D", new string('x', 40)));
        _ = harness.Send(First("large", new string('x', 500)));
        var last = harness.Send(First("E"));
        harness.Writer.Go();
        await first;
        await last;
        harness.Writer.Ids.ShouldBe(["A", "B C", "D", "large", "E"]);
    }

    [Fact]
    public async Task Writes_of_one_account_go_into_different_batches_in_their_order()
    {
        await using var harness = new CommitterHarness();
        var write = First("A");
        await harness.Send(write);
        var held = harness.HoldWith(First("B"));
        var second = After(write);
        var third = After(second);
        Task<CommitResult>[] results = [harness.Send(second), harness.Send(First("C")), harness.Send(third), harness.Send(First("D"))];
        harness.Writer.Go();
        await held;
        (await Task.WhenAll(results)).ShouldAllBe(result => result.Outcome == CommitOutcome.Committed);
        harness.Writer.Ids.ShouldBe(["A", "B", "A C", "A D"]);
        harness.Store.Load(["A"])[0]!.Version.Number.ShouldBe(3);
    }

    [Fact]
    public async Task A_conflict_is_told_to_the_account_that_has_it_alone()
    {
        await using var harness = new CommitterHarness();
        await harness.Send(First("A"));
        var held = harness.HoldWith(First("B"));
        var conflict = harness.Send(First("A"));
        var fine = harness.Send(First("C"));
        harness.Writer.Go();
        await held;
        (await conflict).ShouldBe(CommitResult.Conflict);
        (await fine).ShouldBe(CommitResult.Committed);
        harness.Told.ShouldBe(["A Committed", "B Committed", "A Conflict", "C Committed"]);
    }

    [Fact]
    public async Task Dead_letters_are_committed_among_the_accounts()
    {
        await using var harness = new CommitterHarness();
        (await harness.Send(Letter("schema", null))).ShouldBe(CommitResult.Committed);
        var held = harness.HoldWith(First("A"));
        var conflict = harness.Send(First("A"));
        var letter = harness.Send(Letter("orphan", null));
        var fine = harness.Send(First("B"));
        harness.Writer.Go();
        await held;
        (await letter).ShouldBe(CommitResult.Committed);
        (await fine).ShouldBe(CommitResult.Committed);
        (await conflict).ShouldBe(CommitResult.Conflict);
        harness.Store.DeadLetters(0, 10).Select(stored => stored.Letter.Reason).ShouldBe(["schema", "orphan"]);
    }

    [Fact]
    public async Task The_newest_progress_goes_with_the_next_batch_and_only_once()
    {
        await using var harness = new CommitterHarness();
        harness.Committer.ReportProgress(new SourceProgress(Partition, 5));
        harness.Committer.ReportProgress(new SourceProgress(Partition, 9));
        harness.Committer.ReportProgress(new SourceProgress(Partition, 7));
        await harness.Send(First("A"));
        await harness.Send(First("B"));
        harness.Store.ProgressOf(Partition).ShouldBe(9);
        harness.Writer.Batches.Select(batch => batch.Progress.Count).ShouldBe([1, 0]);
    }

    [Fact]
    public async Task Disposing_commits_what_was_taken_and_the_last_progress()
    {
        var harness = new CommitterHarness(new GroupCommitterOptions { MaxAccountsPerBatch = 2 });
        await using (harness)
        {
            var first = harness.HoldWith(First("A"));
            var others = new[] { "B", "C", "D" }.Select(id => harness.Send(First(id))).ToArray();
            var disposal = harness.Committer.DisposeAsync().AsTask();
            var again = harness.Committer.DisposeAsync().AsTask();
            Should.Throw<ObjectDisposedException>(() => harness.Committer.TryEnqueue(harness.Pending(First("E")).Item));
            harness.Committer.ReportProgress(new SourceProgress(Partition, 4));
            harness.Writer.Go();
            await disposal;
            await again;
            (await first).ShouldBe(CommitResult.Committed);
            (await Task.WhenAll(others)).ShouldAllBe(result => result.Outcome == CommitOutcome.Committed);
            harness.Store.Counts().Accounts.ShouldBe(4);
            harness.Store.ProgressOf(Partition).ShouldBe(4);
            harness.Committer.Status.State.ShouldBe(CommitterState.Stopped);
        }
    }

    [Fact]
    public async Task Progress_alone_is_written_when_the_committer_is_disposed_of()
    {
        await using var harness = new CommitterHarness();
        harness.Committer.ReportProgress(new SourceProgress(Partition, 12));
        await harness.Committer.DisposeAsync();
        harness.Store.ProgressOf(Partition).ShouldBe(12);
        harness.Writer.Batches.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_full_queue_lets_callers_wait_and_takes_them_in_their_order()
    {
        await using var harness = new CommitterHarness(new GroupCommitterOptions { MaxQueuedAccounts = 2 });
        _ = harness.HoldWith(First("A"));
        _ = harness.Send(First("B"));
        _ = harness.Send(First("C"));
        var (d, e) = (harness.Pending(First("D")), harness.Pending(First("E")));
        harness.Committer.TryEnqueue(d.Item).ShouldBeFalse();
        var waitingD = harness.Committer.EnqueueAsync(d.Item).AsTask();
        var waitingE = harness.Committer.EnqueueAsync(e.Item).AsTask();
        waitingD.IsCompleted.ShouldBeFalse();
        harness.Writer.Go();
        await waitingD;
        await waitingE;
        (await d.Result).ShouldBe(CommitResult.Committed);
        (await e.Result).ShouldBe(CommitResult.Committed);
        harness.Committer.Statistics.QueueDepth.ShouldBe(0);
    }

    [Fact]
    public async Task Who_waits_for_room_may_give_up_and_is_told_when_the_committer_stops()
    {
        await using var harness = new CommitterHarness(new GroupCommitterOptions { MaxQueuedAccounts = 1 });
        _ = harness.HoldWith(First("A"));
        _ = harness.Send(First("B"));
        using var patience = new CancellationTokenSource();
        var givesUp = harness.Committer.EnqueueAsync(harness.Pending(First("C")).Item, patience.Token).AsTask();
        var stays = harness.Committer.EnqueueAsync(harness.Pending(First("D")).Item).AsTask();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => givesUp);
        var disposal = harness.Committer.DisposeAsync().AsTask();
        await Should.ThrowAsync<ObjectDisposedException>(() => stays);
        harness.Writer.Go();
        await disposal;
        harness.Told.ShouldBe(["A Committed", "B Committed"]);
    }

    [Fact]
    public async Task The_figures_count_what_was_committed()
    {
        await using var harness = new CommitterHarness();
        await harness.Send(First("A").With(history: [Record(1), Record(2)], letters: [Letter()]));
        await harness.Send(First("A"));
        await harness.Send(Letter());
        var figures = harness.Committer.Statistics;
        figures.ShouldBe(new CommitterStatistics(Accounts: 1, Records: 2, Conflicts: 1, Lost: 0, Failures: 0, QueueDepth: 0));
    }
}
