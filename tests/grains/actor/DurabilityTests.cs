using System.Threading.Channels;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Storage.Commit;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>When a sender is told, and what is in the store then.</summary>
public class DurabilityTests : HostTests
{
    [Fact]
    public async Task A_sender_is_told_only_when_the_effect_is_durable()
    {
        await using var harness = await StartAsync();
        var seen = new List<long>();
        var sent = Enumerable.Range(1, 200).Select(number => Sent.Invoice("A", number, $"I{number}", "1.00", number + 20)).ToArray();

        var results = await Task.WhenAll(sent.Select((one, index) => harness.Send(one, index, whenTold: _ => seen.Add(OwnSequence(harness, one)))).ToArray());

        results.ShouldAllBe(result => result.Outcome == Outcome.Applied);
        seen.ShouldBe(Enumerable.Range(1, sent.Length).Select(number => (long)number));
    }

    [Fact]
    public async Task A_sender_of_a_refused_record_is_told_only_when_the_dead_letter_is_durable()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20));
        var letters = -1;

        await harness.Send(Sent.Invoice("A", 2, "I2", "10", 20, currency: "JPY"), whenTold: _ => letters = harness.Letters().Count);

        letters.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_holds_where_the_account_has_no_row_and_its_letters_are_written_one_by_one()
    {
        await using var harness = await StartAsync(committer: new GroupCommitterOptions { MaxAccountsPerBatch = 1 });
        harness.Writer.Hold();
        var first = harness.Send(Sent.Strange("A", 1, "U0"));
        harness.Writer.WaitForBatch();
        var seen = new List<bool>();
        var later = Enumerable.Range(1, 10).Select(number => harness.Send(
            Sent.Strange("A", 1, $"U{number}"), whenTold: _ => seen.Add(harness.Letters().Any(letter => letter.EventId == $"U{number}")))).ToArray();
        await HostHarness.Until(() => harness.Host.Undurable == 11);
        harness.Writer.Go();
        await Task.WhenAll([first, .. later]);

        seen.ShouldBe(Enumerable.Repeat(true, 10));
    }

    [Fact]
    public async Task Nobody_is_told_while_the_write_is_under_way()
    {
        await using var harness = await StartAsync();
        harness.Writer.Hold();
        var told = harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.Writer.WaitForBatch();

        told.IsCompleted.ShouldBeFalse();
        harness.Host.Undurable.ShouldBe(1);

        harness.Writer.Go();
        (await told).Outcome.ShouldBe(Outcome.Applied);
        await harness.Host.DrainAsync();
        harness.Host.Undurable.ShouldBe(0);
    }

    [Fact]
    public async Task An_account_has_one_write_in_flight_and_what_comes_meanwhile_makes_the_next()
    {
        await using var harness = await StartAsync();
        harness.Writer.Hold();
        var first = harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.Writer.WaitForBatch();
        var others = Enumerable.Range(2, 4).Select(number => harness.Send(Sent.Invoice("A", number, $"I{number}", "10.00", 20))).ToArray();
        await HostHarness.Until(() => harness.Host.Undurable == 5);

        harness.Committer.Statistics.QueueDepth.ShouldBe(0);

        harness.Writer.Go();
        await Task.WhenAll([first, .. others]);
        var writes = harness.Writer.Batches.SelectMany(batch => batch.Accounts).ToArray();
        writes.Select(write => write.History.Count).ShouldBe([1, 4]);
        writes[1].Expected.ShouldBe(writes[0].Next);
        writes.Select(write => write.Next.Number).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Accounts_that_change_together_are_written_together()
    {
        await using var harness = await StartAsync();
        harness.Writer.Hold();
        var first = harness.Send(Sent.Beat("A", 1, "b"));
        harness.Writer.WaitForBatch();
        var others = Enumerable.Range(1, 50).Select(number => harness.Send(Sent.Beat($"B{number}", 1, "b"))).ToArray();
        await HostHarness.Until(() => harness.Committer.Statistics.QueueDepth == 50);
        harness.Writer.Go();
        await Task.WhenAll([first, .. others]);

        harness.Writer.Batches.Select(batch => batch.Accounts.Count).ShouldBe([1, 50]);
    }

    [Fact]
    public async Task A_record_at_or_below_its_position_changes_nothing_and_ends_as_a_duplicate()
    {
        await using var harness = await StartAsync();
        await harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20), offset: 5);
        await harness.Send(Sent.Invoice("A", 2, "I2", "10.00", 20), offset: 9);
        var before = StoreContents.Of(harness.Store);
        var writes = harness.Writer.Batches.Count;

        // Not a repeat by its id: the position alone says that it was taken in.
        var results = await Task.WhenAll(
            harness.Send(Sent.Invoice("A", 3, "I3", "10.00", 20), offset: 9), harness.Send(Sent.Invoice("A", 3, "I4", "10.00", 20), offset: 4));

        results.ShouldAllBe(result => result.Outcome == Outcome.Duplicate);
        StoreContents.Of(harness.Store).ShouldBe(before);
        harness.Writer.Batches.Count.ShouldBe(writes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_duplicate_ends_only_when_what_it_repeats_is_durable(bool byPosition)
    {
        await using var harness = await StartAsync();
        var sent = Sent.Invoice("A", 1, "I1", "10.00", 20);
        harness.Writer.Hold();
        var first = harness.Send(sent, byPosition ? 1 : null);
        harness.Writer.WaitForBatch();
        var repeats = Enumerable.Range(0, 3).Select(_ => harness.Send(sent, byPosition ? 1 : null)).ToArray();
        await HostHarness.Until(() => harness.Host.Undurable == 4);

        repeats.ShouldAllBe(repeat => !repeat.IsCompleted);

        harness.Writer.Go();
        (await first).Outcome.ShouldBe(Outcome.Applied);
        (await Task.WhenAll(repeats)).ShouldAllBe(result => result.Outcome == Outcome.Duplicate);
        StoreContents.ShouldBeWhole(harness.Store, harness.Codec);
        harness.Receivable("A").ShouldBe(1000);
    }

    [Fact]
    public async Task A_position_survives_in_the_row()
    {
        await using var harness = await StartAsync(new HostOptions { ResidentAccountsPerLoop = 1 });
        await harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20), offset: 1);
        await harness.ForgetAsync("A");
        var loads = harness.Reader.Loads;

        (await harness.Send(Sent.Invoice("A", 2, "I2", "10.00", 20), offset: 1)).Outcome.ShouldBe(Outcome.Duplicate);

        harness.Reader.Loads.ShouldBe(loads + 1);
    }

    [Fact]
    public async Task Disposing_the_host_makes_durable_what_it_took()
    {
        await using var harness = await StartAsync();
        var told = Enumerable.Range(1, 300).Select(number => harness.Send(Sent.Invoice($"A{number % 7}", number, $"I{number}", "1.00", 400))).ToArray();

        await harness.Host.DisposeAsync();

        told.ShouldAllBe(one => one.Status != TaskStatus.Faulted);
        harness.Store.Counts().Records.ShouldBe(300);
        (await Task.WhenAll(told)).ShouldAllBe(result => result.Outcome == Outcome.Applied);
    }

    [Fact]
    public async Task A_host_that_was_disposed_of_takes_nothing_more()
    {
        await using var harness = await StartAsync();
        await harness.Host.DisposeAsync();

        await Should.ThrowAsync<ChannelClosedException>(() => harness.Send(Sent.Beat("A", 1, "b")));
        harness.Host.Failure.IsFaulted.ShouldBeFalse();
    }

    private static long OwnSequence(HostHarness harness, Sent sent)
    {
        var hash = StableHash.Of(sent.Event.Header.Source, sent.Event.Header.Id);
        return harness.Store.HistoryBackwards(sent.Account).SingleOrDefault(record => record.EventHash == hash)?.Sequence ?? 0;
    }
}
