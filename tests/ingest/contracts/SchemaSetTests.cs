using System.Text.Json;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>The judge of the contracts, by examples: a judge that lets everything pass would prove nothing.</summary>
public sealed class SchemaSetTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"a\"", "1")]
    [InlineData("""{"type":["integer","null"]}""", "null", "1.5")]
    [InlineData("""{"type":"integer"}""", "2.0", "\"2\"")]
    [InlineData("""{"type":"number"}""", "1e400", "true")]
    [InlineData("""{"type":"boolean"}""", "false", "0")]
    [InlineData("""{"type":"object"}""", "{}", "[]")]
    [InlineData("""{"type":"array"}""", "[]", "{}")]
    [InlineData("""{"const":{"a":[1]}}""", """{"a":[1.0]}""", """{"a":[2]}""")]
    [InlineData("""{"enum":["a",null]}""", "null", "\"A\"")]
    [InlineData("""{"required":["a"]}""", """{"a":null}""", "{}")]
    [InlineData("""{"required":["a"]}""", "1", "{}")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"b":1}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"a":1}""", """{"a":1,"b":1}""")]
    [InlineData("""{"additionalProperties":{"type":"null"}}""", """{"a":null}""", """{"a":1}""")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"a":1}""", """{"ab":1}""")]
    [InlineData("""{"minProperties":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"items":{"type":"string"}}""", """["a"]""", """["a",1]""")]
    [InlineData("""{"minItems":1,"maxItems":2}""", "[1]", "[]")]
    [InlineData("""{"minItems":1,"maxItems":2}""", "[1,2]", "[1,2,3]")]
    [InlineData("""{"minLength":1,"maxLength":2}""", "\"\\ud83d\\ude00b\"", "\"\"")]
    [InlineData("""{"minLength":1,"maxLength":2}""", "\"ab\"", "\"abc\"")]
    [InlineData("""{"pattern":"^a|b$"}""", "\"b\"", "\"ab\"")]
    [InlineData("""{"pattern":"^a$"}""", "\"a\"", "\"a\\n\"")]
    [InlineData("""{"minimum":0,"maximum":1}""", "1", "1.0000000001")]
    [InlineData("""{"minimum":0,"maximum":1}""", "0", "-1e300")]
    [InlineData("""{"exclusiveMinimum":-1,"exclusiveMaximum":1}""", "0.5", "1")]
    [InlineData("""{"exclusiveMinimum":-1,"exclusiveMaximum":1}""", "\"a\"", "-1")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":2}]}""", "2", "3")]
    [InlineData("""{"anyOf":[{"type":"null"},{"minimum":2}]}""", "2", "1")]
    [InlineData("""{"oneOf":[{"minimum":1},{"minimum":2}]}""", "1", "2")]
    [InlineData("""{"not":{"type":"null"}}""", "1", "null")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"a":1,"b":1}""", """{"a":1,"c":1}""")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"c":1}""", "{}")]
    [InlineData("""{"$defs":{"x":{"type":"null"}},"properties":{"a":{"$ref":"#/$defs/x"}}}""", """{"a":null}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":{"$ref":"other.json#/$defs/x"}}}""", """{"a":1}""", """{"a":2}""")]
    [InlineData("""{"properties":{"a":true,"b":false}}""", """{"a":1}""", """{"b":1}""")]
    public void A_keyword_tells_what_is_right_from_what_is_wrong(string schema, string right, string wrong)
    {
        var set = new SchemaSet();
        set.Add("a.json", Parse(schema));
        set.Add("other.json", Parse("""{"$defs":{"x":{"const":1}}}"""));

        set.Mistake("a.json", Parse(right)).ShouldBeNull();
        set.Mistake("a.json", Parse(wrong)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"patternProperties":{}}""")]
    [InlineData("""{"properties":{"a":{"anyOf":[{"maxlength":3}]}}}""")]
    [InlineData("""{"$defs":{"a":{"if":{"uniqueItems":true}}}}""")]
    [InlineData("""{"pattern":"a"}""")]
    public void A_schema_that_is_not_wholly_understood_is_refused(string schema) =>
        Should.Throw<InvalidOperationException>(() => new SchemaSet().Add("a.json", Parse(schema)));

    [Theory]
    [InlineData("b.json")]
    [InlineData("#/$defs/y")]
    public void A_reference_that_leads_nowhere_is_refused(string reference)
    {
        var set = new SchemaSet();
        set.Add("a.json", Parse("""{"$defs":{"x":true}}"""));

        Should.Throw<InvalidOperationException>(() => set.Resolve("a.json", reference));
    }

    private static JsonElement Parse(string json)
    {
        using var read = JsonDocument.Parse(json);
        return read.RootElement.Clone();
    }
}
