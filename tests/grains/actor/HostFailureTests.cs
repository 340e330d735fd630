using System.Threading.Channels;
using CreditRisk.Actor;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>A loop that cannot go on ends the host: who waits for it is told, and nothing is dead-lettered for it.</summary>
public sealed class HostFailureTests
{
    [Fact]
    public async Task A_row_that_cannot_be_read_ends_the_host_with_its_failure()
    {
        await using var harness = await WithDamagedRow(row => row with { State = new byte[] { 0, 99 } });
        var told = new Told();
        await harness.Submit(Sent.Beat("A", 2, "b2"), told);

        await Should.ThrowAsync<StateCodecException>(() => harness.Host.Failure.WaitAsync(HostHarness.Patience));

        told.IsTold.ShouldBeFalse();
        harness.Letters().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 3, 65 })]
    [InlineData(new byte[] { 200, 1, 65, 1, 65, 0 })]
    public async Task A_row_whose_positions_are_damaged_ends_it_too(byte[] state)
    {
        await using var harness = await WithDamagedRow(row => row with { State = state });
        await harness.Submit(Sent.Beat("A", 2, "b2"), new Told());

        await Should.ThrowAsync<StateCodecException>(() => harness.Host.Failure.WaitAsync(HostHarness.Patience));
    }

    [Fact]
    public async Task A_store_that_holds_what_cannot_be_read_ends_it()
    {
        await using var harness = new HostHarness();
        harness.Reader.Failure = _ => new StoreException("the history breaks off", null, StoreFailure.Content);
        await harness.Submit(Sent.Beat("A", 2, "b2"), new Told());

        await Should.ThrowAsync<StoreException>(() => harness.Host.Failure.WaitAsync(HostHarness.Patience));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Who_waits_for_the_host_to_drain_is_told_the_failure(int loops)
    {
        await using var harness = await WithDamagedRow(row => row with { State = new byte[] { 0, 99 } }, new HostOptions { Loops = loops });
        await harness.Submit(Sent.Beat("A", 2, "b2"), new Told());

        await Should.ThrowAsync<StateCodecException>(() => harness.Host.DrainAsync().WaitAsync(HostHarness.Patience));
        await Should.ThrowAsync<StateCodecException>(() => harness.Host.DrainAsync().WaitAsync(HostHarness.Patience));
        await Should.ThrowAsync<StateCodecException>(() => harness.Host.SweepAsync(AccountStory.At(30)).WaitAsync(HostHarness.Patience));
    }

    [Fact]
    public async Task Senders_that_wait_for_room_are_told_that_there_will_be_none()
    {
        await using var harness = await WithDamagedRow(
            row => row with { State = new byte[] { 0, 99 } }, new HostOptions { QueuedRecordsPerLoop = 1, UndurableRecordsPerLoop = 1 });
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

    [Fact]
    public async Task Disposing_a_host_that_has_failed_tells_the_failure_and_does_not_hang()
    {
        await using var harness = await WithDamagedRow(row => row with { State = new byte[] { 0, 99 } }, new HostOptions { Loops = 3 });
        await harness.Submit(Sent.Beat("A", 2, "b2"), new Told());
        await Should.ThrowAsync<StateCodecException>(() => harness.Host.Failure.WaitAsync(HostHarness.Patience));

        await Should.ThrowAsync<StateCodecException>(() => harness.Host.DisposeAsync().AsTask().WaitAsync(HostHarness.Patience));
    }

    /// <summary>Account A is stored; from now on its row is read damaged.</summary>
    private static async Task<HostHarness> WithDamagedRow(Func<StoredAccount, StoredAccount> damage, HostOptions? options = null)
    {
        var harness = new HostHarness((options ?? new HostOptions()) with { ResidentAccountsPerLoop = 1 });
        await harness.Applied(Sent.Beat("A", 1, "b1"));
        // Another account takes its place in memory, in whichever loop it is.
        foreach (var number in Enumerable.Range(1, 30))
        {
            await harness.Applied(Sent.Beat($"C{number}", 1, "b"));
        }

        await harness.Host.DrainAsync();
        harness.Reader.Damage = row => row.Id == "A" ? damage(row) : row;
        return harness;
    }
}
