using CreditRisk.Ingest.Kafka;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Kafka;

public sealed class ReadMarkTests
{
    private readonly ReadMark _mark = new();

    [Fact]
    public void A_partition_that_is_read_to_its_end_is_read_up_to_the_moment_of_the_look()
    {
        Look(second: 1, end: 10, next: 10).ShouldBe(At(1));
        Look(second: 2, end: 10, next: 10).ShouldBe(At(2));
    }

    [Fact]
    public void Nothing_is_known_before_the_first_end_was_reached()
    {
        Look(second: 1, end: 10, next: 3).ShouldBeNull();
        Look(second: 2, end: 12, next: 9).ShouldBeNull();
    }

    [Fact]
    public void A_partition_whose_end_moves_on_all_the_time_is_read_up_to_an_earlier_look()
    {
        Look(second: 1, end: 10, next: 3).ShouldBeNull();
        Look(second: 2, end: 20, next: 11).ShouldBe(At(1));
        Look(second: 3, end: 30, next: 19).ShouldBe(At(1));
        Look(second: 4, end: 40, next: 20).ShouldBe(At(2));
    }

    [Fact]
    public void Time_stands_still_where_nothing_is_read()
    {
        Look(second: 1, end: 10, next: 10).ShouldBe(At(1));
        Look(second: 2, end: 11, next: 10).ShouldBe(At(1));
        Look(second: 9, end: 19, next: 10).ShouldBe(At(1));
        Look(second: 10, end: 19, next: 11).ShouldBe(At(2));
    }

    private Instant? Look(int second, long end, long next)
    {
        _mark.Look(At(second), end, next);
        return _mark.UpTo;
    }

    private static Instant At(int second) => Instant.FromUnixTimeSeconds(second);
}
