using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Commit;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Every queue of the host has a bound, and who sends more waits.</summary>
public class BoundsTests : HostTests
{
    [Fact]
    public async Task No_more_records_than_may_be_are_ever_undurable()
    {
        await using var harness = await StartAsync(
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
        await using var harness = await StartAsync(new HostOptions { UndurableRecordsPerLoop = 1, QueuedRecordsPerLoop = 1 });
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
        await using var harness = await StartAsync(new HostOptions { QueuedRecordsPerLoop = 64 });
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
}
