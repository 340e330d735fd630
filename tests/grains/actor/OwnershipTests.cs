using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Storage.Commit;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Writes that are lost: another owner wrote the row, nobody knows whether the commit happened, or the store was away.</summary>
public class OwnershipTests(ITestOutputHelper output) : HostTests
{
    [Fact]
    public async Task An_account_that_another_owner_wrote_is_loaded_anew_and_takes_the_same_records()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20));
        await using (var other = Second(harness))
        {
            (await other.Send(Sent.Invoice("A", 2, "I2", "5.00", 20))).Outcome.ShouldBe(Outcome.Applied);
        }

        // This host still holds the account as it was before the other one wrote it.
        await harness.Applied(Sent.Invoice("A", 3, "I3", "2.00", 20), Sent.Invoice("A", 4, "I4", "1.00", 20));

        harness.Committer.Statistics.Conflicts.ShouldBe(1);
        harness.Receivable("A").ShouldBe(1800);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
        harness.Stored("A").ShouldNotBeNull().Records.ShouldBe(4);
    }

    [Fact]
    public async Task An_account_that_another_owner_made_due_is_swept_by_one_that_still_holds_it_as_it_was()
    {
        await using var harness = await StartAsync(new HostOptions { AccountsPerSweep = 1 });
        await harness.Applied(Sent.Register("A", 1));
        await using (var other = Second(harness))
        {
            (await other.Send(Sent.Invoice("A", 2, "I1", "10.00", 5))).Outcome.ShouldBe(Outcome.Applied);
        }

        await harness.Host.SweepAsync(AccountStory.At(30)).WaitAsync(HostHarness.Patience);

        harness.Warned("A").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_the_other_owner_applied_already_is_a_duplicate()
    {
        await using var harness = await StartAsync();
        var sent = Sent.Invoice("A", 2, "I2", "5.00", 20);
        await harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20), offset: 1);
        await using (var other = Second(harness))
        {
            await other.Send(sent);
        }

        (await harness.Send(sent, offset: 2)).Outcome.ShouldBe(Outcome.Duplicate);

        harness.Receivable("A").ShouldBe(1500);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task Two_owners_that_open_the_same_account_at_once_lose_nothing()
    {
        await using var harness = await StartAsync();
        harness.Writer.Hold();
        var mine = harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.Writer.WaitForBatch();
        await using (var other = Second(harness))
        {
            await other.Send(Sent.Invoice("A", 1, "I2", "5.00", 20));
        }

        harness.Writer.Go();

        (await mine).Outcome.ShouldBe(Outcome.Applied);
        harness.Receivable("A").ShouldBe(1500);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Two_owners_that_fight_over_all_accounts_lose_and_double_nothing(int seed)
    {
        output.WriteLine($"seed {seed}");
        const int accounts = 8;
        const int records = 800;
        var random = new Random(seed);
        await using var harness = await StartAsync();
        await using var other = Second(harness);
        var sent = Enumerable.Range(1, records).Select(number => Sent.Invoice($"A{random.Next(accounts)}", number * 0.01, $"I{number}", "1.00", 30)).ToArray();
        var told = new List<Task<RecordResult>>();
        foreach (var one in sent)
        {
            // A few are sent to both.
            var choice = random.Next(10);
            told.AddRange(choice < 5 ? [harness.Send(one)] : choice < 9 ? [other.Send(one)] : [harness.Send(one), other.Send(one)]);
            if (random.Next(20) == 0)
            {
                await Task.WhenAll(told);
            }
        }

        var results = await Task.WhenAll(told);

        output.WriteLine($"{harness.Committer.Statistics.Conflicts} conflicts");
        harness.Committer.Statistics.Conflicts.ShouldBeGreaterThan(0);
        results.Count(result => result.Outcome == Outcome.Applied).ShouldBe(records);
        results.Count(result => result.Outcome == Outcome.Duplicate).ShouldBe(results.Length - records);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
        harness.Store.Counts().Records.ShouldBe(records);
        Enumerable.Range(0, accounts).Sum(account => harness.Receivable($"A{account}")).ShouldBe(records * 100);
        await Task.WhenAll(harness.Host.SweepAsync(AccountStory.At(31)), other.SweepAsync(AccountStory.At(31)));
        harness.Store.Effects(0, 100).Select(effect => effect.Account).ShouldBe(Enumerable.Range(0, accounts).Select(account => $"A{account}"), ignoreOrder: true);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_of_which_nobody_knows_whether_it_happened_doubles_nothing(bool hasHappened)
    {
        await using var harness = await StartAsync();
        var failures = 3;
        Func<CommitBatch, Exception?> failure = _ => Interlocked.Decrement(ref failures) >= 0 ? Failed(StoreFailure.UnknownOutcome) : null;
        if (hasHappened)
        {
            harness.Writer.FailureAfter = failure;
        }
        else
        {
            harness.Writer.Failure = failure;
        }

        var sent = Enumerable.Range(1, 60).Select(number => Sent.Invoice($"A{number % 3}", 1 + (number * 0.1), $"I{number}", "1.00", 5)).ToArray();
        var told = sent.Select((one, offset) => harness.Send(one, offset)).ToArray();
        await harness.Host.DrainAsync().WaitAsync(HostHarness.Patience);

        // What was lost is waited for too.
        harness.Store.Counts().Records.ShouldBe(60);
        await harness.Host.SweepAsync(AccountStory.At(10)).WaitAsync(HostHarness.Patience);
        (await Task.WhenAll(told)).ShouldAllBe(result => result.Outcome != Outcome.Refused);
        failures.ShouldBeLessThan(3);
        harness.Store.Counts().Effects.ShouldBe(3);
        Enumerable.Range(0, 3).ShouldAllBe(account => harness.Receivable($"A{account}") == 2000);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task A_writer_that_breaks_its_contract_after_committing_doubles_nothing()
    {
        await using var harness = await StartAsync();
        var failures = 1;
        harness.Writer.FailureAfter = _ => Interlocked.Decrement(ref failures) >= 0 ? new InvalidOperationException("broken") : null;

        var told = Enumerable.Range(1, 40).Select(number => harness.Send(Sent.Invoice($"A{number % 4}", 1, $"I{number}", "1.00", 20))).ToArray();

        (await Task.WhenAll(told)).ShouldAllBe(result => result.Outcome != Outcome.Refused);
        harness.Store.Counts().Records.ShouldBe(40);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task While_the_store_is_away_everything_waits_and_then_goes_on()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.Writer.Failure = _ => Failed(StoreFailure.Unavailable);
        var told = Enumerable.Range(2, 50).Select(number => harness.Send(Sent.Invoice(number % 2 == 0 ? "A" : "B", number, $"I{number}", "1.00", 400))).ToArray();
        await HostHarness.Until(() => harness.Committer.Status is { State: CommitterState.Unavailable, Attempts: >= 5 });

        told.ShouldAllBe(one => !one.IsCompleted);
        harness.Host.Failure.IsCompleted.ShouldBeFalse();

        harness.Writer.Failure = _ => null;
        (await Task.WhenAll(told)).ShouldAllBe(result => result.Outcome == Outcome.Applied);
        harness.Committer.Status.State.ShouldBe(CommitterState.Running);
        harness.Store.Counts().Records.ShouldBe(51);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Theory]
    [InlineData(StoreFailure.UnknownOutcome)]
    [InlineData(StoreFailure.Unavailable)]
    public async Task A_sweep_whose_writes_are_lost_sweeps_again(StoreFailure kind)
    {
        await using var harness = await StartAsync();
        await harness.Applied(Enumerable.Range(1, 10).Select(number => Sent.Invoice($"A{number}", 1, "I1", "10.00", 20)));
        var failures = 1;
        harness.Writer.Failure = _ => Interlocked.Decrement(ref failures) >= 0 ? Failed(kind) : null;

        await harness.Host.SweepAsync(AccountStory.At(21));

        harness.Store.Counts().Effects.ShouldBe(10);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    private static StoreException Failed(StoreFailure kind) => new("the disk is away", null, kind);

    private static SecondHost Second(HostHarness harness) => new(harness);

    /// <summary>Another owner of the same store, as after a failover that the first one has not noticed.</summary>
    private sealed class SecondHost : IAsyncDisposable
    {
        private readonly GroupCommitter _committer;
        private readonly InProcessHost _host;

        public SecondHost(HostHarness harness)
        {
            _committer = new GroupCommitter([harness.Store], new GroupCommitterOptions(), TimeProvider.System);
            _host = new InProcessHost(harness.Rules, harness.Store, _committer, new HostOptions(), 2, TimeProvider.System);
        }

        public async Task<RecordResult> Send(Sent sent)
        {
            var told = new Told();
            await _host.SubmitAsync(new InputRecord(sent.Event, new SourceRecord(null, sent.Event.Header.Time, sent.Body, default), told, 0));
            return await told.Result;
        }

        public Task<int> SweepAsync(Instant upTo) => _host.SweepAsync(upTo);

        public async ValueTask DisposeAsync()
        {
            await _host.DisposeAsync();
            await _committer.DisposeAsync();
        }
    }
}
