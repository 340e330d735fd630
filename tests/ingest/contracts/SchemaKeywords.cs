using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>A keyword with its argument, and the value that it judges.</summary>
internal readonly record struct SchemaCase(SchemaSet Set, SchemaPlace Place, JsonElement Argument, JsonElement Value, string Path)
{
    /// <summary>The mistake of the value, or of a part of it, by another schema in the same file.</summary>
    public string? By(JsonElement schema, JsonElement? part = null, string step = "") => Set.Mistake(Place with { Schema = schema }, part ?? Value, Path + step);

    /// <summary>A mistake unless something is so.</summary>
    public string? Unless(bool isSo, string expected) => isSo ? null : $"{Path}: {Value.GetRawText()} is not {expected}";
}

/// <summary>The keywords of JSON Schema that the contracts use.</summary>
internal static class SchemaKeywords
{
    // What only describes has no rule.
    private static readonly string[] Annotations = ["$schema", "title", "description", "examples", "format", "$defs", "then", "else", "x-unread"];

    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>The rules by keyword.</summary>
    public static IReadOnlyDictionary<string, Func<SchemaCase, string?>?> Rules { get; } = new Dictionary<string, Func<SchemaCase, string?>?>(StringComparer.Ordinal)
    {
        ["$ref"] = it => it.Set.Mistake(it.Set.Resolve(it.Place.File, it.Argument.GetString()!), it.Value, it.Path),
        ["type"] = it => it.Unless(Names(it.Argument).Any(type => IsOf(type, it.Value)), $"of type {it.Argument}"),
        ["const"] = it => it.Unless(JsonElement.DeepEquals(it.Argument, it.Value), $"{it.Argument.GetRawText()}"),
        ["enum"] = it => it.Unless(it.Argument.EnumerateArray().Any(one => JsonElement.DeepEquals(one, it.Value)), "one of the words"),
        ["required"] = it => it.Value.ValueKind == JsonValueKind.Object
            ? Names(it.Argument).Where(name => !it.Value.TryGetProperty(name, out _)).Select(name => $"{it.Path}: {name} is missing").FirstOrDefault() : null,
        ["properties"] = Properties,
        ["additionalProperties"] = it => Others(it).Select(other => it.By(it.Argument, other.Value, $".{other.Name}")).FirstOrDefault(mistake => mistake is not null),
        ["propertyNames"] = it => PropertiesOf(it.Value).Select(property => it.By(it.Argument, JsonSerializer.SerializeToElement(property.Name), $".{property.Name}"))
            .FirstOrDefault(mistake => mistake is not null),
        ["minProperties"] = it => it.Unless(it.Value.ValueKind != JsonValueKind.Object || it.Value.EnumerateObject().Count() >= it.Argument.GetInt32(), $"{it.Argument} properties or more"),
        ["items"] = it => it.Value.ValueKind == JsonValueKind.Array
            ? it.Value.EnumerateArray().Index().Select(item => it.By(it.Argument, item.Item, $"[{item.Index}]")).FirstOrDefault(mistake => mistake is not null) : null,
        ["minItems"] = it => it.Unless(it.Value.ValueKind != JsonValueKind.Array || it.Value.GetArrayLength() >= it.Argument.GetInt32(), $"{it.Argument} items or more"),
        ["maxItems"] = it => it.Unless(it.Value.ValueKind != JsonValueKind.Array || it.Value.GetArrayLength() <= it.Argument.GetInt32(), $"{it.Argument} items or fewer"),
        ["minLength"] = it => it.Unless(!IsText(it) || Length(it) >= it.Argument.GetInt32(), $"{it.Argument} characters or more"),
        ["maxLength"] = it => it.Unless(!IsText(it) || Length(it) <= it.Argument.GetInt32(), $"{it.Argument} characters or fewer"),
        ["pattern"] = it => it.Unless(!IsText(it) || PatternOf(it.Argument.GetString()!).IsMatch(it.Value.GetString()!), $"like {it.Argument}"),
        ["minimum"] = it => it.Unless(!IsNumber(it) || Compare(it) >= 0, $"{it.Argument} or more"),
        ["maximum"] = it => it.Unless(!IsNumber(it) || Compare(it) <= 0, $"{it.Argument} or less"),
        ["exclusiveMinimum"] = it => it.Unless(!IsNumber(it) || Compare(it) > 0, $"more than {it.Argument}"),
        ["exclusiveMaximum"] = it => it.Unless(!IsNumber(it) || Compare(it) < 0, $"less than {it.Argument}"),
        ["allOf"] = it => it.Argument.EnumerateArray().Select(one => it.By(one)).FirstOrDefault(mistake => mistake is not null),
        ["anyOf"] = it => it.Unless(it.Argument.EnumerateArray().Any(one => it.By(one) is null), $"any of {it.Argument.GetRawText()}"),
        ["oneOf"] = it => it.Unless(it.Argument.EnumerateArray().Count(one => it.By(one) is null) == 1, $"exactly one of {it.Argument.GetRawText()}"),
        ["not"] = it => it.Unless(it.By(it.Argument) is not null, $"other than {it.Argument.GetRawText()}"),
        ["if"] = it => it.Place.Schema.TryGetProperty(it.By(it.Argument) is null ? "then" : "else", out var then) ? it.By(then) : null,
    }.Concat(Annotations.Select(name => KeyValuePair.Create(name, (Func<SchemaCase, string?>?)null))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Refuses a schema with a keyword that is not known, at any depth.</summary>
    public static void Check(JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Rules.ContainsKey(keyword.Name))
            {
                throw new InvalidOperationException($"{path}: the keyword '{keyword.Name}' is not known");
            }

            if (keyword.Name == "pattern")
            {
                _ = PatternOf(keyword.Value.GetString()!);
            }

            foreach (var (name, inner) in Inner(keyword))
            {
                Check(inner, $"{path}/{name}");
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Schema)> Inner(JsonProperty keyword) => keyword.Name switch
    {
        "properties" or "$defs" => keyword.Value.EnumerateObject().Select(one => ($"{keyword.Name}/{one.Name}", one.Value)),
        "allOf" or "anyOf" or "oneOf" => keyword.Value.EnumerateArray().Index().Select(one => ($"{keyword.Name}/{one.Index}", one.Item)),
        "items" or "additionalProperties" or "propertyNames" or "not" or "if" or "then" or "else" => [(keyword.Name, keyword.Value)],
        _ => [],
    };

    private static string? Properties(SchemaCase it)
    {
        if (it.Value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in it.Argument.EnumerateObject())
        {
            if (it.Value.TryGetProperty(property.Name, out var value) && it.By(property.Value, value, $".{property.Name}") is { } mistake)
            {
                return mistake;
            }
        }

        return null;
    }

    private static JsonElement.ObjectEnumerator PropertiesOf(JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

    private static IEnumerable<JsonProperty> Others(SchemaCase it) => it.Place.Schema.TryGetProperty("properties", out var declared)
        ? PropertiesOf(it.Value).Where(property => !declared.TryGetProperty(property.Name, out _))
        : PropertiesOf(it.Value);

    private static IEnumerable<string> Names(JsonElement names) =>
        names.ValueKind == JsonValueKind.Array ? names.EnumerateArray().Select(name => name.GetString()!) : [names.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal.Truncate(number),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new InvalidOperationException($"there is no type '{type}'"),
    };

    private static bool IsText(SchemaCase it) => it.Value.ValueKind == JsonValueKind.String;

    private static bool IsNumber(SchemaCase it) => it.Value.ValueKind == JsonValueKind.Number;

    // Characters, not UTF-16 units.
    private static int Length(SchemaCase it) => it.Value.GetString()!.EnumerateRunes().Count();

    private static int Compare(SchemaCase it) =>
        it.Value.TryGetDecimal(out var value) ? value.CompareTo(it.Argument.GetDecimal()) : it.Value.GetDouble().CompareTo(it.Argument.GetDouble());

    // To .NET a '$' also stands before a last line feed; and a pattern that is not anchored matches anywhere, which no contract means.
    private static Regex PatternOf(string pattern) => Patterns.GetOrAdd(pattern, static text =>
    {
        if (!text.StartsWith('^') || !text.EndsWith('$'))
        {
            throw new InvalidOperationException($"the pattern '{text}' is not anchored");
        }

        return new Regex($@"\A(?:{text[1..^1]})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    });
}
