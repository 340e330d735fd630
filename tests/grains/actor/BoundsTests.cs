using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Commit;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Every queue of the host has a bound, and who sends more waits.</summary>
public sealed class BoundsTests
{
    [Fact]
    public async Task Senders_wait_while_the_queue_is_full_and_no_more_records_are_taken_than_may_be_undurable()
    {
        var options = new HostOptions { UndurableRecordsPerLoop = 10, QueuedRecordsPerLoop = 5, RecordsPerTurn = 4 };
        await using var harness = new HostHarness(options);
        harness.Writer.Hold();
        var told = new List<Told>();
        var sending = Task.Run(async () =>
        {
            for (var number = 1; number <= 100; number++)
            {
                told.Add(new Told());
                await harness.Submit(Sent.Invoice($"A{number % 13}", number, $"I{number}", "1.00", 400), told[^1]);
            }
        });

        await HostHarness.Until(() => harness.Host is { Undurable: 10, Queued: 5 } && told.Count == 16);

        sending.IsCompleted.ShouldBeFalse();
        told.ShouldAllBe(one => !one.IsTold);

        harness.Writer.Go();
        await sending;
        foreach (var one in told)
        {
            (await one.Result).Outcome.ShouldBe(Outcome.Applied);
        }

        harness.Store.Counts().Records.ShouldBe(100);
    }

    [Fact]
    public async Task No_more_records_than_may_be_are_ever_undurable()
    {
        await using var harness = new HostHarness(
            new HostOptions { UndurableRecordsPerLoop = 7, QueuedRecordsPerLoop = 3, RecordsPerTurn = 100 },
            committer: new GroupCommitterOptions { MaxQueuedAccounts = 2, MaxAccountsPerBatch = 2, FirstRetryMilliseconds = 1 });
        var most = 0;
        harness.Writer.Failure = _ =>
        {
            most = Math.Max(most, harness.Host.Undurable);
            return null;
        };

        await harness.Applied(Enumerable.Range(1, 300).Select(number => Sent.Invoice($"A{number % 29}", number, $"I{number}", "1.00", 400)));

        most.ShouldBeInRange(1, 7);
        harness.Store.Counts().Records.ShouldBe(300);
    }

    [Fact]
    public async Task A_sender_that_waits_can_give_up()
    {
        await using var harness = new HostHarness(new HostOptions { UndurableRecordsPerLoop = 1, QueuedRecordsPerLoop = 1 });
        harness.Writer.Hold();
        var first = harness.Send(Sent.Beat("A", 1, "b1"));
        harness.Writer.WaitForBatch();
        var second = harness.Send(Sent.Beat("A", 2, "b2"));
        var third = Sent.Beat("A", 3, "b3");
        using var givesUp = new CancellationTokenSource();
        var input = new InputRecord(third.Event, new SourceRecord(null, third.Event.Header.Time, third.Body, default), new Told(), 3);
        var waiting = harness.Host.SubmitAsync(input, givesUp.Token).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        await givesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        harness.Writer.Go();
        await Task.WhenAll(first, second);
        await harness.Host.DrainAsync();

        harness.Store.Counts().Records.ShouldBe(2);
    }

    /// <summary>Without this nothing that waits for what it sent, above all the sweep, would come to its end under load.</summary>
    [Fact]
    public async Task Draining_waits_for_what_was_sent_before_and_not_for_what_comes_after()
    {
        await using var harness = new HostHarness(new HostOptions { QueuedRecordsPerLoop = 64 });
        var isOver = false;
        long sent = 0;
        using var begun = new SemaphoreSlim(0);
        var sending = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var number = Interlocked.Increment(ref sent);
                await harness.Submit(Sent.Beat($"A{number % 50}", 1 + (number * 0.0001), $"b{number}"), new Told());
                if (number == 2000)
                {
                    begun.Release();
                }
            }
        });
        (await begun.WaitAsync(HostHarness.Patience)).ShouldBeTrue();
        var before = Interlocked.Read(ref sent) - 1;

        try
        {
            await harness.Host.DrainAsync().WaitAsync(HostHarness.Patience);
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            await sending;
        }

        harness.Store.Counts().Records.ShouldBeGreaterThanOrEqualTo(before);
    }

    [Theory]
    [InlineData(nameof(HostOptions.Loops), 65)]
    [InlineData(nameof(HostOptions.QueuedRecordsPerLoop), 0)]
    [InlineData(nameof(HostOptions.UndurableRecordsPerLoop), 10_000_001)]
    [InlineData(nameof(HostOptions.ResidentAccountsPerLoop), 0)]
    [InlineData(nameof(HostOptions.RecordsPerTurn), -1)]
    [InlineData(nameof(HostOptions.AccountsPerSweep), 0)]
    [InlineData(nameof(HostOptions.LeastArchivedParts), 0)]
    public async Task A_bound_out_of_its_range_is_refused_by_name(string name, int value)
    {
        var options = new HostOptions();
        typeof(HostOptions).GetProperty(name).ShouldNotBeNull().SetValue(options, value);

        options.Mistakes().ShouldHaveSingleItem().ShouldStartWith($"{name} is {value}");

        await using var harness = new HostHarness();
        Should.Throw<ArgumentException>(() => new InProcessHost(harness.Rules, harness.Store, harness.Committer, options, 1, TimeProvider.System)).Message.ShouldContain(name);
    }
}
