using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>What becomes of records that an account refuses, and of facts that it gives up.</summary>
public class DeadLetterTests : HostTests
{
    private static readonly Sent OtherCurrency = Sent.Invoice("A", 2, "I2", "10", 20, currency: "JPY");

    [Fact]
    public async Task A_refused_record_is_kept_whole()
    {
        await using var harness = await StartAsync();
        await harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20), offset: 7);

        var result = await harness.Send(OtherCurrency, offset: 8);

        result.Outcome.ShouldBe(Outcome.Refused);
        result.Reason.ShouldBe(RefusalCodes.WrongCurrency);
        var letter = harness.Letters().ShouldHaveSingleItem();
        letter.Reason.ShouldBe(RefusalCodes.WrongCurrency);
        letter.Message.ShouldBe(result.Message);
        letter.Body.ToArray().ShouldBe(OtherCurrency.Body);
        letter.Account.ShouldBe("A");
        letter.EventId.ShouldBe("I2.issued");
        letter.Origin.ShouldBe("input/0@8");
        letter.At.ShouldBe(AccountStory.At(2));
        letter.State.Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_record_leaves_its_position_and_nothing_else()
    {
        await using var harness = await StartAsync();
        await harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20), offset: 7);

        await harness.Send(OtherCurrency, offset: 8);

        harness.Store.Counts().Records.ShouldBe(1);
        harness.Receivable("A").ShouldBe(1000);
        (await harness.Send(OtherCurrency, offset: 8)).Outcome.ShouldBe(Outcome.Duplicate);
        harness.Letters().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_record_without_a_position_has_no_origin()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20));

        await harness.Send(OtherCurrency);

        harness.Letters().ShouldHaveSingleItem().Origin.ShouldBeNull();
    }

    [Fact]
    public async Task An_account_whose_very_first_record_is_refused_gets_no_row()
    {
        await using var harness = await StartAsync();
        var strange = Sent.Strange("A", 1, "U1");

        var result = await harness.Send(strange, offset: 1);

        result.Reason.ShouldBe(RefusalCodes.BadAmount);
        harness.Store.Counts().ShouldBe(new StoreCounts(0, 0, 0, 1));
        harness.Letters().ShouldHaveSingleItem().Body.ToArray().ShouldBe(strange.Body);
        harness.Store.Totals().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_that_was_refused_at_first_opens_with_the_first_record_that_it_applies()
    {
        await using var harness = await StartAsync();
        harness.Writer.Hold();
        var first = harness.Send(Sent.Strange("A", 1, "U1"), offset: 1);
        harness.Writer.WaitForBatch();
        Task<RecordResult>[] later =
        [
            harness.Send(Sent.Strange("A", 2, "U2"), offset: 2),
            harness.Send(Sent.Invoice("A", 3, "I1", "10.00", 20), offset: 3),
            harness.Send(Sent.Usage("A", 4, "U3", "3.00"), offset: 4),
        ];
        await HostHarness.Until(() => harness.Host.Undurable == 4);
        harness.Writer.Go();

        (await Task.WhenAll([first, .. later])).Select(result => result.Outcome)
            .ShouldBe([Outcome.Refused, Outcome.Refused, Outcome.Applied, Outcome.Applied]);

        harness.Store.Counts().ShouldBe(new StoreCounts(1, 2, 0, 2));
        harness.Letters().Select(letter => letter.EventId).ShouldBe(["U1", "U2"]);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
        harness.Store.HistoryBackwards("A").Select(record => record.Sequence).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Several_records_refused_before_there_is_a_row_are_all_kept()
    {
        await using var harness = await StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => harness.Send(Sent.Strange("A", number, $"U{number}"))));

        results.ShouldAllBe(result => result.Outcome == Outcome.Refused);
        harness.Letters().Select(letter => letter.EventId).ShouldBe(Enumerable.Range(1, 20).Select(number => $"U{number}"));
        harness.Store.Counts().Accounts.ShouldBe(0);
    }

    [Fact]
    public async Task A_fact_whose_target_never_comes_becomes_a_dead_letter_after_thirty_days_with_its_own_bytes()
    {
        await using var harness = await StartAsync();
        var orphan = Sent.Reverse("A", 2, "P1");
        await harness.Applied(Sent.Beat("A", 1, "b"), orphan);
        await harness.Host.SweepAsync(AccountStory.At(31.5));
        harness.Letters().ShouldBeEmpty();

        await harness.Host.SweepAsync(AccountStory.At(32));

        var letter = harness.Letters().ShouldHaveSingleItem();
        letter.Reason.ShouldBe(RefusalCodes.Orphan);
        letter.EventId.ShouldBe("P1.reversed");
        letter.Body.ToArray().ShouldBe(orphan.Body);
        letter.At.ShouldBe(AccountStory.At(32));
        harness.Stored("A").ShouldNotBeNull().Waiting.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_an_orphan_is_given_up_does_not_depend_on_when_the_sweep_comes(bool byRecord)
    {
        await using var harness = await StartAsync();
        var orphan = Sent.Reverse("A", 2, "P1");
        await harness.Applied(orphan);

        if (byRecord)
        {
            await harness.Applied(Sent.Beat("A", 77, "b"));
        }
        else
        {
            await harness.Host.SweepAsync(AccountStory.At(77));
        }

        var letter = harness.Letters().ShouldHaveSingleItem();
        letter.At.ShouldBe(AccountStory.At(32));
        letter.Body.ToArray().ShouldBe(orphan.Body);
    }

    [Fact]
    public async Task An_orphan_that_is_not_durable_yet_keeps_its_bytes_too()
    {
        await using var harness = await StartAsync();
        var orphan = Sent.Reverse("A", 2, "P1");
        harness.Writer.Hold();
        var first = harness.Send(Sent.Beat("A", 1, "b"));
        harness.Writer.WaitForBatch();
        Task<RecordResult>[] later = [harness.Send(orphan), harness.Send(Sent.Beat("A", 40, "c"))];
        await HostHarness.Until(() => harness.Host.Undurable == 3);
        harness.Writer.Go();
        await Task.WhenAll([first, .. later]);

        harness.Letters().ShouldHaveSingleItem().Body.ToArray().ShouldBe(orphan.Body);
    }
}
