using System.Threading.Channels;
using CreditRisk.Actor;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>A loop that cannot go on ends the host: who waits for it is told, and nothing is dead-lettered for it.</summary>
public class HostFailureTests : HostTests
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

    [Fact]
    public async Task A_store_that_fails_in_a_way_that_nobody_expects_ends_it()
    {
        await using var harness = await StartAsync();
        harness.Reader.Failure = _ => new InvalidCastException("not a row");
        await harness.Submit(Sent.Beat("A", 2, "b2"), new Told());

        await Should.ThrowAsync<InvalidCastException>(() => harness.Host.Failure.WaitAsync(HostHarness.Patience));
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
        await using var harness = await StartAsync();
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
    public async Task Disposing_a_host_that_has_failed_tells_the_failure_and_does_not_hang()
    {
        await using var harness = await WithDamagedRow(row => row with { State = new byte[] { 0, 99 } }, new HostOptions { Loops = 3 });
        await harness.Submit(Sent.Beat("A", 2, "b2"), new Told());
        await Should.ThrowAsync<StateCodecException>(() => harness.Host.Failure.WaitAsync(HostHarness.Patience));

        await Should.ThrowAsync<StateCodecException>(() => harness.Host.DisposeAsync().AsTask().WaitAsync(HostHarness.Patience));
    }

    /// <summary>Account A is stored; from now on its row is read damaged.</summary>
    private async Task<HostHarness> WithDamagedRow(Func<StoredAccount, StoredAccount> damage, HostOptions? options = null)
    {
        var harness = await StartAsync((options ?? new HostOptions()) with { ResidentAccountsPerLoop = 1 });
        await harness.DamageAsync("A", damage);
        return harness;
    }
}
