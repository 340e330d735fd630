using System.Collections.Concurrent;
using Confluent.Kafka;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Tests.Grains.Actor;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Kafka;

/// <summary>What a source reads, commits, and gives up.</summary>
[Trait("Needs", MockCluster.Trait)]
public sealed partial class KafkaSourceTests : IDisposable
{
    private readonly MockCluster _cluster = new();
    private readonly ConcurrentQueue<KafkaNews> _news = new();

    // A group of the mock cluster rebalances one second before a session would time out.
    private KafkaOptions Options => new()
    {
        Brokers = _cluster.Brokers,
        Topics = ["billing"],
        CommitIntervalMilliseconds = 100,
        DrainSeconds = 1,
        Client = new Dictionary<string, string> { ["session.timeout.ms"] = "1500", ["heartbeat.interval.ms"] = "100" },
    };

    [Fact]
    public async Task Every_record_comes_whole_and_in_the_order_of_its_partition()
    {
        _cluster.Create("billing", 3);
        Produce(300, partitions: 3);
        var target = new KafkaTarget { EndsAtOnce = true };
        await using var source = Source(Options, target);

        await HostHarness.Until(() => target.Taken.Count == 300);

        foreach (var partition in target.Taken.GroupBy(record => record.Position.Partition))
        {
            partition.Key.Epoch.ShouldBe("1");
            partition.Select(record => record.Position.Offset).ShouldBe(Enumerable.Range(0, 100).Select(offset => (long)offset));
        }

        var first = target.Taken.First(record => record.Position is { Offset: 0, Partition.Partition: 1 });
        first.Key.ToArray().ShouldBe("c-1"u8.ToArray());
        first.Body!.Value.ToArray().ShouldBe("event 1"u8.ToArray());
        RecordHeaders.Find(first.Headers.Span, "CE_ID"u8).ToArray().ShouldBe("e-1"u8.ToArray());
        first.LoggedAt.ShouldBe(Instant.FromUnixTimeMilliseconds(1_000_001));
    }

    [Fact]
    public async Task Only_what_is_durable_without_a_gap_is_committed()
    {
        _cluster.Create("billing", 1);
        Produce(10);
        var target = new KafkaTarget();
        await using (var source = Source(Options, target))
        {
            await HostHarness.Until(() => target.Taken.Count == 10);
            target.End(0, 1, 2, 4, 5);
            await HostHarness.Until(() => _cluster.CommittedOf("creditrisk", "billing", 0) == 3);
        }

        _cluster.CommittedOf("creditrisk", "billing", 0).ShouldBe(3);
    }

    [Fact]
    public async Task What_was_not_committed_is_read_again_by_the_next_owner()
    {
        _cluster.Create("billing", 1);
        Produce(10);
        var first = new KafkaTarget();
        await using (var source = Source(Options, first))
        {
            await HostHarness.Until(() => first.Taken.Count == 10);
            first.End(0, 1, 2, 3);
        }

        var second = new KafkaTarget { EndsAtOnce = true };
        await using var next = Source(Options, second);
        await HostHarness.Until(() => second.Taken.Count == 6);

        second.Taken.Select(record => record.Position.Offset).ShouldBe([4, 5, 6, 7, 8, 9]);
    }

    [Fact]
    public async Task A_bound_on_what_is_in_flight_pauses_the_source_until_some_of_it_is_durable()
    {
        _cluster.Create("billing", 2);
        Produce(100, partitions: 2);
        var target = new KafkaTarget();
        await using var source = Source(Options with { MaxInFlightRecords = 10 }, target);
        await HostHarness.Until(() => target.Taken.Count == 10);

        source.Undurable.ShouldBe(10);
        // Partitions of which nothing was read yet are not counted.
        await HostHarness.Until(() => source.UnreadByTopic["billing"] is 90 or 40);
        target.EndsAtOnce = true;
        target.EndAll();
        await HostHarness.Until(() => target.Taken.Count == 100);
        await HostHarness.Until(() => source.UnreadByTopic["billing"] == 0);

        target.MostOpen.ShouldBe(10);
        target.Taken.GroupBy(record => record.Position.Partition).ShouldAllBe(partition => partition.Select(record => record.Position.Offset).SequenceEqual(Enumerable.Range(0, 50).Select(offset => (long)offset)));
    }

    [Fact]
    public async Task What_was_paused_when_other_partitions_came_is_read_on()
    {
        _cluster.Create("billing", 1);
        Produce(2);
        var target = new KafkaTarget();
        var options = Options with
        {
            Topics = ["billing", "payments"],
            MaxInFlightRecords = 1,
            Client = new Dictionary<string, string>(Options.Client) { ["topic.metadata.refresh.interval.ms"] = "100" },
        };
        // Room comes while the source hears of its new partitions: when it asks next, there is nothing to pause for.
        await using var source = new KafkaSource(options, target, news => EndWhenAssigned(news, "payments", target), TimeProvider.System);
        await HostHarness.Until(() => target.Taken.Count == 1);

        _cluster.Create("payments", 1);

        await HostHarness.Until(() => target.Taken.Count == 2);
    }

    [Fact]
    public async Task While_the_target_has_no_room_the_source_stays_in_its_group()
    {
        _cluster.Create("billing", 1);
        Produce(5);
        var room = new TaskCompletionSource();
        var target = new KafkaTarget { EndsAtOnce = true, Room = room.Task };
        var options = Options with { Client = new Dictionary<string, string> { ["max.poll.interval.ms"] = "1000", ["session.timeout.ms"] = "1000", ["heartbeat.interval.ms"] = "100" } };
        await using var source = Source(options, target);
        await HostHarness.Until(() => target.Asked == 1);
        // Longer than a member may be silent: the commit of another record would fail afterwards if it had been put out.
        await HostHarness.Until(() => TimeProvider.System.GetElapsedTime(target.AskedAt) > TimeSpan.FromSeconds(2));

        room.SetResult();
        await HostHarness.Until(() => _cluster.CommittedOf("creditrisk", "billing", 0) == 5);

        target.Taken.Select(record => record.Position.Offset).ShouldBe([0, 1, 2, 3, 4]);
        _news.Select(news => news.Kind).ShouldNotContain(KafkaNewsKind.Lost);
    }

    [Fact]
    public async Task Partitions_are_drained_and_committed_before_they_go_to_another_member()
    {
        _cluster.Create("billing", 4);
        var first = new KafkaTarget { EndsAtOnce = true };
        await using var one = Source(Options, first);
        Produce(200, partitions: 4);
        await HostHarness.Until(() => first.Taken.Count == 200);

        var second = new KafkaTarget { EndsAtOnce = true };
        await using var two = Source(Options, second);
        await HostHarness.Until(() => _news.Any(news => news.Kind == KafkaNewsKind.Revoked));
        Produce(200, partitions: 4);
        await HostHarness.Until(() => first.Taken.Concat(second.Taken).Select(record => record.Position).Distinct().Count() == 400);

        second.Taken.ShouldNotBeEmpty();
        var twice = first.Taken.Concat(second.Taken).GroupBy(record => record.Position).Where(same => same.Count() > 1).Select(same => same.Key);
        if (!_news.Any(news => news.Message.StartsWith("offsets were not committed", StringComparison.Ordinal)))
        {
            // Brokers refuse commits while one change of the group follows another, and then it is told, and what was not committed is read again.
            twice.ShouldBeEmpty(string.Join('\n', _news));
        }
    }

    [Fact]
    public async Task A_broker_that_was_away_is_read_on_when_it_is_back()
    {
        _cluster.Create("billing", 1);
        Produce(5);
        var target = new KafkaTarget { EndsAtOnce = true };
        await using var source = Source(Options, target);
        await HostHarness.Until(() => target.Taken.Count == 5);

        _cluster.Down();
        await HostHarness.Until(() => _news.Any(news => news.Kind == KafkaNewsKind.Error));
        _cluster.Up();
        Produce(5);
        await HostHarness.Until(() => target.Taken.Count == 10);

        target.Taken.Select(record => record.Position.Offset).ShouldBe(Enumerable.Range(0, 10).Select(offset => (long)offset));
    }

    [Fact]
    public void Settings_that_correctness_rests_on_cannot_be_changed()
    {
        var options = Options with { Client = new Dictionary<string, string> { ["Enable.Auto.Commit"] = "true" } };

        Should.Throw<ArgumentException>(() => Source(options, new KafkaTarget())).Message.ShouldContain("Enable.Auto.Commit");
    }

    public void Dispose() => _cluster.Dispose();

    private KafkaSource Source(KafkaOptions options, KafkaTarget target) => new(options, target, _news.Enqueue, TimeProvider.System);

    private static void EndWhenAssigned(KafkaNews news, string topic, KafkaTarget target)
    {
        if (news.Kind == KafkaNewsKind.Assigned && news.Message.Contains(topic, StringComparison.Ordinal))
        {
            target.EndAll();
        }
    }

    private void Produce(int count, int partitions = 1)
    {
        using var producer = _cluster.Producer();
        for (var number = 0; number < count; number++)
        {
            producer.Produce(new TopicPartition("billing", number % partitions), new Message<byte[]?, byte[]?>
            {
                Key = System.Text.Encoding.UTF8.GetBytes($"c-{number}"),
                Value = System.Text.Encoding.UTF8.GetBytes($"event {number}"),
                Headers = [new Header("ce_id", System.Text.Encoding.UTF8.GetBytes($"e-{number}"))],
                Timestamp = new Timestamp(1_000_000 + number, TimestampType.CreateTime),
            });
        }

        producer.Flush(TimeSpan.FromSeconds(20)).ShouldBe(0);
    }
}
