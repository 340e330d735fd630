using CreditRisk.Domain.Ladder;
using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage;

// What a desk is told of accounts.
public abstract partial class AccountStoreConformance
{
    private static readonly DeskRow Late = new() { Stage = Stage.Warning, Currency = "EUR", Overdue = 100, Actionable = 60, OldestDueOn = new(20_000), CutAt = Morning };

    [Fact]
    public void An_account_without_a_row_of_the_desk_is_in_no_list()
    {
        Writer.Stored(First("A"));
        Writer.Stored(First("B").Showing(null));
        Loaded("A").Desk.ShouldBeNull();
        Loaded("B").Desk.ShouldBeNull();
        Reader.ShouldList([], 10);
    }

    [Fact]
    public void A_row_of_the_desk_is_kept_with_the_account_that_brings_it_until_another_one_comes()
    {
        var first = Writer.Stored(First("A").Showing(Late));
        Loaded("A").Desk.ShouldBe(Late);
        var second = Writer.Stored(After(first));
        Loaded("A").Desk.ShouldBe(Late);
        var less = Late with { Overdue = 50, CutAt = null, Manager = "Ada" };
        Writer.Stored(After(second).Showing(less));
        Loaded("A").Desk.ShouldBe(less);
        Reader.List(0, 10).ShouldHaveSingleItem().Desk.ShouldBe(less);
        Reader.ShouldList([new DeskEntry("A", less)], 10);
    }

    [Fact]
    public void A_row_of_the_desk_is_removed_when_there_is_nothing_to_do_any_more()
    {
        var first = Writer.Stored(First("A").Showing(Late));
        var second = Writer.Stored(After(first).Showing(null));
        Loaded("A").Desk.ShouldBeNull();
        Reader.Desk(DeskQuery.Ages()).ShouldBeEmpty();
        Writer.Stored(After(second).Showing(null));
        Loaded("A").Desk.ShouldBeNull();
    }

    [Fact]
    public void A_row_of_the_desk_is_not_touched_by_a_write_of_another_version()
    {
        var first = Writer.Stored(First("A").Showing(Late));
        var bare = Writer.Stored(First("B"));
        Writer.Stored(After(first));
        Writer.Stored(After(bare));
        Writer.Commit(After(first).Showing(Late with { Overdue = 1 }), After(bare).Showing(Late)).ShouldBe([false, false]);
        Writer.Commit(After(first).Showing(null)).ShouldBe([false]);
        Writer.Commit(First("A").Showing(null)).ShouldBe([false]);
        Loaded("A").Desk.ShouldBe(Late);
        Loaded("B").Desk.ShouldBeNull();
    }

    [Fact]
    public void A_row_of_the_desk_of_a_batch_that_is_refused_is_not_kept()
    {
        var first = Writer.Stored(First("A").Showing(Late));
        Refused(First("X").Showing(Late), After(first).Showing(null), First(string.Empty));
        Loaded("A").Desk.ShouldBe(Late);
        Reader.Desk(DeskQuery.Ages()).Select(entry => entry.Account).ShouldBe(["A"]);
    }

    [Theory]
    [InlineData(8)]
    public void Lists_are_the_rows_in_their_order_however_they_are_paged_and_filtered(int seed)
    {
        var random = new Random(seed);
        var writes = Enumerable.Range(0, 150).Select(index => First($"A{index}").Showing(DeskSamples.Any(random))).ToArray();
        Writer.Commit(writes).ShouldAllBe(committed => committed);
        Writer.Commit([.. writes.Skip(100).Select(write => After(write).Showing(DeskSamples.Any(random)))]).ShouldAllBe(committed => committed);
        Writer.Commit([.. writes.Take(20).Select(write => After(write).Showing(null))]).ShouldAllBe(committed => committed);
        DeskEntry[] all = [.. Reader.List(0, 1000).Where(row => row.Desk is not null).Select(row => new DeskEntry(row.Id, row.Desk!))];
        all.Length.ShouldBe(130);
        Reader.ShouldList(all, 7, $"seed {seed}");
        Reader.ShouldList(all, 1000, $"seed {seed}");
    }

    [Fact]
    public void Of_no_entries_there_are_none()
    {
        Writer.Stored(First("A").Showing(Late with { ReadyAt = Morning }));
        Reader.Desk(DeskQuery.Ages() with { Most = 0 }).ShouldBeEmpty();
        Reader.Desk(DeskQuery.Ages() with { Most = -1 }).ShouldBeEmpty();
        Reader.ReadyRestrictions(null, 0).ShouldBeEmpty();
        Reader.ReadyRestrictions(null, -1).ShouldBeEmpty();
    }
}
