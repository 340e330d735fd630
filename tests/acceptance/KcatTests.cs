using System.Text;
using System.Text.Json.Nodes;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Api;
using CreditRisk.Tests.Grains.Actor;
using CreditRisk.Tests.Ingest.Contracts;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Silo.Api;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Shouldly;
using Xunit;
using Sent = CreditRisk.Tests.Silo.Api.Sent;

namespace CreditRisk.Tests.Acceptance;

/// <summary>Another program on both ends: kcat, with a Kafka client of its own, sends events and reads the warnings.</summary>
[Trait("Needs", MockCluster.Trait)]
[Trait("Needs", "kcat")]
public sealed class KcatTests : IDisposable
{
    private static readonly string[] Accounts = ["k-1", "k-2", "k-3"];
    private readonly MockCluster _cluster = new();
    private readonly TempFolder _folder = new();

    public KcatTests()
    {
        foreach (var topic in new[] { "customers", "billing", "payments", "usage", "results", "warnings" })
        {
            _cluster.Create(topic, 3);
        }
    }

    [Fact]
    public async Task Events_that_kcat_sends_are_applied_and_kcat_reads_the_warnings_they_raise()
    {
        var settings = ServiceUnderTest.Settings(_folder.Path);
        // kcat stamps its records with the machine's time, so that the service lives in it as well.
        await using var service = await RunningService.StartAsync(settings with { Kafka = settings.Kafka with { Brokers = _cluster.Brokers } }, TimeProvider.System, NullLoggerFactory.Instance);
        await ProduceAsync("customers", Accounts.Select(account => Sent.Event($"r-{account}", "customer.registered", account, """{"segment":"trade","currency":"EUR"}""", Now)));
        await ProduceAsync("customers", Accounts.Select(account => Sent.Event($"l-{account}", "customer.key-event", account, $$"""{"caseId":"L-{{account}}","kind":"lawsuit"}""", Now)));
        await ProduceAsync("billing", Accounts.Select(account => Sent.Invoice($"b-{account}", account, $"I-{account}", dueOn: $"{Today.Plus(3)}")));
        await ProduceBinaryAsync("payments", Sent.Payment("p-1", "k-1", "P-1", "20.00"));
        await ProduceBinaryAsync("billing", Sent.Invoice("b-k-2", "k-2", "I-k-2", dueOn: $"{Today.Plus(3)}"));

        var reader = service.Engine.Reader;
        await HostHarness.Until(() => reader.Counts().Records >= 10 && service.Kafka!.Source.Undurable == 0);
        reader.DeadLetters(0, 10).Select(stored => stored.Letter.Message).ShouldBeEmpty();
        service.Engine.StateOf("k-1")!.Ledger.Totals.Debits.ShouldBe(12_000);
        Receivable(service, "k-1").ShouldBe(10_000);
        Receivable(service, "k-2").ShouldBe(12_000, "the same bill in binary mode is a repeat");

        // A reminder, and a listing for the lawsuit, of each.
        await HostHarness.Until(() => service.Relays!.Effects.Published >= 2 * Accounts.Length && service.Relays!.Effects.Published == reader.Counts().Effects);
        var warnings = await ConsumeAsync("warnings");
        warnings.Count.ShouldBe((int)service.Relays!.Effects.Published);
        foreach (var (key, headers, warning) in warnings)
        {
            key.ShouldBe((string?)warning["subject"]);
            headers.ShouldBe("content-type=application/cloudevents+json");
            EventContracts.Mistake((string)warning["type"]!, warning).ShouldBeNull(warning.ToJsonString());
        }

        warnings.Where(warning => (string?)warning.Event["data"]!["stage"] == "blacklist").Select(warning => warning.Key).ShouldBe(Accounts, ignoreOrder: true);
    }

    public void Dispose()
    {
        _cluster.Dispose();
        _folder.Dispose();
    }

    private static CivilDate Today { get; } = CivilDate.At(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), DateTimeZone.Utc);

    private static string Now { get; } = $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";

    private static long Receivable(RunningService service, string account) => service.Engine.Rules.FiguresOf(service.Engine.StateOf(account).ShouldNotBeNull()).Receivable;

    /// <summary>One record a line, its key before a bar.</summary>
    private async Task ProduceAsync(string topic, IEnumerable<string> events)
    {
        var lines = new StringBuilder();
        foreach (var json in events)
        {
            lines.Append((string?)JsonNode.Parse(json)!["subject"]).Append('|').Append(json).Append('\n');
        }

        await ExternalProgram.RunAsync("kcat", ["-P", "-b", _cluster.Brokers, "-t", topic, "-K", "|", "-H", "content-type=application/cloudevents+json"], $"{lines}");
    }

    /// <summary>The attributes as headers, the data as the value.</summary>
    private async Task ProduceBinaryAsync(string topic, string json)
    {
        var parsed = JsonNode.Parse(json)!.AsObject();
        var headers = parsed.Where(attribute => attribute.Key != "data").SelectMany(attribute => new[] { "-H", $"ce_{attribute.Key}={attribute.Value}" });
        await ExternalProgram.RunAsync(
            "kcat", ["-P", "-b", _cluster.Brokers, "-t", topic, "-k", (string)parsed["subject"]!, .. headers, "-H", "content-type=application/json"], parsed["data"]!.ToJsonString());
    }

    private async Task<List<(string Key, string Headers, JsonNode Event)>> ConsumeAsync(string topic)
    {
        var output = await ExternalProgram.RunAsync("kcat", ["-C", "-q", "-b", _cluster.Brokers, "-t", topic, "-o", "beginning", "-e", "-f", "%k|%h|%s\n"]);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', 3)).Select(parts => (parts[0], parts[1], JsonNode.Parse(parts[2])!))];
    }
}
