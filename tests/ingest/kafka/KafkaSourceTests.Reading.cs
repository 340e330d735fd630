using Confluent.Kafka;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Tests.Grains.Actor;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Kafka;

/// <summary>Records that are odd, and how far everything is read.</summary>
public sealed partial class KafkaSourceTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1_767_225_600_000_000)]
    public async Task A_timestamp_that_is_none_holds_nothing_up(long milliseconds)
    {
        _cluster.Create("billing", 1);
        using (var producer = _cluster.Producer())
        {
            producer.Produce(new TopicPartition("billing", 0), new Message<byte[]?, byte[]?> { Value = [1], Timestamp = new Timestamp(milliseconds, TimestampType.CreateTime) });
            producer.Flush(TimeSpan.FromSeconds(20)).ShouldBe(0);
        }

        var target = new KafkaTarget { EndsAtOnce = true };
        await using var source = Source(Options, target);

        await HostHarness.Until(() => target.Taken.Count == 1 || source.Completion.IsCompleted);

        target.Taken.ShouldHaveSingleItem().LoggedAt.ShouldBe(Instant.FromUnixTimeTicks(0));
    }

    [Fact]
    public async Task The_name_of_a_header_may_be_as_long_as_a_record()
    {
        _cluster.Create("billing", 1);
        var name = new string('n', 100_000);
        using (var producer = _cluster.Producer())
        {
            producer.Produce(new TopicPartition("billing", 0), new Message<byte[]?, byte[]?> { Value = [1], Headers = [new Header(name, [2])] });
            producer.Flush(TimeSpan.FromSeconds(20)).ShouldBe(0);
        }

        var target = new KafkaTarget { EndsAtOnce = true };
        await using var source = Source(Options, target);

        await HostHarness.Until(() => target.Taken.Count == 1 || source.Completion.IsCompleted);

        RecordHeaders.Decode(target.Taken.ShouldHaveSingleItem().Headers.Span).ShouldHaveSingleItem().Key.ShouldBe(name);
    }

    [Fact]
    public async Task Partitions_that_were_lost_while_there_was_no_room_are_read_on_when_they_are_back()
    {
        _cluster.Create("billing", 1);
        Produce(20);
        var target = new KafkaTarget();
        var lost = new TaskCompletionSource();
        await using var source = new KafkaSource(
            Options with { MaxInFlightRecords = 5 },
            target,
            news =>
            {
                if (news.Kind == KafkaNewsKind.Lost)
                {
                    // Before they are assigned anew there is room again.
                    target.EndsAtOnce = true;
                    target.EndAll();
                    lost.TrySetResult();
                }
            },
            TimeProvider.System);
        await HostHarness.Until(() => target.Taken.Count == 5);

        // Its heartbeats are answered that it is no member any more.
        _cluster.Fail(12, 25, 25, 25);
        await lost.Task.WaitAsync(HostHarness.Patience);

        await HostHarness.Until(() => target.Taken.Select(record => record.Position.Offset).Distinct().Count() == 20);
    }

    [Fact]
    public async Task A_lack_of_room_that_passes_at_once_pauses_nothing()
    {
        _cluster.Create("billing", 1);
        const int Records = 2_000;
        Produce(Records);
        await using var source = new KafkaSource(Options, new SlowTarget(), _news.Enqueue, TimeProvider.System);

        await HostHarness.Until(() => source.ReadUpTo(TimeSpan.FromSeconds(5)) is not null);

        // Each record had to wait for its room; some waits may last where the machine is busy.
        source.Pauses.ShouldBeLessThan(Records / 20);
    }

    [Fact]
    public async Task It_knows_up_to_when_everything_is_read()
    {
        _cluster.Create("billing", 2);
        Produce(10, partitions: 2);
        var target = new KafkaTarget { EndsAtOnce = true };
        var before = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        await using var source = Source(Options, target);
        await HostHarness.Until(() => source.ReadUpTo(TimeSpan.FromSeconds(5)) is not null);
        source.ReadUpTo(TimeSpan.FromSeconds(5))!.Value.ShouldBeGreaterThan(before);

        _cluster.Down();
        source.ReadUpTo(TimeSpan.FromMilliseconds(200)).ShouldBeNull();
        _cluster.Up();
        await HostHarness.Until(() => source.ReadUpTo(TimeSpan.FromSeconds(5)) is not null);
    }

    [Fact]
    public async Task Not_everything_is_read_while_another_member_has_what_is_not_durable()
    {
        _cluster.Create("billing", 2);
        var first = new KafkaTarget { EndsAtOnce = true };
        await using var one = Source(Options, first);
        await HostHarness.Until(() => one.Partitions == 2);
        var second = new KafkaTarget();
        await using var two = Source(Options, second);
        await HostHarness.Until(() => one.Partitions == 1 && two.Partitions == 1);

        Produce(10, partitions: 2);
        await HostHarness.Until(() => first.Taken.Count == 5 && second.Taken.Count == 5);
        one.ReadUpTo(TimeSpan.FromSeconds(5)).ShouldBeNull();

        second.EndAll();
        await HostHarness.Until(() => one.ReadUpTo(TimeSpan.FromSeconds(5)) is not null);
    }

    [Fact]
    public async Task A_record_for_which_there_is_no_room_yet_is_not_read()
    {
        _cluster.Create("billing", 1);
        Produce(1);
        var room = new TaskCompletionSource();
        var target = new KafkaTarget { EndsAtOnce = true, Room = room.Task };
        await using var source = Source(Options, target);
        await HostHarness.Until(() => target.Asked == 1);
        source.ReadUpTo(TimeSpan.FromSeconds(5)).ShouldBeNull();

        room.SetResult();
        await HostHarness.Until(() => source.ReadUpTo(TimeSpan.FromSeconds(5)) is not null);
    }

    /// <summary>Has room a moment after it was asked for, for each record anew.</summary>
    private sealed class SlowTarget : IKafkaTarget
    {
        public async ValueTask TakeAsync(KafkaRecord record, Action done, CancellationToken cancellation)
        {
            await Task.Yield();
            done();
        }
    }
}
