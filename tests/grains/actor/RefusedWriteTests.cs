using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Writes that the store refuses for what is in them, such as an amount for which the portfolio's totals of 64 bits have no room.</summary>
public class RefusedWriteTests : HostTests
{
    private const string Huge = "90000000000000000";

    [Fact]
    public async Task A_record_for_which_the_totals_have_no_room_becomes_a_dead_letter()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", Huge, 20));
        await harness.Applied(Sent.Invoice("B", 1, "I1", "10.00", 20));
        var poison = Sent.Invoice("B", 2, "I2", Huge, 20);

        var result = await harness.Send(poison, offset: 1).WaitAsync(HostHarness.Patience);

        result.Outcome.ShouldBe(Outcome.Refused);
        result.Reason.ShouldBe(RefusalCodes.Indigestible);
        var letter = harness.Letters().ShouldHaveSingleItem();
        letter.Body.ToArray().ShouldBe(poison.Body);
        letter.Message.ShouldContain("OpenByDueDate 'EUR'");
        letter.State.IsEmpty.ShouldBeFalse();
        harness.Store.Quarantined(10).ShouldBe(["B"]);
        harness.Receivable("B").ShouldBe(1000);
        (await harness.Send(poison, offset: 1)).Outcome.ShouldBe(Outcome.Duplicate);
        await harness.Applied(Sent.Pay("B", 3, "P1", "10.00"));
        harness.Receivable("B").ShouldBe(0);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task Records_that_share_its_write_are_applied()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", Huge, 20));
        harness.Writer.Hold();
        var first = harness.Send(Sent.Invoice("B", 1, "I1", "1.00", 20));
        harness.Writer.WaitForBatch();
        var shared = new[] { "2.00", Huge, "4.00" }.Select((amount, number) => harness.Send(Sent.Invoice("B", 2, $"I{number + 2}", amount, 20))).ToArray();
        await HostHarness.Until(() => harness.Host.Undurable == 4);
        var drained = harness.Host.DrainAsync();
        harness.Writer.Go();

        await first;
        (await Task.WhenAll(shared)).Select(result => result.Outcome).ShouldBe([Outcome.Applied, Outcome.Refused, Outcome.Applied]);

        await drained.WaitAsync(HostHarness.Patience);
        harness.Host.Undurable.ShouldBe(0);
        harness.Receivable("B").ShouldBe(700);
        harness.Letters().ShouldHaveSingleItem();
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task The_very_first_record_of_an_account_may_be_the_one()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", Huge, 20));

        (await harness.Send(Sent.Invoice("B", 1, "I1", Huge, 20))).Outcome.ShouldBe(Outcome.Refused);

        await harness.Applied(Sent.Invoice("B", 2, "I2", "1.00", 21));
        harness.Receivable("B").ShouldBe(100);
        harness.Store.Quarantined(10).ShouldBe(["B"]);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task Time_that_the_store_refuses_is_stopped_for_that_account_alone()
    {
        await using var harness = await StartAsync(new HostOptions { AccountsPerSweep = 1 });
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20), Sent.Invoice("B", 1, "I1", "10.00", 20));
        harness.Writer.Failure = batch => batch.Accounts.Any(write => write.Id == "A" && write.Outbox.Count > 0) ? Refusal() : null;

        await harness.Host.SweepAsync(AccountStory.At(21)).WaitAsync(HostHarness.Patience);
        await harness.Host.SweepAsync(AccountStory.At(22)).WaitAsync(HostHarness.Patience);

        harness.Store.Quarantined(10).ShouldBe(["A"]);
        harness.Letters().ShouldHaveSingleItem().Body.Length.ShouldBe(0);
        harness.StoredWake("A").ShouldBeNull();
        harness.Store.Effects(0, 10).ShouldHaveSingleItem().Account.ShouldBe("B");
    }

    [Fact]
    public async Task A_store_that_refuses_everything_of_an_account_stops_the_host()
    {
        await using var harness = await StartAsync();
        harness.Writer.Failure = batch => batch.Accounts.Any(write => write.Id == "A") ? Refusal() : null;

        await harness.Submit(Sent.Invoice("A", 1, "I1", "10.00", 20), new Told());

        var failure = await Should.ThrowAsync<InvalidOperationException>(harness.Host.Failure.WaitAsync(HostHarness.Patience));
        failure.Message.ShouldContain("no room");
    }

    private static StoreException Refusal() => new("there is no room for it", null, StoreFailure.Content);
}
