using System.Text.Json;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>A schema, and the file it stands in: references are relative to it.</summary>
internal readonly record struct SchemaPlace(string File, JsonElement Schema);

/// <summary>
/// JSON Schemas in files that refer to each other, and values judged by them: draft 2020-12, of which exactly the keywords of <see cref="SchemaKeywords"/> are known. A schema with any
/// other is refused when it is added, so that nothing is written into a contract that is not checked.
/// </summary>
internal sealed class SchemaSet
{
    private readonly Dictionary<string, JsonElement> _files = new(StringComparer.Ordinal);

    /// <summary>The files by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Files => _files;

    /// <summary>Adds a file.</summary>
    /// <exception cref="InvalidOperationException">A keyword is not known.</exception>
    public void Add(string file, JsonElement schema)
    {
        SchemaKeywords.Check(schema, file);
        _files.Add(file, schema);
    }

    /// <summary>What is wrong with a value, or null; the first mistake only.</summary>
    public string? Mistake(string reference, JsonElement value) => Mistake(Resolve("", reference), value, "$");

    /// <summary>What is wrong with a value that stands at a path, or null.</summary>
    public string? Mistake(SchemaPlace place, JsonElement value, string path)
    {
        if (place.Schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return place.Schema.GetBoolean() ? null : $"{path}: nothing may be here";
        }

        foreach (var keyword in place.Schema.EnumerateObject())
        {
            if (SchemaKeywords.Rules[keyword.Name] is { } rule && rule(new SchemaCase(this, place, keyword.Value, value, path)) is { } mistake)
            {
                return mistake;
            }
        }

        return null;
    }

    /// <summary>The schema that a reference names.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public SchemaPlace Resolve(string file, string reference)
    {
        var parts = reference.Split('#');
        var name = parts[0].Length == 0 ? file : parts[0];
        if (!_files.TryGetValue(name, out var schema))
        {
            throw new InvalidOperationException($"{file}: there is no file '{name}'");
        }

        foreach (var step in parts.Length == 1 ? [] : parts[1].Split('/').Skip(1))
        {
            if (!schema.TryGetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out schema))
            {
                throw new InvalidOperationException($"{file}: '{reference}' leads nowhere");
            }
        }

        return new SchemaPlace(name, schema);
    }
}
