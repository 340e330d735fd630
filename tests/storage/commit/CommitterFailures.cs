using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage.Commit;

/// <summary>What the committer does when the store fails.</summary>
public sealed class CommitterFailures
{
    private static readonly StoreException Away = new("the disk is full");

    [Fact]
    public async Task A_store_that_is_away_is_waited_for_with_growing_pauses()
    {
        await using var harness = new CommitterHarness(new GroupCommitterOptions { FirstRetryMilliseconds = 100, LongestRetryMilliseconds = 300 });
        harness.Writer.Failure = _ => Away;
        var result = harness.Send(First("A"));
        foreach (var (pause, attempt) in new[] { (100, 1), (200, 2), (300, 3), (300, 4) })
        {
            harness.Time.NextTimer().ShouldBe(TimeSpan.FromMilliseconds(pause));
            harness.Committer.Status.ShouldBe(new CommitterStatus(CommitterState.Unavailable, "the disk is full", attempt));
            if (attempt == 4)
            {
                harness.Writer.Failure = _ => null;
            }

            harness.Time.Advance(TimeSpan.FromMilliseconds(pause));
        }

        (await result).ShouldBe(CommitResult.Committed);
        harness.Committer.Status.State.ShouldBe(CommitterState.Running);
        harness.Statuses.Select(status => status.Attempts).ShouldBe([1, 2, 3, 4, 0]);
        harness.Committer.Statistics.Failures.ShouldBe(4);
        harness.Committer.Statistics.Lost.ShouldBe(0);
    }

    [Fact]
    public async Task A_write_that_is_refused_for_its_content_is_refused_alone()
    {
        await using var harness = new CommitterHarness();
        var full = First("full").With(totals: [Owed(1, long.MaxValue)]);
        await harness.Send(full);
        var held = harness.HoldWith(First("held"));
        var results = Enumerable.Range(0, 20).Select(index =>
            harness.Send(index == 13 ? First("guilty").With(totals: [Owed(1, 1)]) : First($"A{index}"))).ToArray();
        harness.Committer.ReportProgress(new SourceProgress(new("e", "t", 0), 3));
        harness.Writer.Go();
        await held;
        var told = await Task.WhenAll(results);
        told[13].Outcome.ShouldBe(CommitOutcome.Refused);
        told[13].Message.ShouldNotBeNull().ShouldContain("OpenByDueDate 'EUR' 1");
        told.Where((_, index) => index != 13).ShouldAllBe(result => result.Outcome == CommitOutcome.Committed);
        harness.Store.Counts().Accounts.ShouldBe(21);
        harness.Store.Load(["guilty"])[0].ShouldBeNull();
        harness.Committer.Statistics.Lost.ShouldBe(1);
        harness.Committer.Status.State.ShouldBe(CommitterState.Running);

        await harness.Send(First("later"));
        harness.Store.ProgressOf(new("e", "t", 0)).ShouldBe(3);
    }

    [Fact]
    public async Task A_letter_that_is_refused_is_refused_alone()
    {
        await using var harness = new CommitterHarness();
        var held = harness.HoldWith(First("held"));
        var guilty = harness.Send(Letter() with { Reason = null! });
        var fine = harness.Send(First("A"));
        harness.Writer.Go();
        await held;
        (await guilty).Outcome.ShouldBe(CommitOutcome.Refused);
        (await fine).ShouldBe(CommitResult.Committed);
        harness.Store.Counts().DeadLetters.ShouldBe(0);
    }

    [Fact]
    public async Task A_commit_of_unknown_outcome_is_lost_and_loading_shows_what_holds()
    {
        await using var harness = new CommitterHarness();
        harness.Writer.FailureAfter = _ => new StoreException("the connection broke", null, StoreFailure.UnknownOutcome);
        var write = First("A");
        var result = await harness.Send(write);
        result.ShouldBe(CommitResult.Lost("the connection broke"));
        harness.Time.NextTimer();
        harness.Committer.Status.State.ShouldBe(CommitterState.Unavailable);

        harness.Writer.FailureAfter = _ => null;
        var loaded = harness.Store.Load(["A"])[0].ShouldNotBeNull();
        var next = harness.Send(After(write));
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        (await next).ShouldBe(CommitResult.Committed);
        loaded.Version.ShouldBe(write.Next);
    }

    [Fact]
    public async Task A_writer_that_throws_against_its_contract_does_not_end_the_committer()
    {
        await using var harness = new CommitterHarness();
        harness.Writer.Failure = batch =>
            batch.Accounts.Any(write => write.Id == "bad") ? new InvalidOperationException("a mistake in the writer") : null;
        var held = harness.HoldWith(First("held"));
        Task<CommitResult>[] results = [harness.Send(First("A")), harness.Send(First("bad")), harness.Send(First("B"))];
        harness.Writer.Go();
        await held;
        (await Task.WhenAll(results)).Select(result => result.Outcome)
            .ShouldBe([CommitOutcome.Committed, CommitOutcome.Lost, CommitOutcome.Committed]);
    }

    [Fact]
    public async Task Disposing_while_the_store_is_away_tries_once_more_and_loses_the_rest()
    {
        await using var harness = new CommitterHarness(new GroupCommitterOptions { MaxAccountsPerBatch = 1 });
        harness.Writer.Failure = _ => Away;
        Task<CommitResult>[] results = [harness.Send(First("A")), harness.Send(First("B"))];
        harness.Time.NextTimer();
        await harness.Committer.DisposeAsync();
        var told = await Task.WhenAll(results);
        told.ShouldAllBe(result => result.Outcome == CommitOutcome.Lost && result.Message!.Contains("the disk is full"));
        harness.Writer.Ids.ShouldBe(["A", "A", "B"]);
        harness.Committer.Status.State.ShouldBe(CommitterState.Stopped);
    }

    [Fact]
    public async Task Disposing_while_the_store_comes_back_loses_nothing()
    {
        await using var harness = new CommitterHarness();
        harness.Writer.Failure = _ => Away;
        var result = harness.Send(First("A"));
        harness.Time.NextTimer();
        harness.Writer.Failure = _ => null;
        await harness.Committer.DisposeAsync();
        (await result).ShouldBe(CommitResult.Committed);
    }

    [Fact]
    public async Task A_limit_out_of_its_range_is_named()
    {
        await using var harness = new CommitterHarness();
        foreach (var (options, name) in new[]
        {
            (new GroupCommitterOptions { MaxAccountsPerBatch = 0 }, "MaxAccountsPerBatch"),
            (new GroupCommitterOptions { MaxBytesPerBatch = 0 }, "MaxBytesPerBatch"),
            (new GroupCommitterOptions { MaxQueuedAccounts = 0 }, "MaxQueuedAccounts"),
            (new GroupCommitterOptions { FirstRetryMilliseconds = 0 }, "FirstRetryMilliseconds"),
            (new GroupCommitterOptions { LongestRetryMilliseconds = 1 }, "LongestRetryMilliseconds"),
        })
        {
            Should.Throw<ArgumentException>(() => new GroupCommitter([harness.Store], options, harness.Time)).Message.ShouldContain(name);
        }
    }
}
