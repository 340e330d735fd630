using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Tests.Tidy;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>The contracts of <c>docs/contracts</c>, and what they and the decoder say of an event.</summary>
internal static class EventContracts
{
    /// <summary>The file of what the schemas share.</summary>
    public const string Common = "common.json";

    /// <summary>The types of warnings.</summary>
    public static readonly string[] Warnings = ["risk.warning.raised", "risk.warning.cleared", "risk.warning.withdrawn"];

    /// <summary>The types of events that leave, by topic.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OutgoingByTopic = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [WarningEncoder.Topic] = Warnings,
        [EffectEncoder.Restrictions] = ["restriction.requested", "restriction.cancelled"],
        [EffectEncoder.Notifications] = ["notification.requested"],
        [EffectEncoder.Tasks] = ["task.opened", "task.closed", "task.escalated", "approval.requested"],
        [EffectEncoder.Blacklist] = ["blacklist.listed", "blacklist.delisted"],
    };

    /// <summary>The types of events that leave.</summary>
    public static readonly string[] Outgoing = [.. OutgoingByTopic.Values.SelectMany(types => types)];

    private static readonly ThreadLocal<EventDecoder> Decoder = new(() => new EventDecoder());

    /// <summary>The folder.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "contracts");

    /// <summary>All schemas, by the name of their file.</summary>
    public static SchemaSet Schemas { get; } = Load();

    /// <summary>The types of incoming events that have a schema.</summary>
    public static IReadOnlyList<string> Incoming { get; } =
        [.. Schemas.Files.Keys.Where(file => file != Common).Select(TypeOf).Except(Outgoing, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The file of a type's schema.</summary>
    public static string FileOf(string type) => $"{type}.json";

    /// <summary>The examples in a type's schema.</summary>
    public static IEnumerable<JsonObject> ExamplesOf(string type) =>
        Schemas.Files[FileOf(type)].GetProperty("examples").EnumerateArray().Select(example => JsonNode.Parse(example.GetRawText())!.AsObject());

    /// <summary>What the schema of an event's type has against it, or null.</summary>
    public static string? Mistake(ReadOnlyMemory<byte> json)
    {
        using var read = JsonDocument.Parse(json);
        return Schemas.Mistake(FileOf(read.RootElement.GetProperty("type").GetString()!), read.RootElement);
    }

    /// <summary>What a type's schema has against an event, or null.</summary>
    public static string? Mistake(string type, JsonNode json)
    {
        using var read = JsonDocument.Parse(json.ToJsonString());
        return Schemas.Mistake(FileOf(type), read.RootElement);
    }

    /// <summary>Why the decoder refuses an event, or null.</summary>
    public static Refusal? Refusal(JsonNode json, EventDecoder? decoder = null) => (decoder ?? Decoder.Value!).Decode(Encoding.UTF8.GetBytes(json.ToJsonString())).Refusal;

    private static string TypeOf(string file) => file[..^".json".Length];

    private static SchemaSet Load()
    {
        var set = new SchemaSet();
        foreach (var path in Directory.GetFiles(Path.Combine(Folder, "schemas")))
        {
            using var read = JsonDocument.Parse(File.ReadAllText(path));
            set.Add(Path.GetFileName(path), read.RootElement.Clone());
        }

        return set;
    }
}
