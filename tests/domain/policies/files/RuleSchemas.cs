using System.Text.Json;
using CreditRisk.Tests.Ingest.Contracts;
using CreditRisk.Tests.Tidy;
using YamlDotNet.Serialization;

namespace CreditRisk.Tests.Domain.Policies.Files;

/// <summary>The published schemas of rule files, and what they say of a file.</summary>
internal static class RuleSchemas
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    public static SchemaSet All { get; } = Load();

    /// <summary>What is wrong with a file by the schema of its kind, or null.</summary>
    public static string? Mistake(string kind, string yaml) => All.Mistake($"{kind}.json", JsonSerializer.SerializeToElement(Yaml.Deserialize<object>(yaml)));

    /// <summary>The keys that a schema declares in one place.</summary>
    public static IEnumerable<string> KeysAt(string kind, params string[] path)
    {
        var schema = path.Aggregate(All.Files[$"{kind}.json"], (at, step) => at.GetProperty(step));
        return schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
    }

    private static SchemaSet Load()
    {
        var set = new SchemaSet();
        foreach (var path in Directory.GetFiles(Path.Combine(Repository.Root, "docs", "contracts", "rules")))
        {
            using var read = JsonDocument.Parse(File.ReadAllText(path));
            set.Add(Path.GetFileName(path), read.RootElement.Clone());
        }

        return set;
    }
}
