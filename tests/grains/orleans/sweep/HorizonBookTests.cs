using CreditRisk.Cluster.Sweep;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Sweep;

public sealed class HorizonBookTests
{
    private static readonly Duration Silence = Duration.FromSeconds(5);

    private readonly HorizonBook _book = new(At(0), Silence);
    private int _second;

    [Fact]
    public void Time_acts_up_to_the_least_that_is_durable_of_any_partition()
    {
        Report("a", second: 5, received: 90, ("p0", 80), ("p1", null));
        Report("b", second: 5, received: 95, ("p0", null), ("p1", 70));

        UpTo(second: 6).ShouldBe(Value(70));
    }

    [Fact]
    public void Time_acts_no_further_than_any_process_has_handed_over_what_it_received()
    {
        Report("a", second: 5, received: 90, ("p0", 100));
        Report("api", second: 5, received: 60);

        UpTo(second: 6).ShouldBe(Value(60));
    }

    [Fact]
    public void Nothing_is_known_before_everybody_has_had_time_to_report()
    {
        Report("a", second: 1, received: 90, ("p0", 80));

        UpTo(second: 4).ShouldBeNull();
        UpTo(second: 5).ShouldBe(Value(80));
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
        _book.Take(new HorizonReport { Member = "silo", ReceivedUpTo = Value(90).ToUnixTimeTicks(), ReadsPartitions = true }, At(5));

        UpTo(second: 6).ShouldBeNull();
    }

    [Fact]
    public void What_is_durable_of_a_partition_stays_so_when_it_moves()
    {
        Report("a", second: 5, received: 90, ("p0", 80));
        Report("b", second: 6, received: 90, ("p0", null));
        Leave("a", second: 6);
        UpTo(second: 6).ShouldBe(Value(80));

        Report("b", second: 7, received: 90, ("p0", 40));
        UpTo(second: 7).ShouldBe(Value(80));
        Report("b", second: 8, received: 90, ("p0", 85));
        UpTo(second: 8).ShouldBe(Value(85));
    }

    [Fact]
    public void A_process_that_is_silent_for_long_counts_as_gone()
    {
        Report("a", second: 5, received: 90, ("p0", 80));
        Report("api", second: 5, received: 10);
        UpTo(second: 6).ShouldBe(Value(10));

        Report("a", second: 11, received: 90, ("p0", 80));
        UpTo(second: 11).ShouldBe(Value(80));
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
        _book.Take(new HorizonReport { Member = "a", ReceivedUpTo = Value(99).ToUnixTimeTicks(), ReadsPartitions = true }, At(6));

        UpTo(second: 6).ShouldBe(Value(80));
    }

    [Fact]
    public void A_topic_that_nobody_reads_any_more_holds_nothing_up()
    {
        Report("a", second: 5, received: 90, ("p0", 80), ("old", 10));
        Report("a", second: 6, received: 90, ("p0", 85));

        UpTo(second: 6).ShouldBe(Value(85));
    }

    [Fact]
    public void Who_did_not_listen_himself_takes_nobody_for_gone()
    {
        Report("a", second: 5, received: 5, ("p0", 5));
        Report("api", second: 5, received: 4);

        // The book's own process stood still, and the first report that comes is not of the one that waits.
        ReportAfterPause("a", second: 60, received: 60, ("p0", 60));

        UpToAfterPause(second: 60).ShouldBeNull();
        Report("api", second: 61, received: 4);
        Report("a", second: 65, received: 60, ("p0", 60));
        UpTo(second: 65).ShouldBe(Value(4));
    }

    [Fact]
    public void A_fast_clock_makes_nothing_durable_that_is_yet_to_come()
    {
        Report("fast", second: 6, received: 5000, ("p0", 5000));
        UpTo(second: 6).ShouldBe(At(6));

        Report("other", second: 9, received: 5000, ("p0", 8));
        UpTo(second: 9).ShouldBe(At(6));
    }

    [Fact]
    public void When_the_last_that_reads_partitions_leaves_time_stands_still()
    {
        Report("silo", second: 5, received: 90, ("p0", 80));
        Report("api", second: 5, received: 90);
        Leave("silo", second: 6);

        UpTo(second: 6).ShouldBeNull();
    }

    // Somebody asks every second, as in a cluster.
    private void Pass(int second)
    {
        while (_second < second)
        {
            _book.UpTo(At(++_second));
        }
    }

    private void Report(string member, int second, int received, params (string Topic, int? UpTo)[] partitions)
    {
        Pass(second);
        ReportAfterPause(member, second, received, partitions);
    }

    private void ReportAfterPause(string member, int second, int received, params (string Topic, int? UpTo)[] partitions) => _book.Take(
        new HorizonReport
        {
            Member = member,
            ReceivedUpTo = Value(received).ToUnixTimeTicks(),
            ReadsPartitions = partitions.Length > 0,
            Partitions = [.. partitions.Select(one => new PartitionReport { Epoch = "1", Topic = one.Topic, UpTo = one.UpTo is { } upTo ? Value(upTo).ToUnixTimeTicks() : null })],
        },
        At(_second = second));

    private void Leave(string member, int second)
    {
        Pass(second);
        _book.Take(new HorizonReport { Member = member, IsLeaving = true }, At(second));
    }

    private Instant? UpTo(int second)
    {
        Pass(second - 1);
        return UpToAfterPause(second);
    }

    private Instant? UpToAfterPause(int second) => _book.UpTo(At(_second = second));

    // What is reported lies in the past of those who report it.
    private static Instant Value(int second) => At(second - 1000);

    private static Instant At(int second) => Instant.FromUnixTimeSeconds(1_000_000 + second);
}
