using System.Text;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Records that come again without a position: what recognises them is ids, in the state's window or in the history.</summary>
public class RepeatTests : HostTests
{
    private const int Evicting = RecentIds.Capacity + 4;

    [Fact]
    public async Task A_repeat_inside_the_window_is_known_without_a_look_into_the_history()
    {
        await using var harness = await StartAsync();
        var sent = Sent.Invoice("A", 1, "I1", "10.00", 20);
        await harness.Applied(sent);
        var before = StoreContents.Of(harness.Store);

        (await harness.Send(sent)).Outcome.ShouldBe(Outcome.Duplicate);

        harness.Reader.LookUps.ShouldBe(0);
        StoreContents.Of(harness.Store).ShouldBe(before);
    }

    [Fact]
    public async Task A_repeat_that_was_evicted_from_the_window_is_found_in_the_stored_history()
    {
        await using var harness = await StartAsync();
        var sent = Sent.Beat("A", 1, "first");
        await harness.Applied(sent);
        await harness.Applied(Later("A"));
        var before = StoreContents.Of(harness.Store);

        (await harness.Send(sent)).Outcome.ShouldBe(Outcome.Duplicate);

        harness.Reader.LookUps.ShouldBe(1);
        StoreContents.Of(harness.Store).ShouldBe(before);
    }

    [Fact]
    public async Task A_repeat_from_a_sender_whose_clock_is_far_ahead_is_found_too()
    {
        await using var harness = await StartAsync();
        var ahead = Enumerable.Range(0, 30).Select(number => Sent.Beat("A", 500 + number, $"ahead-{number}")).ToArray();
        foreach (var sent in ahead)
        {
            (await harness.Send(sent, logged: 1)).Outcome.ShouldBe(Outcome.Applied);
        }

        foreach (var sent in ahead)
        {
            (await harness.Send(sent, logged: 2)).Outcome.ShouldBe(Outcome.Duplicate);
        }

        harness.Stored("A").ShouldNotBeNull().Records.ShouldBe(ahead.Length);
    }

    [Fact]
    public async Task A_repeat_that_was_evicted_is_found_among_what_is_not_durable_yet()
    {
        await using var harness = await StartAsync();
        var sent = Sent.Beat("A", 1, "first");
        harness.Writer.Hold();
        // In flight ...
        var told = new List<Task<RecordResult>> { harness.Send(sent) };
        harness.Writer.WaitForBatch();
        // ... and behind it.
        told.AddRange(Later("A").Select(later => harness.Send(later)));
        var second = Later("A").First();
        told.AddRange([harness.Send(sent), harness.Send(second)]);
        await HostHarness.Until(() => harness.Host.Undurable == told.Count);
        harness.Writer.Go();

        var results = await Task.WhenAll(told);

        results[^2..].ShouldAllBe(result => result.Outcome == Outcome.Duplicate);
        harness.Store.Counts().Records.ShouldBe(1 + Evicting);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
    }

    [Fact]
    public async Task A_late_event_that_is_no_repeat_is_applied_after_the_history_was_asked()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Later("A"));

        await harness.Applied(Sent.Beat("A", 1, "late"));

        harness.Reader.LookUps.ShouldBe(1);
        harness.Store.Counts().Records.ShouldBe(Evicting + 1);
    }

    [Fact]
    public async Task The_same_id_from_another_sender_is_no_repeat()
    {
        await using var harness = await StartAsync();
        var sent = Sent.Beat("A", 1, "b");
        var other = Sent.Of(Encoding.UTF8.GetBytes(StoreContents.Text(sent.Body).Replace("/test", "/other", StringComparison.Ordinal)));

        await harness.Applied(sent, other);

        harness.Store.Counts().Records.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_business_id_that_is_stated_again_by_another_event_is_refused(bool isDurable)
    {
        await using var harness = await StartAsync();
        harness.Writer.Hold();
        var first = harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.Writer.WaitForBatch();
        if (isDurable)
        {
            harness.Writer.Go();
            await first;
        }

        var again = harness.Send(Sent.Invoice("A", 2, "I1", "10.00", 20, id: "second-run"));
        harness.Writer.Go();
        var result = await again;

        result.Outcome.ShouldBe(Outcome.Refused);
        result.Reason.ShouldBe(RefusalCodes.IdReused);
        harness.Letters().ShouldHaveSingleItem().Reason.ShouldBe(RefusalCodes.IdReused);
        harness.Receivable("A").ShouldBe(1000);
    }

    [Fact]
    public async Task A_refused_id_does_not_enter_the_window()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20));
        var again = Sent.Invoice("A", 2, "I1", "10.00", 20, id: "second-run");

        var results = new[] { await harness.Send(again), await harness.Send(again) };

        results.ShouldAllBe(result => result.Reason == RefusalCodes.IdReused);
    }

    [Fact]
    public async Task A_business_id_that_the_filter_only_thinks_it_knows_is_settled_without_a_walk_through_the_history()
    {
        await using var harness = await StartAsync();
        var charged = Enumerable.Range(1, 200).Select(number => Sent.Invoice("A", 1, $"I{number}", "1.00", 20)).ToArray();
        await harness.Applied(charged);
        var facts = harness.Stored("A").ShouldNotBeNull().Facts;
        var mistaken = Enumerable.Range(1, 100_000).Select(number => $"N{number}")
            .First(id => facts.MayContain(AccountRules.HashOf(new FactId(FactKind.Item, id))));
        var (walks, questions) = (harness.Reader.LookUps, harness.Reader.Questions);

        await harness.Applied(Sent.Invoice("A", 2, mistaken, "1.00", 20));

        (harness.Reader.LookUps, harness.Reader.Questions).ShouldBe((walks, questions + 1));
        harness.Receivable("A").ShouldBe(201 * 100);
    }

    [Fact]
    public async Task Ids_of_one_account_mean_nothing_to_another()
    {
        await using var harness = await StartAsync();

        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20, id: "same"), Sent.Invoice("B", 1, "I1", "10.00", 20, id: "same"));

        harness.Store.Counts().ShouldBe(new StoreCounts(2, 2, 0, 0));
    }

    /// <summary>As many later events as push every earlier one out of the window.</summary>
    private static IEnumerable<Sent> Later(string account) => Enumerable.Range(1, Evicting).Select(number => Sent.Beat(account, 1 + number, $"later-{number}"));
}
