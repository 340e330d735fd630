using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>The AsyncAPI document, with its references followed.</summary>
internal static class AsyncApi
{
    /// <summary>The document.</summary>
    public static JsonNode Document { get; } = Load();

    /// <summary>What a reference of the document leads to.</summary>
    /// <exception cref="InvalidOperationException">It leads nowhere.</exception>
    public static JsonNode Follow(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return JsonNode.Parse(EventContracts.Schemas.Resolve("", reference["schemas/".Length..]).Schema.GetRawText())!;
        }

        JsonNode? node = Document;
        foreach (var step in reference.Split('/').Skip(1))
        {
            node = node?[step];
        }

        return node ?? throw new InvalidOperationException($"'{reference}' leads nowhere");
    }

    /// <summary>All references in a part of the document.</summary>
    public static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field.Key == "$ref" ? [field.Value!.GetValue<string>()] : References(field.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonNode Load()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(EventContracts.Folder, "asyncapi.yaml"));
        yaml.Load(text);
        return Convert(yaml.Documents.Single().RootNode);
    }

    private static JsonNode Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, (JsonNode?)Convert(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value!),
        _ => throw new InvalidOperationException($"{node.NodeType} is not expected"),
    };
}
