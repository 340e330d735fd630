using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Old parts of a history that are no longer kept: what only they could tell is refused, not guessed.</summary>
public class CutHistoryTests : HostTests
{
    private const int Records = RecentIds.Capacity + 100;

    [Fact]
    public async Task An_event_that_may_be_a_repeat_from_the_part_that_was_dropped_is_refused_and_nothing_is_doubled()
    {
        await using var harness = await StartAsync();
        var old = Sent.Invoice("A", 1, "I-old", "10.00", 20);
        await FillAsync(harness, old);
        var owed = harness.Receivable("A");

        var again = await harness.Send(old);

        again.Outcome.ShouldBe(Outcome.Refused);
        again.Reason.ShouldBe(RefusalCodes.BeyondHistory);
        harness.Receivable("A").ShouldBe(owed);
        harness.Letters().ShouldHaveSingleItem().Reason.ShouldBe(RefusalCodes.BeyondHistory);
    }

    [Fact]
    public async Task What_the_kept_part_can_tell_is_told()
    {
        await using var harness = await StartAsync();
        await FillAsync(harness, Sent.Beat("A", 1, "first"));

        (await harness.Send(Sent.Beat("A", 1 + Records, $"b{Records}"))).Outcome.ShouldBe(Outcome.Duplicate);
        (await harness.Send(Sent.Invoice("A", 2 + Records, "I-new", "10.00", 900))).Outcome.ShouldBe(Outcome.Applied);
    }

    private static async Task FillAsync(HostHarness harness, Sent first)
    {
        await harness.Applied(first);
        await harness.Applied(Enumerable.Range(1, Records).Select(number => Sent.Beat("A", 1 + number, $"b{number}")));
        harness.Reader.KeptFrom = Records - 20;
    }
}
