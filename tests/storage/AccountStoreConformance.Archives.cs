using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage;

// What states refer to.
public abstract partial class AccountStoreConformance
{
    [Fact]
    public void An_account_without_an_archive_has_none()
    {
        Writer.Stored(First("A"));
        Loaded("A").Archive.Length.ShouldBe(0);
    }

    [Fact]
    public void An_archive_is_kept_with_the_row_that_brings_it_until_another_one_comes()
    {
        var first = Writer.Stored(First("A").With(archive: Bytes("one")));
        ArchiveOf("A").ShouldBe("one");
        var second = Writer.Stored(After(first));
        ArchiveOf("A").ShouldBe("one");
        Text(Loaded("A").State).ShouldBe("s2");
        Writer.Stored(After(second, "s3").With(archive: Bytes("three")));
        ArchiveOf("A").ShouldBe("three");
        Reader.List(0, 10).ShouldHaveSingleItem().Archive.ToArray().ShouldBe(Bytes("three"));
    }

    [Fact]
    public void An_archive_is_removed_by_an_empty_one()
    {
        var first = Writer.Stored(First("A").With(archive: Bytes("one")));
        var second = Writer.Stored(After(first).With(archive: Bytes("")));
        Loaded("A").Archive.Length.ShouldBe(0);
        Writer.Stored(After(second).With(archive: Bytes("")));
        Writer.Stored(First("B").With(archive: Bytes("")));
        Loaded("B").Archive.Length.ShouldBe(0);
    }

    [Fact]
    public void An_archive_is_not_touched_by_a_write_of_another_version()
    {
        var first = Writer.Stored(First("A").With(archive: Bytes("one")));
        var bare = Writer.Stored(First("B"));
        Writer.Stored(After(first));
        Writer.Stored(After(bare));
        Writer.Commit(After(first).With(archive: Bytes("late")), After(bare).With(archive: Bytes("late"))).ShouldBe([false, false]);
        Writer.Commit(After(first).With(archive: Bytes(""))).ShouldBe([false]);
        Writer.Commit(First("A").With(archive: Bytes("late"))).ShouldBe([false]);
        ArchiveOf("A").ShouldBe("one");
        Loaded("B").Archive.Length.ShouldBe(0);
    }

    [Fact]
    public void Archives_of_many_accounts_are_told_apart()
    {
        Writer.Commit(First("A").With(archive: Bytes("a")), First("B"), First("C").With(archive: Bytes("c"))).ShouldAllBe(committed => committed);
        Reader.Load(["C", "B", "A"]).Select(account => Text(account!.Archive)).ShouldBe(["c", "", "a"]);
        Reader.List(0, 10).OrderBy(account => account.Id, StringComparer.Ordinal).Select(account => Text(account.Archive)).ShouldBe(["a", "", "c"]);
    }

    [Fact]
    public void An_archive_of_a_million_bytes_is_kept()
    {
        var large = Enumerable.Range(0, 1_000_000).Select(index => (byte)(index % 251)).ToArray();
        Writer.Stored(First("A").With(archive: large));
        Loaded("A").Archive.ToArray().ShouldBe(large);
    }

    [Fact]
    public void An_archive_of_a_batch_that_is_refused_is_not_kept()
    {
        var first = Writer.Stored(First("A").With(archive: Bytes("one")));
        Refused(First("X"), After(first).With(archive: Bytes("two")), First(string.Empty));
        ArchiveOf("A").ShouldBe("one");
    }

    private string ArchiveOf(string id) => Text(Loaded(id).Archive);
}
