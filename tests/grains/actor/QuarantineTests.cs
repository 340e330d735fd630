using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Records that an account cannot digest: two amounts that a ledger of 64 bits cannot hold together.</summary>
public sealed class QuarantineTests
{
    private const string Huge = "90000000000000000";
    private static readonly Sent Poison = Sent.Invoice("A", 2, "I2", Huge, 20);

    [Fact]
    public async Task A_record_that_cannot_be_digested_becomes_a_dead_letter_with_the_state_before_it()
    {
        await using var harness = new HostHarness();
        await harness.Send(Sent.Invoice("A", 1, "I1", Huge, 20), offset: 1);
        var before = StateCodec.Encode(harness.Stored("A").ShouldNotBeNull());

        var result = await harness.Send(Poison, offset: 2);

        result.Outcome.ShouldBe(Outcome.Refused);
        result.Reason.ShouldBe(RefusalCodes.Indigestible);
        var letter = harness.Letters().ShouldHaveSingleItem();
        letter.Reason.ShouldBe(RefusalCodes.Indigestible);
        letter.Message.ShouldContain(nameof(OverflowException));
        letter.Body.ToArray().ShouldBe(Poison.Body);
        letter.State.ToArray().ShouldBe(before);
        letter.Origin.ShouldBe("input/0@2");
    }

    [Fact]
    public async Task It_leaves_the_state_untouched_and_marks_the_account()
    {
        await using var harness = new HostHarness();
        await harness.Send(Sent.Invoice("A", 1, "I1", Huge, 20), offset: 1);
        var before = harness.Stored("A").ShouldNotBeNull();

        await harness.Send(Poison, offset: 2);

        var after = harness.Stored("A").ShouldNotBeNull();
        after.Quarantined.ShouldBeTrue();
        WithoutMark(after).ShouldBe(StateCodec.Encode(before));
        harness.Store.Quarantined(10).ShouldBe(["A"]);
        harness.Store.Counts().Records.ShouldBe(1);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task Its_position_is_passed_so_that_it_comes_once()
    {
        await using var harness = new HostHarness();
        await harness.Send(Sent.Invoice("A", 1, "I1", Huge, 20), offset: 1);
        await harness.Send(Poison, offset: 2);

        (await harness.Send(Poison, offset: 2)).Outcome.ShouldBe(Outcome.Duplicate);

        harness.Letters().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Later_records_of_the_account_are_applied()
    {
        await using var harness = new HostHarness();
        await harness.Applied(Sent.Invoice("A", 1, "I1", Huge, 20));
        await harness.Send(Poison);

        await harness.Applied(Sent.Pay("A", 3, "P1", "90000000000000000"));

        harness.Receivable("A").ShouldBe(0);
        harness.Stored("A").ShouldNotBeNull().Quarantined.ShouldBeTrue();
    }

    [Fact]
    public async Task Other_accounts_in_the_same_batch_are_not_touched()
    {
        await using var harness = new HostHarness();
        harness.Writer.Hold();
        var first = harness.Send(Sent.Invoice("A", 1, "I1", Huge, 20));
        harness.Writer.WaitForBatch();
        var poison = harness.Send(Poison);
        var others = Enumerable.Range(1, 20).Select(number => harness.Send(Sent.Invoice($"B{number}", 2, "I1", "10.00", 30))).ToArray();
        await HostHarness.Until(() => harness.Host.Undurable == 22);
        harness.Writer.Go();

        (await Task.WhenAll([first, .. others])).ShouldAllBe(result => result.Outcome == Outcome.Applied);
        (await poison).Reason.ShouldBe(RefusalCodes.Indigestible);
        harness.Store.Quarantined(100).ShouldBe(["A"]);
        Enumerable.Range(1, 20).ShouldAllBe(number => harness.Receivable($"B{number}") == 1000);
    }

    [Fact]
    public async Task A_quarantined_account_is_still_warned()
    {
        await using var harness = new HostHarness();
        await harness.Applied(Sent.Invoice("A", 1, "I1", Huge, 20));
        await harness.Send(Poison);

        await harness.Host.SweepAsync(AccountStory.At(21));

        harness.Store.Effects(0, 10, "A").ShouldHaveSingleItem().At.ShouldBe(AccountStory.At(21));
    }

    private static byte[] WithoutMark(AccountState state)
    {
        var bytes = StateCodec.Encode(state);
        // The flags stand behind the version and the id with its length.
        const int flags = 1 + 1 + 1;
        bytes[flags] = (byte)(bytes[flags] & ~4);
        return bytes;
    }
}
