using CreditRisk.Storage.Contracts;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage;

// Histories.
public abstract partial class AccountStoreConformance
{
    [Fact]
    public void An_unknown_account_has_no_history() => Reader.HistoryBackwards("A").ShouldBeEmpty();

    [Fact]
    public void A_history_is_read_backwards_over_all_writes()
    {
        var write = Writer.Stored(First("A").With(history: [Record(1), Record(2), Record(3)]));
        write = Writer.Stored(After(write));
        write = Writer.Stored(After(write).With(history: [Record(4)]));
        Writer.Stored(After(write).With(history: [Record(5), Record(6)]));
        Reader.HistoryBackwards("A").Select(record => record.Sequence).ShouldBe([6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public void Histories_of_accounts_that_write_by_turns_stay_apart()
    {
        var ids = Enumerable.Range(0, 20).Select(index => $"A{index}").ToArray();
        var writes = ids.Select(id => First(id)).ToArray();
        Writer.Commit(writes);
        for (var sequence = 2; sequence <= 5; sequence++)
        {
            writes = [.. writes.Select(write => After(write).With(history: [Record(sequence, write.Id)]))];
            Writer.Commit(writes).ShouldAllBe(committed => committed);
        }

        foreach (var id in ids)
        {
            var history = Reader.HistoryBackwards(id).ToArray();
            history.Select(record => record.Sequence).ShouldBe([5, 4, 3, 2, 1]);
            history.SkipLast(1).ShouldAllBe(record => Text(record.Body) == id);
        }

        Reader.Counts().Records.ShouldBe(100);
    }

    [Fact]
    public void A_record_comes_back_exactly()
    {
        var at = Morning + Duration.FromNanoseconds(1_234_567_800);
        var rows = new HistoryRow[]
        {
            new(1, at, ulong.MaxValue, 0, Bytes("{\"ä\":\"\\u0000\"}"), Bytes("ce_type: x")),
            new(2, Instant.FromUtc(1969, 12, 31, 23, 59) + Duration.FromNanoseconds(100), 1UL << 63, 42, default, default),
        };
        Writer.Stored(First("A").With(history: rows));
        var (newest, oldest) = (Reader.HistoryBackwards("A").First(), Reader.HistoryBackwards("A").Last());
        oldest.LoggedAt.ShouldBe(at);
        oldest.EventHash.ShouldBe(ulong.MaxValue);
        oldest.FactHash.ShouldBe(0UL);
        oldest.Body.ToArray().ShouldBe(rows[0].Body.ToArray());
        Text(oldest.Headers).ShouldBe("ce_type: x");
        newest.LoggedAt.ShouldBe(rows[1].LoggedAt);
        newest.EventHash.ShouldBe(1UL << 63);
        newest.FactHash.ShouldBe(42UL);
        newest.Body.Length.ShouldBe(0);
        newest.Headers.Length.ShouldBe(0);
    }

    [Fact]
    public void A_history_longer_than_any_page_is_read_whole_while_more_comes()
    {
        var write = Writer.Stored(First("A").With(history: [.. Enumerable.Range(1, 700).Select(sequence => Record(sequence))]));
        var read = new List<long>();
        foreach (var record in Reader.HistoryBackwards("A"))
        {
            read.Add(record.Sequence);
            if (read.Count == 10)
            {
                Writer.Stored(After(write).With(history: [Record(701)]));
            }
        }

        read.ShouldBe(Enumerable.Range(1, 700).Reverse().Select(sequence => (long)sequence));
        Reader.HistoryBackwards("A").First().Sequence.ShouldBe(701);
    }

    [Fact]
    public void A_page_may_begin_anywhere_in_a_history()
    {
        const int Records = 700;
        var others = Writer.Stored(First("B"));
        var write = Writer.Stored(First("A"));
        for (var sequence = 2; sequence <= Records; sequence += 3)
        {
            write = Writer.Stored(After(write).With(history: [.. Enumerable.Range(sequence, Math.Min(3, Records - sequence + 1)).Select(each => Record(each, $"a{each}"))]));
            others = Writer.Stored(After(others).With(history: [Record((sequence / 3) + 2, "b")]));
        }

        var whole = Reader.HistoryBackwards("A").Select(record => (record.Sequence, Text(record.Body))).ToArray();
        whole.Length.ShouldBe(Records);
        foreach (var before in Enumerable.Range(-1, Records + 5).Select(each => (long)each).Append(long.MaxValue).Append(long.MinValue))
        {
            Reader.HistoryBefore("A", before, 3).Select(record => (record.Sequence, Text(record.Body)))
                .ShouldBe(whole.SkipWhile(record => record.Sequence >= before).Take(3), $"before {before}");
        }

        Reader.HistoryBefore("A", long.MaxValue, int.MaxValue).Count.ShouldBe(Records);
        Reader.HistoryBefore("A", 600, 500).Select(record => record.Sequence).ShouldBe(Enumerable.Range(100, 500).Reverse().Select(each => (long)each));
        Reader.HistoryBefore("A", 600, 0).ShouldBeEmpty();
        Reader.HistoryBefore("A", 600, -1).ShouldBeEmpty();
        Reader.HistoryBefore("nobody", 600, 10).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(300)]
    public void What_a_record_states_is_found_however_long_the_history_is(int records)
    {
        Writer.Stored(First("B").With(history: [Record(1, "b") with { FactHash = 5000 }]));
        Writer.Stored(First("A").With(history: [.. Enumerable.Range(1, records).Select(each => Record(each, "a") with { FactHash = each % 7 == 3 ? 0UL : 1000UL + (ulong)each })]));
        foreach (var each in Enumerable.Range(1, records))
        {
            (each % 7 == 3 || Reader.MayState("A", 1000UL + (ulong)each)).ShouldBeTrue($"record {each}");
        }

        Reader.MayState("A", 1000UL + (ulong)records + 1).ShouldBeFalse();
        Reader.MayState("A", 5000).ShouldBeFalse();
        Reader.MayState("B", 5000).ShouldBeTrue();
        Reader.MayState("B", ulong.MaxValue).ShouldBeFalse();
    }

    [Fact]
    public void A_page_of_a_history_without_records_is_empty()
    {
        Writer.Stored(First("A").With(history: []));
        Reader.HistoryBefore("A", long.MaxValue, 10).ShouldBeEmpty();
    }

    [Fact]
    public void A_page_has_its_records_whole()
    {
        Writer.Stored(First("A").With(history: [Record(1, "body 1", "headers 1"), Record(2, "body 2")]));
        Reader.HistoryBefore("A", 3, 10).Select(Form).ShouldBe(Reader.HistoryBackwards("A").Select(Form));

        static string Form(StoredRecord record) =>
            $"{record.Sequence} {record.LoggedAt} {record.EventHash} {record.FactHash} {Text(record.Body)} {Text(record.Headers)}";
    }

    [Fact]
    public void A_refused_write_leaves_no_gap_for_the_next_one()
    {
        var first = Writer.Stored(First("A"));
        var second = Writer.Stored(After(first).With(history: [Record(2)]));
        Writer.Commit(After(first).With(history: [Record(2), Record(3)])).ShouldBe([false]);
        Writer.Stored(After(second).With(history: [Record(3)]));
        Reader.HistoryBackwards("A").Select(record => record.Sequence).ShouldBe([3, 2, 1]);
        Reader.Counts().Records.ShouldBe(3);
    }
}
