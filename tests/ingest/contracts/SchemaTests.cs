using CreditRisk.Domain.Ladder;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>Each event type has one schema, each schema a type, and its examples hold.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string> Types => [.. EventContracts.Incoming.Concat(EventContracts.Outgoing)];

    [Fact]
    public void Every_type_that_is_read_has_a_schema_and_every_schema_a_type() =>
        EventContracts.Incoming.ShouldBe(EventTypes.Table.Expected["one of ".Length..].Split(", ").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_type_of_warning_has_a_schema() =>
        Enum.GetValues<WarningKind>().Select(WarningEncoder.TypeOf).ShouldBe(EventContracts.Warnings);

    [Theory]
    [MemberData(nameof(Types))]
    public void A_schema_names_its_dialect_its_type_and_what_the_event_says(string type)
    {
        var schema = EventContracts.Schemas.Files[EventContracts.FileOf(type)];

        schema.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        schema.GetProperty("title").GetString().ShouldBe(type);
        schema.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
        schema.GetProperty("properties").GetProperty("type").GetProperty("const").GetString().ShouldBe(type);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Its_examples_are_valid_and_together_have_every_field(string type)
    {
        var examples = EventContracts.ExamplesOf(type).ToList();

        foreach (var example in examples)
        {
            EventContracts.Mistake(type, example).ShouldBeNull(example.ToJsonString());
        }

        var fields = DeclaredField.Of(type).Where(field => !examples.Any(field.IsIn)).Select(field => $"{field}");
        fields.ShouldBeEmpty("no example has these");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_field_is_described(string type) => DeclaredField.Of(type)
        .Where(field => field.Path is ["data", _, ..] && field.Path[^1] != "[]" && !field.Schemas.Any(place => place.Schema.TryGetProperty("description", out _)))
        .Select(field => $"{field}").ShouldBeEmpty();

    [Fact]
    public void Every_definition_is_used()
    {
        var text = string.Concat(EventContracts.Schemas.Files.Values.Select(schema => schema.GetRawText())) + File.ReadAllText(Path.Combine(EventContracts.Folder, "asyncapi.yaml"));

        EventContracts.Schemas.Files[EventContracts.Common].GetProperty("$defs").EnumerateObject()
            .Where(definition => !text.Contains($"/$defs/{definition.Name}\"", StringComparison.Ordinal) && !text.Contains($"/$defs/{definition.Name}'", StringComparison.Ordinal))
            .Select(definition => definition.Name).ShouldBeEmpty();
    }
}
