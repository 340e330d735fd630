using System.Text;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.CloudEvents;

public sealed class EnvelopeRefusalTests
{
    private const string Id = "expected 1 to 64 printable ASCII characters without spaces";
    private const string Text = "expected a text of 1 or more characters";
    private const string Time = "expected an RFC 3339 time with Z or an offset from 1900 to 2199";
    private const string Json = "expected application/json or a type that ends in +json";

    private static readonly string Valid = Written.Event("usage.cancelled", """{"usageId":"U-1"}""");

    [Theory]
    [InlineData("specversion", RefusalReasons.MissingField, "specversion: missing, expected \"1.0\"")]
    [InlineData("id", RefusalReasons.MissingField, $"id: missing, {Id}")]
    [InlineData("source", RefusalReasons.MissingField, $"source: missing, {Id}")]
    [InlineData("type", RefusalReasons.MissingField, "type: missing, expected a type of the event contracts")]
    [InlineData("subject", RefusalReasons.MissingField, $"subject: missing, {Id}")]
    [InlineData("time", RefusalReasons.MissingField, $"time: missing, {Time}")]
    [InlineData("data", RefusalReasons.MissingField, "data: missing, expected an object")]
    public void A_required_attribute_that_is_left_out_or_null_is_named(string name, string reason, string message)
    {
        Written.Refused(With(name, "null"), reason).ShouldBe(message);
        Written.Refused(Valid.Replace($"\"{name}\":", "\"other\":", StringComparison.Ordinal), reason).ShouldBe(message);
    }

    [Theory]
    [InlineData("specversion", "\"0.3\"", RefusalReasons.WrongSpecVersion, "specversion: found \"0.3\", expected \"1.0\"")]
    [InlineData("specversion", "1.0", RefusalReasons.BadField, $"specversion: found 1.0, {Text}")]
    [InlineData("id", "\"\"", RefusalReasons.BadField, $"id: found \"\", {Text}")]
    [InlineData("id", "\"a b\"", RefusalReasons.BadId, $"id: found \"a b\", {Id}")]
    [InlineData("id", "5", RefusalReasons.BadField, $"id: found 5, {Text}")]
    [InlineData("id", "\"\\ud800\"", RefusalReasons.BadField, $"id: found \"\\ud800\", {Text}")]
    [InlineData("source", "\"/é\"", RefusalReasons.BadId, $"source: found \"/é\", {Id}")]
    [InlineData("subject", "\"a\\nb\"", RefusalReasons.BadId, $"subject: found \"a\\u000ab\", {Id}")]
    [InlineData("subject", "[\"a\"]", RefusalReasons.BadField, $"subject: found [\"a\"], {Text}")]
    [InlineData("type", "\"usage.Cancelled\"", RefusalReasons.UnknownType, "type: found \"usage.Cancelled\", expected a type of the event contracts")]
    [InlineData("time", "\"yesterday\"", RefusalReasons.BadTime, $"time: found \"yesterday\", {Time}")]
    [InlineData("datacontenttype", "\"text/xml\"", RefusalReasons.BadField, $"datacontenttype: found \"text/xml\", {Json}")]
    [InlineData("datacontenttype", "\"json\"", RefusalReasons.BadField, $"datacontenttype: found \"json\", {Json}")]
    [InlineData("data", "[]", RefusalReasons.BadField, "data: found [], expected an object")]
    [InlineData("data", "\"{}\"", RefusalReasons.BadField, "data: found \"{}\", expected an object")]
    [InlineData("data", "17", RefusalReasons.BadField, "data: found 17, expected an object")]
    public void An_attribute_is_as_the_contract_says(string name, string value, string reason, string message) =>
        Written.Refused(With(name, value), reason).ShouldBe(message);

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON ;charset=utf-8")]
    [InlineData("application/vnd.example.bill+json")]
    public void Data_are_of_any_content_type_that_is_json(string type) =>
        Written.Decode(With("datacontenttype", $"\"{type}\"")).Refusal.ShouldBeNull();

    [Fact]
    public void No_content_type_is_json() => Written.Decode(With("datacontenttype", "null")).Refusal.ShouldBeNull();

    [Theory]
    [InlineData("\"id\":\"e-2\"", "id: found a second time, expected it once")]
    [InlineData("\"i\\u0064\":\"e-2\"", "id: found a second time, expected it once")]
    [InlineData("\"data\":{}", "data: found a second time, expected it once")]
    [InlineData("\"traceparent\":\"1\",\"traceparent\":\"1\"", "traceparent: found a second time, expected it once")]
    [InlineData("\"traceparent\":\"1\",\"tr\\u0061ceparent\":\"1\"", "traceparent: found a second time, expected it once")]
    [InlineData("\"\":\"1\",\"\":\"1\"", "\"\": found a second time, expected it once")]
    [InlineData("\"reason\":\"1\",\"reason\":\"1\"", "reason: found a second time, expected it once")]
    public void No_attribute_comes_twice_not_even_an_unknown_one(string more, string message)
    {
        Written.Refused($"{Valid[..^1]},{more}}}", RefusalReasons.BadField).ShouldBe(message);
        Written.Refused($"{{{more},{Valid[1..]}", RefusalReasons.BadField).ShouldBe(message);
    }

    [Fact]
    public void Extensions_are_ignored_up_to_a_bound()
    {
        string Extended(int count) => $"{Valid[..^1]},{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"x{i}\":[{i}]"))}}}";
        Written.Decode(Extended(64)).Refusal.ShouldBeNull();
        Written.Refused(Extended(65), RefusalReasons.BadField).ShouldBe("event: found too many unknown attributes, expected at most 64");
    }

    [Fact]
    public void A_dead_letter_gets_the_attributes_that_could_be_read()
    {
        var all = new RefusedAttributes("e-1", "/erp", "acc-1", "usage.cancelled");
        Written.Decode(With("data", "{}")).Attributes.ShouldBe(all);
        Written.Decode(With("data", "{\"usageId\":{}}")).Attributes.ShouldBe(all);
        Written.Decode(Valid + "x").Attributes.ShouldBe(all);
        Written.Decode(Valid[..^3]).Attributes.ShouldBe(all);
        Written.Decode(With("id", "7")).Attributes.ShouldBe(all with { Id = null });
        Written.Decode(With("id", "\"a\\u0020b\"")).Attributes.ShouldBe(all with { Id = "a b" });
        Written.Decode(Valid[..40]).Attributes.ShouldBe(new RefusedAttributes("e-1", null, null, null));
        Written.Decode($"{Valid[..^1]},\"x\":\"{new string('y', 70_000)}\"}}").Attributes.ShouldBe(all);
        Written.Decode(With("id", $"\"{new string('z', 300)}\"")).Attributes.ShouldBe(all with { Id = new string('z', 256) });
        Written.Decode("").Attributes.ShouldBe(default);
    }

    [Fact]
    public void Attributes_after_bad_data_reach_the_dead_letter() =>
        Written.Decode(
                """
                {"data":{"usageId":1},"type":"usage.cancelled","subject":"acc-1","source":"/erp","id":"e-1","specversion":"1.0",
                 "time":"2026-01-01T00:00:00Z"}
                """)
            .Attributes.ShouldBe(new RefusedAttributes("e-1", "/erp", "acc-1", "usage.cancelled"));

    [Fact]
    public void Binary_mode_refuses_alike()
    {
        var attributes = new CloudEventAttributes
        {
            SpecVersion = "1.0"u8, Id = "e-1"u8, Source = "/erp"u8, Type = "usage.cancelled"u8, Time = "2026-01-01T00:00:00Z"u8,
        };
        var decoder = new EventDecoder(new DecoderLimits { MaxEventBytes = 256 });
        var data = """{"usageId":"U-1"}"""u8;
        decoder.DecodeBinary(attributes, data).Refusal.ShouldBe(new Refusal(RefusalReasons.MissingField, $"subject: missing, {Id}"));
        decoder.DecodeBinary(attributes, data).Attributes.ShouldBe(new RefusedAttributes("e-1", "/erp", null, "usage.cancelled"));

        var whole = new CloudEventAttributes
        {
            SpecVersion = "1.0"u8, Id = "e-1"u8, Source = "/erp"u8, Type = "usage.cancelled"u8, Time = "2026-01-01T00:00:00Z"u8, Subject = "acc-1"u8,
        };
        decoder.DecodeBinary(whole, data).Refusal.ShouldBeNull();
        decoder.DecodeBinary(whole, []).Refusal.ShouldBe(new Refusal(RefusalReasons.MissingField, "data: missing, expected an object"));
        decoder.DecodeBinary(whole, "[1]"u8).Refusal.ShouldBe(new Refusal(RefusalReasons.BadField, "data: found [1], expected an object"));
        decoder.DecodeBinary(whole, "{\"a\":[0,{\"b\":\"\\u0000\"}]}"u8).Refusal
            .ShouldBe(new Refusal(RefusalReasons.BadField, "data.a[1].b: found \\u0000, expected text without U+0000"));
        decoder.DecodeBinary(whole, "{\"usageId\":"u8).Refusal
            .ShouldBe(new Refusal(RefusalReasons.MalformedJson, "data: found nothing after byte 11, expected one JSON object and nothing else"));
        decoder.DecodeBinary(whole, Encoding.UTF8.GetBytes(new string(' ', 257))).Refusal
            .ShouldBe(new Refusal(RefusalReasons.TooLarge, "data: found 257 bytes, expected at most 256"));
        decoder.DecodeBinary(default, data).Attributes.ShouldBe(default);
    }

    private static string With(string name, string value)
    {
        var start = Valid.IndexOf($"\"{name}\":", StringComparison.Ordinal) + name.Length + 3;
        var end = name == "data" ? Valid.Length - 1 : Valid.IndexOf("\",", start, StringComparison.Ordinal) + 1;
        return $"{Valid[..start]}{value}{Valid[end..]}";
    }
}
