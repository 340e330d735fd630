using CreditRisk.Cluster.Sweep;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Sweep;

public sealed class HorizonBookTests
{
    private static readonly Duration Silence = Duration.FromSeconds(5);

    private readonly HorizonBook _book = new(At(0), Silence);

    [Fact]
    public void Time_acts_up_to_the_least_that_is_durable_of_any_partition()
    {
        Report("a", second: 5, received: 90, ("p0", 80), ("p1", null));
        Report("b", second: 5, received: 95, ("p0", null), ("p1", 70));

        UpTo(second: 6).ShouldBe(At(70));
    }

    [Fact]
    public void Time_acts_no_further_than_any_process_has_handed_over_what_it_received()
    {
        Report("a", second: 5, received: 90, ("p0", 100));
        Report("api", second: 5, received: 60);

        UpTo(second: 6).ShouldBe(At(60));
    }

    [Fact]
    public void Nothing_is_known_before_everybody_has_had_time_to_report()
    {
        Report("a", second: 1, received: 90, ("p0", 80));

        UpTo(second: 4).ShouldBeNull();
        UpTo(second: 5).ShouldBe(At(80));
    }

    [Fact]
    public void Nothing_is_known_while_nobody_knows_a_partition()
    {
        Report("a", second: 5, received: 90, ("p0", 80), ("p1", null));

        UpTo(second: 6).ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_known_while_whoever_reads_partitions_knows_of_none()
    {
        Report("api", second: 5, received: 90);
        _book.Take(new HorizonReport { Member = "silo", ReceivedUpTo = At(90).ToUnixTimeTicks(), ReadsPartitions = true }, At(5));

        UpTo(second: 6).ShouldBeNull();
    }

    [Fact]
    public void What_is_durable_of_a_partition_stays_so_when_it_moves()
    {
        Report("a", second: 5, received: 90, ("p0", 80));
        Report("b", second: 6, received: 90, ("p0", null));
        Leave("a", second: 6);
        UpTo(second: 6).ShouldBe(At(80));

        Report("b", second: 7, received: 90, ("p0", 40));
        UpTo(second: 7).ShouldBe(At(80));
        Report("b", second: 8, received: 90, ("p0", 85));
        UpTo(second: 8).ShouldBe(At(85));
    }

    [Fact]
    public void A_process_that_is_silent_for_long_counts_as_gone()
    {
        Report("a", second: 5, received: 90, ("p0", 80));
        Report("api", second: 5, received: 10);
        UpTo(second: 6).ShouldBe(At(10));

        Report("a", second: 11, received: 90, ("p0", 80));
        UpTo(second: 11).ShouldBe(At(80));
    }

    [Fact]
    public void Nothing_is_known_where_everybody_is_silent()
    {
        Report("a", second: 5, received: 90, ("p0", 80));

        UpTo(second: 60).ShouldBeNull();
    }

    [Fact]
    public void Partitions_are_not_forgotten_while_a_broker_does_not_answer()
    {
        Report("a", second: 5, received: 90, ("p0", 80));
        _book.Take(new HorizonReport { Member = "a", ReceivedUpTo = At(99).ToUnixTimeTicks(), ReadsPartitions = true }, At(6));

        UpTo(second: 6).ShouldBe(At(80));
    }

    [Fact]
    public void A_topic_that_nobody_reads_any_more_holds_nothing_up()
    {
        Report("a", second: 5, received: 90, ("p0", 80), ("old", 10));
        Report("a", second: 6, received: 90, ("p0", 85));

        UpTo(second: 6).ShouldBe(At(85));
    }

    private void Report(string member, int second, int received, params (string Topic, int? UpTo)[] partitions) => _book.Take(
        new HorizonReport
        {
            Member = member,
            ReceivedUpTo = At(received).ToUnixTimeTicks(),
            ReadsPartitions = partitions.Length > 0,
            Partitions = [.. partitions.Select(one => new PartitionReport { Epoch = "1", Topic = one.Topic, UpTo = one.UpTo is { } upTo ? At(upTo).ToUnixTimeTicks() : null })],
        },
        At(second));

    private void Leave(string member, int second) => _book.Take(new HorizonReport { Member = member, IsLeaving = true }, At(second));

    private Instant? UpTo(int second) => _book.UpTo(At(second));

    private static Instant At(int second) => Instant.FromUnixTimeSeconds(1_000_000 + second);
}
