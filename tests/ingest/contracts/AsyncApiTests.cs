using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Kafka;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>The AsyncAPI document says which topics there are, what is in them, and how.</summary>
public sealed class AsyncApiTests
{
    private const string Heartbeat = "feed.heartbeat";
    private const string Letter = "dead-letter";
    private static readonly KafkaOptions Defaults = new();

    public static TheoryData<string> Types => [.. EventContracts.Incoming];

    [Fact]
    public void It_is_AsyncAPI_3_and_every_reference_leads_somewhere()
    {
        AsyncApi.Document["asyncapi"]!.GetValue<string>().ShouldBe("3.0.0");
        var references = AsyncApi.References(AsyncApi.Document).Distinct(StringComparer.Ordinal).ToList();

        references.Count.ShouldBeGreaterThan(100);
        references.ForEach(reference => AsyncApi.Follow(reference).ShouldNotBeNull());
        foreach (var (file, schema) in EventContracts.Schemas.Files)
        {
            foreach (var reference in AsyncApi.References(JsonNode.Parse(schema.GetRawText())))
            {
                EventContracts.Schemas.Resolve(file, reference).Schema.ValueKind.ShouldBe(JsonValueKind.Object);
            }
        }
    }

    [Fact]
    public void Its_channels_are_the_topics_of_the_program()
    {
        var channels = AsyncApi.Document["channels"]!.AsObject();

        channels.Select(channel => channel.Key).ShouldBe([.. Defaults.Topics, .. EffectEncoder.Topics, RelayOutbox.LetterTopic]);
        foreach (var (name, channel) in channels)
        {
            channel!["address"]!.GetValue<string>().ShouldBe(name);
            channel["bindings"]!["kafka"]!["topic"]!.GetValue<string>().ShouldBe(name);
        }
    }

    [Fact]
    public void Each_topic_has_the_messages_of_its_types_in_the_modes_that_are_read_or_written()
    {
        foreach (var topic in Defaults.Topics)
        {
            MessagesOf(topic).ShouldBe(EventContracts.Incoming.Where(type => InputTopics.Of(type) == topic || type == Heartbeat).SelectMany(type => new[] { type, $"{type}.binary" }), ignoreOrder: true);
        }

        foreach (var topic in EffectEncoder.Topics)
        {
            MessagesOf(topic).ShouldBe(EventContracts.OutgoingByTopic[topic]);
        }

        MessagesOf(RelayOutbox.LetterTopic).ShouldBe([Letter]);
    }

    [Fact]
    public void A_message_carries_the_whole_event_in_structured_mode_and_its_data_in_binary_mode()
    {
        foreach (var (name, message) in AsyncApi.Document["components"]!["messages"]!.AsObject().Where(message => message.Key != Letter))
        {
            var isBinary = name.EndsWith(".binary", StringComparison.Ordinal);
            var type = isBinary ? name[..^".binary".Length] : name;
            message!["name"]!.GetValue<string>().ShouldBe(type);
            message["payload"]!["$ref"]!.GetValue<string>().ShouldBe(isBinary ? $"schemas/{type}.json#/$defs/data" : $"schemas/{type}.json");
            AsyncApi.References(message["traits"]).ShouldHaveSingleItem().ShouldBe($"#/components/messageTraits/{(isBinary ? "binary" : "structured")}");
        }
    }

    [Fact]
    public void Each_topic_is_read_by_the_group_or_written()
    {
        var operations = AsyncApi.Document["operations"]!.AsObject().Select(operation => operation.Value!).ToList();

        operations.Where(operation => operation["action"]!.GetValue<string>() == "send")
            .Select(ChannelOf).ShouldBe([.. EffectEncoder.Topics, RelayOutbox.LetterTopic]);
        var read = operations.Where(operation => operation["action"]!.GetValue<string>() == "receive").ToList();
        read.Select(ChannelOf).ShouldBe(Defaults.Topics);
        read.ShouldAllBe(operation => operation["bindings"]!["kafka"]!["groupId"]!["const"]!.GetValue<string>() == Defaults.Group);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_headers_of_binary_mode_are_those_that_the_decoder_reads(string type)
    {
        foreach (var example in EventContracts.ExamplesOf(type))
        {
            var headers = HeadersOf(example);
            var data = Encoding.UTF8.GetBytes(example["data"]!.ToJsonString());
            MistakeOf(headers).ShouldBeNull();
            Decode(data, headers).Refusal.ShouldBeNull();
            foreach (var name in headers.Select(header => header.Key).ToList())
            {
                var without = headers.DeepClone().AsObject();
                without.Remove(name);
                // Without an account only a heartbeat may be, which the headers alone do not tell.
                if (name != "ce_subject")
                {
                    (MistakeOf(without) is null).ShouldBe(Decode(data, without).IsEvent, name);
                }
            }
        }
    }

    [Fact]
    public void The_data_of_binary_mode_is_valid_by_itself()
    {
        foreach (var type in EventContracts.Incoming)
        {
            foreach (var example in EventContracts.ExamplesOf(type))
            {
                using var data = JsonDocument.Parse(example["data"]!.ToJsonString());
                EventContracts.Schemas.Mistake($"{EventContracts.FileOf(type)}#/$defs/data", data.RootElement).ShouldBeNull();
            }
        }
    }

    private static IEnumerable<string> MessagesOf(string topic)
    {
        var messages = AsyncApi.Document["channels"]![topic]!["messages"]!.AsObject();
        messages.ShouldAllBe(message => message.Value!["$ref"]!.GetValue<string>() == $"#/components/messages/{message.Key}");
        return messages.Select(message => message.Key);
    }

    private static string ChannelOf(JsonNode operation) => operation["channel"]!["$ref"]!.GetValue<string>()["#/channels/".Length..];

    private static JsonObject HeadersOf(JsonObject example)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in example.Where(attribute => attribute.Key != "data"))
        {
            headers[name == "datacontenttype" ? "content-type" : $"ce_{name}"] = value!.DeepClone();
        }

        return headers;
    }

    private static string? MistakeOf(JsonObject headers)
    {
        using var read = JsonDocument.Parse(headers.ToJsonString());
        return EventContracts.Schemas.Mistake($"{EventContracts.Common}#/$defs/binaryHeaders", read.RootElement);
    }

    private static DecodeResult Decode(byte[] data, JsonObject headers) => new EventDecoder().Decode(
        data, RecordHeaders.Encode(headers.Select(header => KeyValuePair.Create(header.Key, (byte[]?)Encoding.UTF8.GetBytes(header.Value!.GetValue<string>())))));
}
