using System.Text;
using System.Text.Json.Nodes;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Ingest.CloudEvents;

public sealed class EventTypeTests(ITestOutputHelper output)
{
    public static TheoryData<string> Types => [.. Examples.DataByType.Keys];

    [Fact]
    public void The_contracts_have_45_incoming_types() => Examples.DataByType.Count.ShouldBe(45);

    [Theory]
    [MemberData(nameof(Types))]
    public void Its_example_is_an_event_with_the_header_it_came_with(string type)
    {
        var result = Written.Decode(Written.Event(type, Examples.DataByType[type]));
        result.Refusal.ShouldBeNull();
        result.IsEvent.ShouldBeTrue();
        result.Event.ShouldNotBeNull().Header.ShouldBe(Written.Header);
        result.Attributes.ShouldBe(default);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Binary_mode_gives_the_same_event(string type)
    {
        var structured = Written.Decode(Written.Event(type, Examples.DataByType[type])).Event.ShouldNotBeNull();
        var attributes = new CloudEventAttributes
        {
            SpecVersion = "1.0"u8,
            Id = "e-1"u8,
            Source = "/erp"u8,
            Type = Encoding.UTF8.GetBytes(type),
            Subject = "acc-1"u8,
            Time = Encoding.UTF8.GetBytes(Written.Time),
            DataContentType = "application/json"u8,
        };
        var binary = new EventDecoder().DecodeBinary(attributes, Encoding.UTF8.GetBytes(Examples.DataByType[type]));
        binary.Refusal.ShouldBeNull();
        Written.Describe(binary.Event.ShouldNotBeNull()).ShouldBe(Written.Describe(structured));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_order_of_fields_and_fields_that_nobody_knows_do_not_matter(string type)
    {
        const int Seed = 20260331;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var decoder = new EventDecoder();
        var plain = decoder.Decode(Encoding.UTF8.GetBytes(Written.Event(type, Examples.DataByType[type]))).Event.ShouldNotBeNull();
        for (var i = 0; i < 50; i++)
        {
            var shuffled = Shuffle(JsonNode.Parse(Written.Event(type, Examples.DataByType[type])), random).ToJsonString();
            var result = decoder.Decode(Encoding.UTF8.GetBytes(shuffled));
            result.Refusal.ShouldBeNull(shuffled);
            Written.Describe(result.Event.ShouldNotBeNull()).ShouldBe(Written.Describe(plain), shuffled);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Names_and_texts_may_be_written_with_escapes(string type)
    {
        var plain = Written.Decode(Written.Event(type, Examples.DataByType[type])).Event.ShouldNotBeNull();
        var escaped = Escape(Written.Event(type, Examples.DataByType[type]));
        var result = Written.Decode(escaped);
        result.Refusal.ShouldBeNull(escaped);
        Written.Describe(result.Event.ShouldNotBeNull()).ShouldBe(Written.Describe(plain));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_required_field_that_is_left_out_is_named_and_an_optional_one_is_not_missed(string type)
    {
        var data = JsonNode.Parse(Examples.DataByType[type])!.AsObject();
        foreach (var name in data.Select(pair => pair.Key).ToArray())
        {
            var without = data.DeepClone().AsObject();
            without.Remove(name);
            var result = Written.Decode(Written.Event(type, without.ToJsonString()));
            var withNull = data.DeepClone().AsObject();
            withNull[name] = null;
            Written.Decode(Written.Event(type, withNull.ToJsonString())).Refusal.ShouldBe(result.Refusal, "null is as good as absent");
            if (result.Refusal is { } refusal)
            {
                refusal.Reason.ShouldBe(RefusalReasons.MissingField);
                refusal.Message.ShouldMatch($@"^data\.({name}|itemId|balance): missing, expected .+$");
            }
        }
    }

    private static JsonNode Shuffle(JsonNode? node, Random random)
    {
        switch (node)
        {
            case JsonObject fields:
                var all = fields.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : Shuffle(pair.Value, random))).ToList();
                all.Add(KeyValuePair.Create($"x{random.Next()}", (JsonNode?)new JsonArray(1, "two", new JsonObject { ["three"] = null })));
                var shuffled = all.ToArray();
                random.Shuffle(shuffled);
                return new JsonObject(shuffled);
            case JsonArray array:
                return new JsonArray(array.Select(item => item is null ? null : Shuffle(item, random)).ToArray());
            default:
                return node!.DeepClone();
        }
    }

    // Every ASCII letter within quotes as \u00xx; the examples hold no quote within a text.
    private static string Escape(string json)
    {
        var escaped = new StringBuilder();
        var isText = false;
        for (var i = 0; i < json.Length; i++)
        {
            isText ^= json[i] == '"';
            if (isText && json[i] == '\\')
            {
                escaped.Append(json, i, 6);
                i += 5;
            }
            else if (isText && json[i] != '"')
            {
                escaped.Append($"\\u{(int)json[i]:X4}");
            }
            else
            {
                escaped.Append(json[i]);
            }
        }

        return escaped.ToString();
    }
}
