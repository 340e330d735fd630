using System.Text;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using CreditRisk.Silo.Settings;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Silo.Api;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Dashboards;

/// <summary>A service that reads from Kafka, scraped by a real Prometheus: whatever the dashboards ask for is there.</summary>
[Trait("Needs", PrometheusServer.Trait)]
[Trait("Needs", MockCluster.Trait)]
public sealed partial class LiveDashboardTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly MockCluster _cluster = new();
    private int _sent;

    [Fact]
    public async Task Every_panel_and_every_rule_finds_data()
    {
        foreach (var topic in new[] { "customers", "billing", "payments", "usage", "results", "warnings" })
        {
            _cluster.Create(topic, 1);
        }

        await using var service = await ServiceUnderTest.StartAsync(settings => settings with { Kafka = settings.Kafka with { Brokers = _cluster.Brokers } });
        await using var prometheus = await PrometheusServer.StartAsync(service.Service.Api.Address);
        using var producer = _cluster.Producer();
        var missing = QueriesOfPanels().ToList();
        output.WriteLine($"{missing.Count} queries");
        await PrometheusServer.UntilAsync(() => "the service was scraped", async () => (await prometheus.QueryAsync("up == 1")).Count == 1);

        // Rates need something that happens between two scrapes, so that something happens all the time.
        await PrometheusServer.UntilAsync(() => $"no data: {string.Join("; ", missing)}", async () =>
        {
            await HappenAsync(service, producer);
            for (var i = missing.Count - 1; i >= 0; i--)
            {
                if ((await prometheus.QueryAsync(missing[i].Query)).Count > 0)
                {
                    missing.RemoveAt(i);
                }
            }

            return missing.Count == 0;
        });

        await VariablesHaveValuesAsync(prometheus);
        await RulesAreEvaluatedAsync(prometheus);
    }

    public void Dispose() => _cluster.Dispose();

    // Dashboards ask with the data source's interval; here everything is faster.
    private static IEnumerable<(string Panel, string Query)> QueriesOfPanels() =>
        Dashboard.All.SelectMany(dashboard => dashboard.Panels).SelectMany(panel => panel.Targets.Select(target => ($"{panel} {target["refId"]}", Filled(target["expr"]!.GetValue<string>()))));

    private static string Filled(string query) => query
        .Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$job", "creditrisk", StringComparison.Ordinal)
        .Replace("$instance", ".*", StringComparison.Ordinal).Replace("$currency", "EUR", StringComparison.Ordinal);

    /// <summary>Bills that are due, one of them again, something that is no event, and a day that passes.</summary>
    private async Task HappenAsync(ServiceUnderTest service, IProducer<byte[]?, byte[]?> producer)
    {
        var (number, account) = (++_sent, $"c-{_sent % 50}");
        foreach (var json in new[] { Sent.Invoice($"b-{number}", account, $"I-{number}", dueOn: "2026-03-02"), Sent.Invoice("b-1", "c-1", "I-1", dueOn: "2026-03-02"), "{}" })
        {
            producer.Produce("billing", new Message<byte[]?, byte[]?> { Value = Encoding.UTF8.GetBytes(json), Timestamp = new Timestamp(Morning) });
        }

        producer.Flush(TimeSpan.FromSeconds(10)).ShouldBe(0);
        service.Time.Advance(TimeSpan.FromHours(2));
        (await service.GetAsync("health/live")).Status.ShouldBe(200);
    }

    private static async Task VariablesHaveValuesAsync(PrometheusServer prometheus)
    {
        foreach (var variable in Dashboard.All.SelectMany(dashboard => dashboard.Variables.Values).Where(variable => (string?)variable["type"] == "query"))
        {
            var query = LabelValues().Match(variable["query"]!["query"]!.GetValue<string>());
            query.Success.ShouldBeTrue($"{variable["query"]}");
            (await prometheus.LabelValuesAsync(Filled(query.Groups["series"].Value), query.Groups["label"].Value)).ShouldNotBeEmpty(query.Value);
        }
    }

    private static async Task RulesAreEvaluatedAsync(PrometheusServer prometheus)
    {
        await PrometheusServer.UntilAsync(() => "all rules were evaluated", async () => (await prometheus.RulesAsync()).All(rule => (string?)rule["health"] == "ok"));
        foreach (var rule in await prometheus.RulesAsync())
        {
            if ((string?)rule["type"] == "recording")
            {
                // It may have been evaluated for the last time before what it sums was there.
                await PrometheusServer.UntilAsync(() => $"{rule["name"]} has a value", async () => (await prometheus.QueryAsync(rule["name"]!.GetValue<string>())).Count > 0);
            }

            // An alert finds nothing while all is well; but what it looks at must be there.
            foreach (var metric in Metric().Matches(rule["query"]!.GetValue<string>()).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            {
                // What is counted from its first time on, such as a refused record, may be on its way to the service still.
                await PrometheusServer.UntilAsync(() => $"{rule["name"]} finds {metric}", async () => (await prometheus.QueryAsync($"count({metric})")).Count > 0);
            }
        }
    }

    [GeneratedRegex(@"^label_values\((?<series>.+), (?<label>\w+)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelValues();

    [GeneratedRegex(@"\b(?:creditrisk[_:][a-z0-9_:]+|process_[a-z_]+|up\b)", RegexOptions.None, 1000)]
    private static partial Regex Metric();
}
