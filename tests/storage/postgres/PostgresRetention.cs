using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage.Postgres;

/// <summary>Months of history that need not be kept.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class PostgresRetention : IDisposable
{
    private static readonly Instant May = Instant.FromUtc(2026, 5, 10, 0, 0);

    private readonly PostgresStore _store = PostgresStore.Open(new PostgresStoreOptions { ConnectionString = PostgresServer.ConnectionString, Schema = PostgresServer.NewSchema() });

    [Fact]
    public void Months_that_are_over_are_dropped_and_a_history_begins_with_what_is_kept()
    {
        var first = _store.Stored(First("A").With(history: [At(1, Month(2)), At(2, Month(3)), At(3, Month(4)), At(4, Month(5))]));
        _store.Stored(First("B").With(history: [At(1, Month(2))]));

        _store.DropHistoryBefore(Month(4)).ShouldBe(["2026-02", "2026-03"]);

        _store.HistoryBackwards("A").Select(record => record.Sequence).ShouldBe([4, 3]);
        _store.MayState("A", ulong.MaxValue).ShouldBeTrue("what was dropped may have stated anything");
        _store.HistoryBackwards("B").ShouldBeEmpty();
        _store.DropHistoryBefore(Month(4)).ShouldBeEmpty();
        _store.Stored(After(first).With(history: [At(5, Month(6))]));
        _store.HistoryBackwards("A").Select(record => record.Sequence).ShouldBe([5, 4, 3]);
    }

    [Fact]
    public void A_late_record_of_a_month_that_was_dropped_is_kept_all_the_same()
    {
        var first = _store.Stored(First("A").With(history: [At(1, Month(2))]));
        _store.DropHistoryBefore(May).ShouldBe(["2026-02"]);

        _store.Stored(After(first).With(history: [At(2, Month(2))]));

        _store.HistoryBackwards("A").Select(record => record.Sequence).ShouldBe([2]);
    }

    [Theory]
    [InlineData(-9998, 1, 1, 0, 0)]
    [InlineData(1969, 12, 31, 23, 59)]
    [InlineData(1970, 1, 1, 0, 0)]
    [InlineData(9999, 12, 31, 23, 59)]
    public void The_name_of_a_partition_tells_its_month(int year, int month, int day, int hour, int minute)
    {
        var there = HistoryMonth.Of(Instant.FromUtc(year, month, day, hour, minute));
        HistoryMonth.OfTable(there.Table).ShouldBe(there);
    }

    public void Dispose() => _store.Dispose();

    private static Instant Month(int month) => Instant.FromUtc(2026, month, 10, 0, 0);

    private static HistoryRow At(long sequence, Instant loggedAt) => new(sequence, loggedAt, (ulong)sequence, 0, Bytes("body"), default);
}
