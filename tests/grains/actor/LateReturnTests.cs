using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Events that name facts which the state has forgotten: the history says what they were.</summary>
public class LateReturnTests : HostTests
{
    [Fact]
    public async Task The_reversal_of_a_forgotten_payment_becomes_a_new_item()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20), Sent.Pay("A", 5, "P1", "10.00"), Sent.Beat("A", 120, "later"));
        harness.Stored("A").ShouldNotBeNull().Ledger.Credits.ShouldBeEmpty();

        await harness.Applied(Sent.Reverse("A", 121, "P1"));

        var item = harness.Stored("A").ShouldNotBeNull().Ledger.Items.ShouldHaveSingleItem();
        item.Id.ShouldBe("late:P1");
        item.Kind.ShouldBe(ItemKind.LateReversal);
        item.Amount.ShouldBe(1000);
        harness.Receivable("A").ShouldBe(1000);
    }

    [Fact]
    public async Task What_was_forgotten_before_it_was_durable_is_found_too()
    {
        await using var harness = await StartAsync();
        harness.Writer.Hold();
        var first = harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.Writer.WaitForBatch();
        Sent[] others = [Sent.Pay("A", 5, "P1", "10.00"), Sent.Beat("A", 120, "later"), Sent.Reverse("A", 121, "P1")];
        var told = others.Select(sent => harness.Send(sent)).ToArray();
        await HostHarness.Until(() => harness.Host.Undurable == 4);
        harness.Writer.Go();

        (await Task.WhenAll([first, .. told])).ShouldAllBe(result => result.Outcome == Outcome.Applied);

        harness.Stored("A").ShouldNotBeNull().Ledger.Items.ShouldHaveSingleItem().Id.ShouldBe("late:P1");
    }

    /// <summary>The payment is forgotten at a day that passes between the record before and the reversal: it makes no difference whether a sweep came in between.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payment_that_is_forgotten_by_the_passing_of_time_is_looked_up_whether_a_sweep_came_or_not(bool isSwept)
    {
        await using var harness = await StartAsync();
        await harness.Applied(
            Sent.Invoice("A", 1, "I1", "10.00", 20), Sent.Pay("A", 5, "P1", "10.00"), Sent.Invoice("A", 30, "I2", "7.00", 100));
        if (isSwept)
        {
            await harness.Host.SweepAsync(AccountStory.At(110));
        }

        await harness.Applied(Sent.Reverse("A", 120, "P1"));

        var state = harness.Stored("A").ShouldNotBeNull();
        state.Waiting.ShouldBeEmpty();
        state.Ledger.Items.Select(item => item.Id).ShouldBe(["I2", "late:P1"]);
        harness.Receivable("A").ShouldBe(1700);
    }

    [Fact]
    public async Task A_cancellation_of_a_forgotten_invoice_becomes_credit()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20), Sent.Pay("A", 5, "P1", "10.00"), Sent.Beat("A", 120, "later"));

        await harness.Applied(Sent.Cancel("A", 121, "I1"));

        harness.Receivable("A").ShouldBe(-1000);
    }

    [Fact]
    public async Task The_reversal_of_a_payment_that_never_came_waits()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Beat("A", 1, "b"), Sent.Reverse("A", 2, "P1"));
        harness.Stored("A").ShouldNotBeNull().Waiting.Length.ShouldBe(1);

        await harness.Applied(Sent.Pay("A", 3, "P1", "10.00"));

        harness.Stored("A").ShouldNotBeNull().Waiting.ShouldBeEmpty();
        harness.Receivable("A").ShouldBe(0);
    }
}
