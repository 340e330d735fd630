using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreditRisk.Domain.Ladder;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Simulator;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Ingest.CloudEvents;
using CreditRisk.Tests.Properties;
using CreditRisk.Tests.Tidy;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>Events that something of ours makes keep to the contracts.</summary>
public sealed partial class ProducedEventTests(ITestOutputHelper output)
{
    [Fact]
    public void What_the_simulator_sends_is_valid_and_decoded()
    {
        var simulator = new PortfolioSimulator(new SimulatorOptions { Customers = 60, Seed = 4711 });
        var decoder = new EventDecoder();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var json in simulator.EventsBetween(new LocalDate(2026, 1, 1), new LocalDate(2026, 5, 1)).Select(simulated => simulated.Json))
        {
            if (EventContracts.Mistake(json) is { } mistake)
            {
                Assert.Fail($"{mistake}: {Encoding.UTF8.GetString(json.Span)}");
            }

            var type = EventTypeNames.Of(decoder.Decode(json.Span).Event.ShouldNotBeNull());
            counts[type] = counts.GetValueOrDefault(type) + 1;
        }

        output.WriteLine(string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}")));
        counts.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void The_examples_of_the_decoders_tests_are_valid()
    {
        foreach (var (type, data) in Examples.DataByType)
        {
            EventContracts.Mistake(type, JsonNode.Parse(Written.Event(type, data))!).ShouldBeNull();
        }
    }

    [Fact]
    public void The_events_that_the_documentation_shows_are_valid_and_decoded()
    {
        var shown = Repository.Files.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => ShownEvent().Matches(file.Text)).Select(match => JsonNode.Parse(match.Groups["event"].Value)!).ToList();

        shown.Count.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var json in shown)
        {
            EventContracts.Mistake(json["type"]!.GetValue<string>(), json).ShouldBeNull();
            EventContracts.Refusal(json).ShouldBeNull();
        }
    }

    [Fact]
    public void The_events_of_real_customers_are_valid()
    {
        foreach (var line in RealInput.Lines().Index().Where(line => line.Index % 20 == 0))
        {
            EventContracts.Mistake(Encoding.UTF8.GetBytes(line.Item)).ShouldBeNull(line.Item);
        }
    }

    [Fact]
    public void Warnings_of_generated_accounts_are_valid_and_together_have_every_field()
    {
        var declared = EventContracts.Warnings.ToDictionary(type => type, type => DeclaredField.Of(type).Select(field => $"{field}").ToHashSet(StringComparer.Ordinal));
        var unseen = EventContracts.Warnings.SelectMany(type => declared[type].Select(field => $"{type} {field}")).ToHashSet(StringComparer.Ordinal);
        Seeds.ForEach(output, 150, seed =>
        {
            var rules = PropertyRules.Varied(reversalDays: 30);
            foreach (var warning in AccountRun.Through(rules, RichHistory.Generate(seed)).Warnings.Concat(AccountRun.Through(rules, PrepaidTests.Generate(seed)).Warnings))
            {
                var (type, json) = (WarningEncoder.TypeOf(warning.Kind), JsonNode.Parse(WarningEncoder.Encode(warning))!);
                EventContracts.Mistake(type, json).ShouldBeNull(json.ToJsonString());
                var fields = FieldsOf(json, "").ToList();
                fields.Where(field => !declared[type].Contains(field)).ShouldBeEmpty();
                lock (unseen)
                {
                    unseen.ExceptWith(fields.Select(field => $"{type} {field}"));
                }
            }
        });

        unseen.ShouldBeEmpty();
    }

    [Fact]
    public void A_warning_of_an_account_without_a_currency_is_valid()
    {
        var warning = AccountRun.Through(PropertyRules.Varied(reversalDays: 30), RichHistory.Generate(1)).Warnings.First(warning => warning.Kind == WarningKind.Raised);

        var json = JsonNode.Parse(WarningEncoder.Encode(warning with { Currency = null }))!;

        json["data"]!["figures"]!["receivable"].ShouldBeNull();
        EventContracts.Mistake(WarningEncoder.TypeOf(warning.Kind), json).ShouldBeNull();
    }

    private static IEnumerable<string> FieldsOf(JsonNode? json, string path) => json switch
    {
        JsonObject fields => fields.SelectMany(field => FieldsOf(field.Value, $"{path}.{field.Key}".TrimStart('.')).Prepend($"{path}.{field.Key}".TrimStart('.'))),
        JsonArray list => list.SelectMany(item => FieldsOf(item, $"{path}.[]").Prepend($"{path}.[]")).Distinct(StringComparer.Ordinal),
        _ => [],
    };

    // As an argument of curl.
    [GeneratedRegex("-d '(?<event>\\{[^']*\\})'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShownEvent();
}
