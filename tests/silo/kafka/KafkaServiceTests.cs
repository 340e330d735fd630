using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Grains.Actor;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Silo.Commands;
using CreditRisk.Tests.Storage.Postgres;
using Shouldly;
using Xunit;
using Sent = CreditRisk.Tests.Silo.Api.Sent;

namespace CreditRisk.Tests.Silo.Kafka;

/// <summary>The whole service between Kafka and PostgreSQL.</summary>
[Trait("Needs", MockCluster.Trait)]
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class KafkaServiceTests : IDisposable
{
    private const int Partitions = 3;
    private static readonly DateTimeOffset Sent9 = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly MockCluster _cluster = new();
    private readonly string _schema = PostgresServer.NewSchema();

    public KafkaServiceTests()
    {
        _cluster.Create("billing", Partitions);
        _cluster.Create("risk.warnings", Partitions);
    }

    [Fact]
    public async Task Warnings_for_bills_from_Kafka_leave_to_Kafka_in_the_order_of_each_account()
    {
        var accounts = Enumerable.Range(0, 20).Select(number => $"c-{number}").ToArray();
        Produce(accounts.Select(account => (account, Sent.Invoice($"b-{account}", account, $"I-{account}"))));
        await using var service = await ServiceUnderTest.StartAsync(Settings);

        await HostHarness.Until(() => service.Service.Engine.Reader.Counts().Records == accounts.Length);
        await service.PassTimeUntilAsync(TimeSpan.FromHours(6), () => Task.FromResult(service.Service.Engine.Reader.Counts().Effects >= 2 * accounts.Length));
        await HostHarness.Until(() => service.Service.Relays!.Effects.Published == service.Service.Engine.Reader.Counts().Effects);

        var metrics = (await service.GetAsync("metrics")).Text;
        metrics.ShouldContain($"creditrisk_outbox_published_total {service.Service.Relays!.Effects.Published}\n");
        metrics.ShouldContain("creditrisk_outbox_unacknowledged 0\n");
        metrics.ShouldContain($"creditrisk_kafka_partitions {Partitions}\n");

        var published = Consume("risk.warnings", (int)service.Service.Relays!.Effects.Published);
        published.Select(message => (string)message.Event["id"]!).ShouldBeUnique();
        published.ShouldAllBe(message => message.Key == (string?)message.Event["subject"] && message.ContentType == "application/cloudevents+json");
        foreach (var account in accounts)
        {
            var own = published.Where(message => message.Key == account).Select(message => (string)message.Event["id"]!).ToArray();
            own.ShouldBe(service.Service.Engine.Reader.Effects(0, 100, account).Select(effect => (string)JsonNode.Parse(effect.Body.Span)!["id"]!));
        }
    }

    [Fact]
    public async Task What_is_no_event_of_ours_goes_to_the_dead_letters_whole_and_holds_nothing_up()
    {
        ProduceRaw("c-1", null);
        ProduceRaw("c-1", "no JSON at all");
        ProduceRaw("c-2", Sent.Invoice("b-1", "c-1", "I-1"));
        ProduceRaw("c-1", Sent.Invoice("b-2", "c-1", "I-2"));
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        var reader = service.Service.Engine.Reader;

        await HostHarness.Until(() => reader.Counts() is { Records: 1, DeadLetters: 3 });

        var letters = reader.DeadLetters(0, 10).Select(stored => stored.Letter).ToArray();
        letters.Select(letter => letter.Reason).ShouldBe(["no-value", "malformed-json", "wrong-key"], ignoreOrder: true);
        letters.Single(letter => letter.Reason == "malformed-json").Body.ToArray().ShouldBe("no JSON at all"u8.ToArray());
        letters.ShouldAllBe(letter => letter.Origin!.StartsWith("billing/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_leaves_to_the_topic_of_dead_letters_as_it_came_and_with_the_reason()
    {
        _cluster.Create("refused", Partitions);
        using (var producer = _cluster.Producer())
        {
            producer.Produce("billing", new Message<byte[]?, byte[]?> { Key = "c-1"u8.ToArray(), Value = [0xFF, 0, 1], Headers = [Header("mine", "1")] });
            producer.Flush(TimeSpan.FromSeconds(10)).ShouldBe(0);
        }

        ProduceRaw("c-1", Sent.Invoice("b-1", "c-1", "I-1"));
        ProduceRaw("c-1", Sent.Invoice("b-2", "c-1", "I-1"));
        await using var service = await ServiceUnderTest.StartAsync(
            settings => Settings(settings) with { Kafka = Settings(settings).Kafka with { Outputs = new Dictionary<string, string> { ["dead-letters"] = "refused" } } });
        await HostHarness.Until(() => service.Service.Relays!.Letters!.Published == 2);

        // What no account has seen and what one has refused may be written by two writers, in either order.
        var published = ConsumeRaw("refused", 2).OrderByDescending(letter => letter.Headers["creditrisk-reason"], StringComparer.Ordinal).ToList();
        published[0].Value.ShouldBe([0xFF, 0, 1]);
        published[0].Key.ShouldBe("c-1");
        published[0].Headers["mine"].ShouldBe("1");
        published[0].Headers["creditrisk-reason"].ShouldBe("malformed-json");
        published[0].Headers["creditrisk-origin"].ShouldStartWith("billing/");
        published[1].Key.ShouldBe("c-1");
        published[1].Headers["creditrisk-reason"].ShouldBe("id-reused");
        published[1].Headers["creditrisk-letter"].ShouldBe($"{service.Service.Engine.Reader.DeadLetters(0, 10, "id-reused").ShouldHaveSingleItem().Id}");
    }

    [Fact]
    public async Task An_event_in_binary_mode_counts_like_one_in_structured_mode()
    {
        using (var producer = _cluster.Producer())
        {
            producer.Produce("billing", new Message<byte[]?, byte[]?>
            {
                Key = "c-1"u8.ToArray(),
                Value = """{"invoiceId":"I-1","amount":"120.00","currency":"EUR","issuedOn":"2026-03-01","dueOn":"2026-03-21"}"""u8.ToArray(),
                Timestamp = new Timestamp(Sent9),
                Headers =
                [
                    Header("ce_specversion", "1.0"), Header("ce_id", "b-1"), Header("ce_source", "/test"), Header("ce_type", "billing.invoice.issued"),
                    Header("ce_subject", "c-1"), Header("ce_time", "2026-03-01T08:00:00Z"), Header("content-type", "application/json"),
                ],
            });
            producer.Flush(TimeSpan.FromSeconds(10)).ShouldBe(0);
        }

        ProduceRaw("c-1", Sent.Invoice("b-1", "c-1", "I-1"));
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        var reader = service.Service.Engine.Reader;
        await HostHarness.Until(() => service.Service.Kafka!.Source.ReadUpTo(TimeSpan.FromSeconds(5)) is not null && service.Service.Kafka.Source.Undurable == 0 && reader.Counts().Records > 0);

        // The second one is the same event again.
        reader.Counts().ShouldBe(new StoreCounts(1, 1, 0, 0));
        service.Service.Engine.StateOf("c-1")!.Ledger.Totals.Debits.ShouldBe(12_000);
    }

    [Fact]
    public async Task A_service_that_is_stopped_and_started_takes_everything_in_once()
    {
        var bills = Enumerable.Range(0, 300).Select(number => ($"c-{number % 30}", Sent.Invoice($"b-{number}", $"c-{number % 30}", $"I-{number}", "1.00"))).ToArray();
        Produce(bills[..200]);
        await using (var first = await ServiceUnderTest.StartAsync(Settings))
        {
            await HostHarness.Until(() => first.Service.Engine.Reader.Counts().Records >= 50);
        }

        Produce(bills[200..]);
        await using var second = await ServiceUnderTest.StartAsync(Settings);
        await HostHarness.Until(() => second.Service.Engine.Reader.Counts().Records == 300);

        Enumerable.Range(0, 30).ShouldAllBe(number => second.Service.Engine.StateOf($"c-{number}")!.Ledger.Totals.Debits == 1000);
        second.Service.Engine.Reader.Counts().DeadLetters.ShouldBe(0);
    }

    [Fact]
    public async Task A_simulated_portfolio_goes_through_Kafka_without_a_refusal()
    {
        string[] topics = ["customers", "payments", "usage", "results"];
        foreach (var topic in topics)
        {
            _cluster.Create(topic, Partitions);
        }

        var run = await CommandRun.Done("simulate", "--customers", "20", "--days", "40", "--no-usage", "--kafka", _cluster.Brokers, "--json");
        var events = run.Object.GetProperty("events").GetInt64();
        await using var service = await ServiceUnderTest.StartAsync(settings => Settings(settings) with { Kafka = Settings(settings).Kafka with { Topics = [.. topics, "billing"] } });
        var reader = service.Service.Engine.Reader;
        await HostHarness.Until(() => reader.Counts().Records + reader.Counts().DeadLetters >= events);

        reader.DeadLetters(0, 10).Select(stored => stored.Letter.Message).ShouldBeEmpty();
        reader.Counts().Accounts.ShouldBe(20);
    }

    [Fact]
    public async Task While_the_brokers_do_not_answer_time_does_not_act()
    {
        Produce([("c-1", Sent.Invoice("b-1", "c-1", "I-1"))]);
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        var reader = service.Service.Engine.Reader;
        await HostHarness.Until(() => reader.Counts().Records == 1);
        var before = service.Service.Kafka!.ReadUpTo();

        _cluster.Down();
        service.Time.Advance(TimeSpan.FromDays(1));
        service.Service.Kafka.ReadUpTo().ShouldBe(before);
        reader.Counts().Effects.ShouldBe(0);

        _cluster.Up();
        await service.PassTimeUntilAsync(TimeSpan.FromHours(6), () => Task.FromResult(reader.Counts().Effects > 0));
    }

    public void Dispose() => _cluster.Dispose();

    private ServiceSettings Settings(ServiceSettings settings) => settings with
    {
        Postgres = new PostgresStoreOptions { ConnectionString = PostgresServer.ConnectionString, Schema = _schema },
        Kafka = settings.Kafka with
        {
            Brokers = _cluster.Brokers,
            Topics = ["billing"],
            DrainSeconds = 5,
            Outputs = new Dictionary<string, string> { ["warnings"] = "risk.warnings" },
            Client = new Dictionary<string, string> { ["session.timeout.ms"] = "1500", ["heartbeat.interval.ms"] = "100" },
        },
    };

    private static Header Header(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));

    private void ProduceRaw(string key, string? value)
    {
        using var producer = _cluster.Producer();
        producer.Produce("billing", new Message<byte[]?, byte[]?>
        {
            Key = Encoding.UTF8.GetBytes(key),
            Value = value is null ? null : Encoding.UTF8.GetBytes(value),
            Timestamp = new Timestamp(Sent9),
        });
        producer.Flush(TimeSpan.FromSeconds(10)).ShouldBe(0);
    }

    private void Produce(IEnumerable<(string Account, string Json)> events)
    {
        using var producer = _cluster.Producer();
        foreach (var (account, json) in events)
        {
            producer.Produce("billing", new Message<byte[]?, byte[]?> { Key = Encoding.UTF8.GetBytes(account), Value = Encoding.UTF8.GetBytes(json), Timestamp = new Timestamp(Sent9) });
        }

        producer.Flush(TimeSpan.FromSeconds(10)).ShouldBe(0);
    }

    private List<(string Key, JsonNode Event, string ContentType)> Consume(string topic, int count) =>
        [.. ConsumeRaw(topic, count).Select(message => (message.Key, JsonNode.Parse(message.Value)!, message.Headers["content-type"]))];

    private List<(string Key, byte[] Value, Dictionary<string, string> Headers)> ConsumeRaw(string topic, int count)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig { BootstrapServers = _cluster.Brokers, GroupId = "test", AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
        consumer.Assign(Enumerable.Range(0, Partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var consumed = new List<(string, byte[], Dictionary<string, string>)>();
        while (consumed.Count < count && consumer.Consume(TimeSpan.FromSeconds(20)) is { } result)
        {
            var headers = result.Message.Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes()));
            consumed.Add((result.Message.Key, result.Message.Value, headers));
        }

        consumed.Count.ShouldBe(count);
        return consumed;
    }
}
