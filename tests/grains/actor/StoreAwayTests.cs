using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>While the store cannot be read, accounts that must be loaded wait; nothing is lost, nothing is taken twice, and the order stays.</summary>
public class StoreAwayTests : HostTests
{
    [Fact]
    public async Task Accounts_that_cannot_be_loaded_are_waited_for()
    {
        await using var harness = await StartAsync();
        harness.Reader.Failure = _ => Away();
        var told = Enumerable.Range(1, 40).Select(number => harness.Send(Sent.Invoice($"A{number % 7}", number, $"I{number}", "1.00", 400), number)).ToArray();
        await HostHarness.Until(() => harness.Host.StoreAway is not null);

        told.ShouldAllBe(one => !one.IsCompleted);
        harness.Host.StoreAway.ShouldBe("the server is away");
        harness.Host.Failure.IsCompleted.ShouldBeFalse();

        harness.Reader.Failure = _ => null;
        (await Task.WhenAll(told)).ShouldAllBe(result => result.Outcome == Outcome.Applied);
        harness.Host.StoreAway.ShouldBeNull();
        harness.Store.Counts().Records.ShouldBe(40);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_to_its_end_is_read_again_and_its_answer_is_the_same()
    {
        await using var harness = await StartAsync();
        var first = Sent.Beat("A", 1, "first");
        await harness.Applied(first);
        await harness.Applied(Enumerable.Range(2, RecentIds.Capacity + 4).Select(number => Sent.Beat("A", number, $"b{number}")));
        var failures = 3;
        harness.Reader.HistoryFailure = number => number == 5 && Interlocked.Decrement(ref failures) >= 0 ? Away() : null;
        var before = harness.Store.Counts();

        var repeat = harness.Send(first);
        var next = harness.Send(Sent.Invoice("A", 900, "I1", "10.00", 920));

        (await repeat).Outcome.ShouldBe(Outcome.Duplicate);
        (await next).Outcome.ShouldBe(Outcome.Applied);
        failures.ShouldBeLessThan(0);
        harness.Store.Counts().Records.ShouldBe(before.Records + 1);
    }

    [Theory]
    [InlineData(StoreFailure.UnknownOutcome)]
    [InlineData(StoreFailure.Unavailable)]
    public async Task A_write_of_unknown_outcome_is_settled_when_the_account_can_be_loaded_again(StoreFailure reading)
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.Writer.Failure = _ => new StoreException("the connection broke", null, StoreFailure.UnknownOutcome);
        harness.Reader.Failure = _ => new StoreException("the server is away", null, reading);
        var told = Enumerable.Range(2, 20).Select(number => harness.Send(Sent.Invoice("A", number, $"I{number}", "1.00", 400), number)).ToArray();
        var swept = harness.Host.SweepAsync(AccountStory.At(30));
        await HostHarness.Until(() => harness.Host.StoreAway is not null);

        harness.Writer.Failure = _ => null;
        harness.Reader.Failure = _ => null;

        (await Task.WhenAll(told)).ShouldAllBe(result => result.Outcome == Outcome.Applied);
        await swept;
        harness.Receivable("A").ShouldBe(3_000);
        harness.Store.Counts().Records.ShouldBe(21);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task Facts_that_are_given_up_are_told_once_although_their_records_could_not_be_read_at_first()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Register("A", 1), Sent.Reverse("A", 2, "never-paid"));
        await harness.Host.DrainAsync();
        var failures = 3;
        harness.Reader.HistoryFailure = _ => Interlocked.Decrement(ref failures) >= 0 ? Away() : null;

        await harness.Host.SweepAsync(AccountStory.At(800)).WaitAsync(HostHarness.Patience);

        failures.ShouldBeLessThan(0);
        harness.Letters().Count.ShouldBe(1);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    private static StoreException Away() => new("the server is away");
}
