using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Ladder;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Records that an account cannot digest: two amounts that a ledger of 64 bits cannot hold together.</summary>
public class QuarantineTests : HostTests
{
    private const string Huge = "90000000000000000";
    private static readonly Sent Poison = Sent.Invoice("A", 2, "I2", Huge, 20);

    [Fact]
    public async Task A_record_that_cannot_be_digested_becomes_a_dead_letter_with_the_state_before_it()
    {
        await using var harness = await StartAsync();
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
        await using var harness = await StartAsync();
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
        await using var harness = await StartAsync();
        await harness.Send(Sent.Invoice("A", 1, "I1", Huge, 20), offset: 1);
        await harness.Send(Poison, offset: 2);

        (await harness.Send(Poison, offset: 2)).Outcome.ShouldBe(Outcome.Duplicate);

        harness.Letters().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Later_records_of_the_account_are_applied()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", Huge, 20));
        await harness.Send(Poison);

        await harness.Applied(Sent.Pay("A", 3, "P1", "90000000000000000"));

        harness.Receivable("A").ShouldBe(0);
        harness.Stored("A").ShouldNotBeNull().Quarantined.ShouldBeTrue();
    }

    [Fact]
    public async Task Other_accounts_in_the_same_batch_are_not_touched()
    {
        await using var harness = await StartAsync();
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
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", Huge, 20));
        await harness.Send(Poison);

        await harness.Host.SweepAsync(AccountStory.At(21));

        harness.Store.Effects(0, 10, "A").ShouldHaveSingleItem().At.ShouldBe(AccountStory.At(21));
    }

    [Fact]
    public async Task An_account_that_cannot_be_advanced_is_quarantined_once_and_holds_nobody_up()
    {
        await using var harness = await StartAsync(new HostOptions { AccountsPerSweep = 1 });
        var damaged = Damaged("A", "B");
        harness.Store.Commit(new CommitBatch([.. damaged.Select(RowOf)], [], [])).ShouldBe([true, true]);
        await harness.Applied(Sent.Invoice("C", 1, "I1", "10.00", 25));

        for (var sweep = 0; sweep < 3; sweep++)
        {
            await harness.Host.SweepAsync(AccountStory.At(26)).WaitAsync(HostHarness.Patience);
            await harness.Host.SweepAsync(AccountStory.At(27)).WaitAsync(HostHarness.Patience);
        }

        harness.Store.Quarantined(10).ShouldBe(["A", "B"]);
        harness.Letters().Select(letter => (letter.Account, letter.Reason, letter.Body.Length)).ShouldBe(
            [("A", RefusalCodes.Indigestible, 0), ("B", RefusalCodes.Indigestible, 0)]);
        harness.Letters()[0].State.ToArray().ShouldBe(StateCodec.Encode(damaged[0]));
        harness.Store.Effects(0, 10).ShouldHaveSingleItem().Account.ShouldBe("C");
    }

    /// <summary>States in which money is not conserved: every evaluation finds that out.</summary>
    private static AccountState[] Damaged(params IEnumerable<string> accounts) =>
    [
        .. accounts.Select(account => new AccountStory().Bill(1, "I1", 100, due: 20).State with { Id = account })
            .Select(state => state with { Ledger = state.Ledger with { Totals = state.Ledger.Totals with { Debits = 7 } } }),
    ];

    private static AccountWrite RowOf(AccountState state) => new()
    {
        Id = state.Id,
        Expected = RowVersion.None,
        Next = new RowVersion(1, 1),
        State = Positions.None.Wrap(StateCodec.Encode(state)),
        Stage = Stage.Good,
        Quarantined = false,
        WakeAt = state.WakeAt,
        WakeChanged = true,
        History = [],
        Outbox = [],
        DeadLetters = [],
        Totals = [],
    };

    private static byte[] WithoutMark(AccountState state)
    {
        var bytes = StateCodec.Encode(state);
        // The flags stand behind the version and the id with its length.
        const int flags = 1 + 1 + 1;
        bytes[flags] = (byte)(bytes[flags] & ~4);
        return bytes;
    }
}
