using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage;

// Totals, progress, the sweep's view and the sizes.
public abstract partial class AccountStoreConformance
{
    [Fact]
    public void Totals_sum_the_changes_of_all_accounts()
    {
        Writer.Commit(
            First("A").With(totals: [Owed(20_000, 100), Owed(20_001, 50, 2)]),
            First("B").With(totals: [Owed(20_000, 30), Owed(20_000, 7, 1, "CHF")]));
        Writer.Commit(First("C").With(totals: [Owed(20_000, -130, -2)]), First("D").With(totals: [Owed(20_001, 5, 0)]));
        Reader.Totals().ShouldBe([Total(20_001, 55, 2), Total(20_000, 7, 1, "CHF")], ignoreOrder: true);
    }

    [Fact]
    public void Totals_of_different_kinds_scopes_and_days_are_apart()
    {
        TotalChange[] changes =
        [
            new(new TotalKey(TotalKind.OpenByDueDate, "EUR", -5), 1, 1),
            new(new TotalKey(TotalKind.UnappliedCredit, "EUR", 0), 2, 1),
            new(new TotalKey(TotalKind.AccountsByStage, string.Empty, 0), 0, 1),
            new(new TotalKey(TotalKind.AccountsByStage, string.Empty, 1), 0, 3),
        ];
        Writer.Stored(First("A").With(totals: changes));
        Reader.Totals().ShouldBe(changes.Select(change => new PortfolioTotal(change.Key, change.Amount, change.Count)), ignoreOrder: true);
    }

    [Fact]
    public void A_total_reaches_the_ends_of_its_range_and_not_beyond()
    {
        Writer.Stored(First("A").With(totals: [Owed(1, long.MaxValue), Owed(2, long.MinValue)]));
        Reader.Totals().ShouldBe([Total(1, long.MaxValue, 1), Total(2, long.MinValue, 1)], ignoreOrder: true);
        Overflows("OpenByDueDate 'EUR' 1", First("B").With(totals: [Owed(1, 1)]));
        Overflows("OpenByDueDate 'EUR' 2", First("B").With(totals: [Owed(2, -1)]));
        Overflows("OpenByDueDate 'EUR' 3", First("B").With(totals: [Owed(3, long.MaxValue)]), First("C").With(totals: [Owed(3, 1)]));
        Overflows("OpenByDueDate 'EUR' 3", First("B").With(totals: [Owed(3, 0, long.MaxValue)]), First("C").With(totals: [Owed(3, 0)]));
        Reader.Counts().Accounts.ShouldBe(1);
        Reader.Totals().Count.ShouldBe(2);
    }

    [Fact]
    public void Progress_is_kept_for_each_partition_of_each_epoch_and_never_falls()
    {
        var partition = new SourcePartition("e1", "billing", 3);
        Reader.ProgressOf(partition).ShouldBe(0);
        Writer.Commit(new CommitBatch([], [], [new SourceProgress(partition, 10), new SourceProgress(partition with { Partition = 4 }, 7)]));
        Writer.Commit(new CommitBatch([First("A")], [], [new SourceProgress(partition, 9)]));
        Reader.ProgressOf(partition).ShouldBe(10);
        Writer.Commit(new CommitBatch([], [], [new SourceProgress(partition, 11)]));
        Reader.ProgressOf(partition).ShouldBe(11);
        Reader.ProgressOf(partition with { Partition = 4 }).ShouldBe(7);
        Reader.ProgressOf(partition with { Epoch = "e2" }).ShouldBe(0);
        Reader.ProgressOf(partition with { Topic = "payments" }).ShouldBe(0);
    }

    [Fact]
    public void Accounts_wake_in_the_order_of_their_instants()
    {
        Writer.Commit(
            First("late").Waking(Morning + Duration.FromHours(2)),
            First("never"),
            First("soon").Waking(Morning),
            First("next").Waking(Morning + Duration.FromHours(1)));
        Reader.DueUpTo(Morning - Duration.FromMilliseconds(1), 10).ShouldBeEmpty();
        Reader.DueUpTo(Morning, 10).ShouldBe(["soon"]);
        Reader.DueUpTo(Morning + Duration.FromDays(1), 10).ShouldBe(["soon", "next", "late"]);
        Reader.DueUpTo(Morning + Duration.FromDays(1), 2).ShouldBe(["soon", "next"]);
    }

    [Fact]
    public void Shards_divide_the_accounts_that_wake()
    {
        string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"A{i:00}")];
        Writer.Commit([.. ids.Select(id => First(id).Waking(Morning))]);
        var shards = Enumerable.Range(0, 3).Select(index => Reader.DueUpTo(Morning, 100, new WakeShard(index, 3))).ToList();
        shards.SelectMany(shard => shard).Order(StringComparer.Ordinal).ShouldBe(ids);
        shards.ShouldAllBe(shard => shard.Count > 0);
        Reader.DueUpTo(Morning, 2, new WakeShard(1, 3)).ShouldBe(shards[1].Take(2));
    }

    [Fact]
    public void A_wake_never_comes_late_however_fine_its_instant_is()
    {
        var wake = Morning + Duration.FromNanoseconds(1);
        Writer.Stored(First("A").Waking(wake));
        Reader.DueUpTo(wake, 10).ShouldBe(["A"]);
    }

    [Fact]
    public void A_wake_changes_only_when_the_write_says_so()
    {
        var write = Writer.Stored(First("A").Waking(Morning));
        write = Writer.Stored(After(write));
        Loaded("A").WakeAt.ShouldBe(Morning);
        write = Writer.Stored(After(write).Waking(Morning + Duration.FromHours(1)));
        Loaded("A").WakeAt.ShouldBe(Morning + Duration.FromHours(1));
        write = Writer.Stored(After(write).With(quarantined: true));
        Loaded("A").WakeAt.ShouldBe(Morning + Duration.FromHours(1));
        write = Writer.Stored(After(write).Waking(null));
        Loaded("A").WakeAt.ShouldBeNull();
        Reader.DueUpTo(Instant.MaxValue, 10).ShouldBeEmpty();
        Writer.Stored(After(write).Waking(Morning));
        Reader.DueUpTo(Instant.MaxValue, 10).ShouldBe(["A"]);
    }

    [Fact]
    public void Quarantine_is_shown_and_lifted()
    {
        var write = Writer.Stored(First("A").With(quarantined: true));
        Writer.Commit(First("B"), First("C").With(quarantined: true));
        Reader.Quarantined(10).ShouldBe(["A", "C"], ignoreOrder: true);
        Reader.Quarantined(1).Count.ShouldBe(1);
        Writer.Stored(After(write).With(quarantined: false));
        Reader.Quarantined(10).ShouldBe(["C"]);
    }

    [Fact]
    public void Sizes_are_counted()
    {
        Reader.Counts().ShouldBe(new StoreCounts(0, 0, 0, 0));
        Writer.Commit(new CommitBatch(
            [First("A").With(history: [Record(1), Record(2)], outbox: [Effect(1)], letters: [Letter()]), First("B")], [Letter(), Letter()], []));
        Reader.Counts().ShouldBe(new StoreCounts(2, 3, 1, 3));
    }

    private static PortfolioTotal Total(int day, long amount, long count, string currency = "EUR") => new(Owed(day, 0, 0, currency).Key, amount, count);

    private void Overflows(string key, params AccountWrite[] writes)
    {
        var failure = Should.Throw<StoreException>(() => Writer.Commit(writes));
        failure.Failure.ShouldBe(StoreFailure.Content);
        failure.Message.ShouldContain(key);
    }
}
