using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage;

/// <summary>
/// What every store of accounts does. A store is tested by a class that derives from this one and opens it. This part: rows and their versions.
/// </summary>
public abstract partial class AccountStoreConformance : IDisposable
{
    private protected AccountStoreConformance()
    {
    }

    /// <summary>Writes to the store of this test, which was empty when the test began.</summary>
    protected abstract IAccountWriter Writer { get; }

    /// <summary>Reads from the same store.</summary>
    protected abstract IAccountReader Reader { get; }

    [Fact]
    public void An_account_that_was_never_written_has_no_row() => Reader.Load(["A"]).ShouldBe([null]);

    [Fact]
    public void A_committed_account_is_loaded_as_it_was_written()
    {
        var write = First("A", "the state").Waking(Morning);
        Writer.Commit(write).ShouldBe([true]);
        write.Key.ShouldBePositive();
        var stored = Loaded("A");
        stored.Key.ShouldBe(write.Key);
        stored.Id.ShouldBe("A");
        stored.Version.ShouldBe(new RowVersion(1, StoreSamples.Writer));
        Text(stored.State).ShouldBe("the state");
        stored.WakeAt.ShouldBe(Morning);
    }

    [Fact]
    public void Accounts_are_loaded_in_the_order_asked_with_gaps_for_the_unknown()
    {
        Writer.Commit(First("A"), First("B"), First("C"));
        Reader.Load(["C", "unknown", "A"]).Select(account => account?.Id).ShouldBe(["C", null, "A"]);
        Reader.Load([]).ShouldBeEmpty();
    }

    [Fact]
    public void A_write_that_expects_the_version_replaces_the_row()
    {
        var first = Writer.Stored(First("A", "old"));
        Writer.Commit(After(first, "new")).ShouldBe([true]);
        Loaded("A").Version.Number.ShouldBe(2);
        Text(Loaded("A").State).ShouldBe("new");
    }

    [Fact]
    public void A_write_that_expects_another_number_leaves_nothing()
    {
        var first = Writer.Stored(First("A"));
        var second = Writer.Stored(After(first));
        var late = Loud(After(first));
        Writer.Commit(late).ShouldBe([false]);
        NothingOf(late, second);
    }

    [Fact]
    public void A_write_that_expects_another_writer_leaves_nothing()
    {
        var first = Writer.Stored(First("A"));
        var foreign = Loud(After(first)).With(expected: new RowVersion(1, StoreSamples.Writer + 1));
        Writer.Commit(foreign).ShouldBe([false]);
        NothingOf(foreign, first);
    }

    [Fact]
    public void A_write_with_the_key_of_another_account_leaves_nothing()
    {
        var first = Writer.Stored(First("A"));
        var other = Writer.Stored(First("B"));
        var mistaken = Loud(After(first));
        mistaken.Key = other.Key;
        Writer.Commit(mistaken).ShouldBe([false]);
        NothingOf(mistaken, first);
    }

    [Fact]
    public void Of_two_first_writes_the_first_wins_and_the_other_leaves_nothing()
    {
        var winner = First("A", "winner");
        var loser = Loud(First("A", "loser"));
        Writer.Commit(winner).ShouldBe([true]);
        Writer.Commit(loser).ShouldBe([false]);
        loser.Key.ShouldBe(0);
        NothingOf(loser, winner);
    }

    [Fact]
    public void A_refused_account_does_not_hold_up_the_others_of_its_batch()
    {
        var first = Writer.Stored(First("A"));
        Writer.Stored(After(first));
        Writer.Commit(First("B"), After(first), First("C")).ShouldBe([true, false, true]);
        Reader.Load(["B", "C"]).ShouldAllBe(account => account != null);
    }

    [Fact]
    public void The_same_write_delivered_again_is_refused_and_changes_nothing()
    {
        var first = Loud(First("A"));
        Writer.Commit(first).ShouldBe([true]);
        var counts = Reader.Counts();
        first.Key = 0;
        Writer.Commit(first).ShouldBe([false]);
        Reader.Counts().ShouldBe(counts);
    }

    [Fact]
    public void A_batch_that_contradicts_itself_is_refused_whole_for_its_content()
    {
        var first = Writer.Stored(First("A"));
        Refused(First("X"), First("B"), First("B"));
        Refused(First("X"), First("B").With(history: [Record(2)]));
        Refused(First("X"), First("B").With(history: [Record(1), Record(3)]));
        Refused(First("X"), First("B").With(outbox: [Effect(2)]));
        Refused(First("X"), After(first).With(outbox: [Effect(5), Effect(5)]));
        Refused(First("X"), After(first).With(expected: new RowVersion(5, StoreSamples.Writer)));
        Refused(First("X"), First("in\0side"));
        Refused(First("X"), First(string.Empty));
        var keyless = After(first);
        keyless.Key = 0;
        Refused(First("X"), keyless);
        Reader.Counts().ShouldBe(new StoreCounts(1, 1, 0, 0));
    }

    [Fact]
    public void An_empty_batch_is_committed() => Writer.Commit().ShouldBeEmpty();

    [Fact]
    public void Ids_are_case_sensitive_and_up_to_64_characters_long()
    {
        var longest = new string('~', 64);
        Writer.Commit(First("a", "small"), First("A", "large"), First(longest, "long")).ShouldBe([true, true, true]);
        Reader.Load(["A", "a", longest]).Select(account => Text(account!.State)).ShouldBe(["large", "small", "long"]);
    }

    [Fact]
    public void A_state_of_a_million_bytes_or_of_none_is_kept()
    {
        var large = Enumerable.Range(0, 1_000_000).Select(index => (byte)(index % 251)).ToArray();
        var first = First("large");
        Writer.Stored(new AccountWrite
        {
            Id = first.Id,
            Expected = first.Expected,
            Next = first.Next,
            State = large,
            Stage = first.Stage,
            Quarantined = false,
            History = [],
            Outbox = [],
            DeadLetters = [],
            Totals = [],
        });
        Writer.Stored(First("none", string.Empty));
        Loaded("large").State.ToArray().ShouldBe(large);
        Loaded("none").State.Length.ShouldBe(0);
    }

    [Fact]
    public void All_accounts_are_listed_in_pages_by_their_keys()
    {
        Writer.Commit([.. Enumerable.Range(0, 25).Select(index => First($"A{index}"))]);
        var listed = new List<StoredAccount>();
        while (Reader.List(listed.LastOrDefault()?.Key ?? 0, 10) is { Count: > 0 } page)
        {
            page.Count.ShouldBeLessThanOrEqualTo(10);
            listed.AddRange(page);
        }

        listed.Select(account => account.Key).ShouldBeInOrder();
        listed.Select(account => account.Id).ShouldBe(Enumerable.Range(0, 25).Select(index => $"A{index}"), ignoreOrder: true);
        Reader.List(0, 0).ShouldBeEmpty();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    private StoredAccount Loaded(string id) => Reader.Load([id])[0].ShouldNotBeNull();

    /// <summary>The write with one of everything that it could leave.</summary>
    private static AccountWrite Loud(AccountWrite write) => write.With(
        history: [Record(1)], outbox: [Effect(1)], letters: [Letter()], totals: [Owed(20_000, 100)], quarantined: true);

    private void NothingOf(AccountWrite refused, AccountWrite before)
    {
        Loaded(refused.Id).Version.ShouldBe(before.Next);
        Loaded(refused.Id).State.ToArray().ShouldBe(before.State.ToArray());
        Reader.HistoryBackwards(refused.Id).Count().ShouldBe(1);
        Reader.Effects(0, 10).ShouldBeEmpty();
        Reader.DeadLetters(0, 10).ShouldBeEmpty();
        Reader.Totals().ShouldBeEmpty();
        Reader.Quarantined(10).ShouldBeEmpty();
    }

    private void Refused(params AccountWrite[] writes)
    {
        Should.Throw<StoreException>(() => Writer.Commit(writes)).Failure.ShouldBe(StoreFailure.Content);
        writes[0].Key.ShouldBe(0);
    }
}
