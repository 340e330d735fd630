using System.Threading.Channels;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>The bounds of the in-process host's loops: what waits before them is not what they have taken.</summary>
public sealed class LoopBoundsTests : HostTests
{
    [Fact]
    public async Task Senders_wait_while_the_queue_is_full_and_no_more_records_are_taken_than_may_be_undurable()
    {
        var options = new HostOptions { UndurableRecordsPerLoop = 10, QueuedRecordsPerLoop = 5, RecordsPerTurn = 4 };
        await using var harness = await StartAsync(options);
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
    public async Task Senders_that_wait_for_room_are_told_that_there_will_be_none()
    {
        await using var harness = await StartAsync(new HostOptions { ResidentAccountsPerLoop = 1, QueuedRecordsPerLoop = 1, UndurableRecordsPerLoop = 1 });
        await harness.DamageAsync("A", row => row with { State = new byte[] { 0, 99 } });
        harness.Writer.Hold();
        // The queue is full when the damaged row is met: the loop takes nothing before the first record is durable.
        var first = harness.Send(Sent.Beat("B", 1, "b1"));
        harness.Writer.WaitForBatch();
        var queued = new Told();
        await harness.Submit(Sent.Beat("A", 2, "b2"), queued);
        var waiting = harness.Submit(Sent.Beat("A", 3, "b3"), new Told()).AsTask();
        var draining = harness.Host.DrainAsync();
        waiting.IsCompleted.ShouldBeFalse();

        harness.Writer.Go();

        await first;
        await Should.ThrowAsync<StateCodecException>(() => draining.WaitAsync(HostHarness.Patience));
        await HostHarness.Until(() => waiting.IsCompleted);
        var late = await Should.ThrowAsync<ChannelClosedException>(async () => await harness.Submit(Sent.Beat("A", 4, "b4"), new Told()));
        late.InnerException.ShouldBeOfType<StateCodecException>();
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

        await using var harness = await StartAsync();
        Should.Throw<ArgumentException>(() => new InProcessHost(harness.Rules, harness.Store, harness.Committer, options, 1, TimeProvider.System)).Message.ShouldContain(name);
    }
}
