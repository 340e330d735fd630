using System.Text.Json;
using System.Text.Json.Nodes;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>A field of an event that its schema declares.</summary>
/// <param name="Path">The names from the event down to the field; <c>[]</c> stands for the first element of an array.</param>
/// <param name="Schemas">What the schema says of it; several where several parts of it do.</param>
/// <param name="IsRequired">Whether its object must have it.</param>
internal sealed record DeclaredField(IReadOnlyList<string> Path, IReadOnlyList<SchemaPlace> Schemas, bool IsRequired)
{
    /// <summary>Whether the schema says that the field is kept and not read.</summary>
    public bool IsUnread => Schemas.Any(place => place.Schema.TryGetProperty("x-unread", out var unread) && unread.GetBoolean());

    /// <summary>The words that the field may be, where there is a list of them; null apart.</summary>
    public IReadOnlyList<string> Words => [.. Parts("enum").SelectMany(list => list.EnumerateArray()).Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)];

    /// <summary>How many elements the field may have, where it is an array.</summary>
    public int? MostItems => Parts("maxItems").Select(most => (int?)most.GetInt32()).SingleOrDefault();

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', Path);

    /// <summary>All fields that a type's schema declares, at any depth.</summary>
    public static IReadOnlyList<DeclaredField> Of(string type) => [.. Under([], [EventContracts.Schemas.Resolve("", EventContracts.FileOf(type))])];

    /// <summary>The object or array that holds the field in an event, or null.</summary>
    public JsonNode? HolderIn(JsonNode json)
    {
        JsonNode? node = json;
        foreach (var step in Path.Take(Path.Count - 1))
        {
            node = step == "[]" ? (node as JsonArray)?.FirstOrDefault() : node?[step];
        }

        return node;
    }

    /// <summary>Whether an event has the field.</summary>
    public bool IsIn(JsonNode json) => HolderIn(json) switch
    {
        JsonObject holder => holder.ContainsKey(Path[^1]),
        JsonArray list => list.Count > 0,
        _ => false,
    };

    /// <summary>An event with another value in the field.</summary>
    public JsonNode With(JsonNode json, JsonNode? value)
    {
        var copy = json.DeepClone();
        switch (HolderIn(copy))
        {
            case JsonObject holder:
                holder[Path[^1]] = value?.DeepClone();
                break;
            case JsonArray list:
                list[0] = value?.DeepClone();
                break;
        }

        return copy;
    }

    /// <summary>An event without the field.</summary>
    public JsonNode Without(JsonNode json)
    {
        var copy = json.DeepClone();
        HolderIn(copy)!.AsObject().Remove(Path[^1]);
        return copy;
    }

    private IEnumerable<JsonElement> Parts(string keyword) =>
        Schemas.SelectMany(All).Where(place => place.Schema.TryGetProperty(keyword, out _)).Select(place => place.Schema.GetProperty(keyword));

    private static IEnumerable<DeclaredField> Under(IReadOnlyList<string> path, IReadOnlyList<SchemaPlace> schemas)
    {
        var parts = schemas.SelectMany(All).ToList();
        var required = parts.SelectMany(part => List(part, "required")).Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal);
        var properties = parts.Where(part => part.Schema.TryGetProperty("properties", out _))
            .SelectMany(part => part.Schema.GetProperty("properties").EnumerateObject().Select(property => (property.Name, Place: part with { Schema = property.Value })));
        foreach (var property in properties.GroupBy(property => property.Name, property => property.Place))
        {
            var field = new DeclaredField([.. path, property.Key], [.. property], required.Contains(property.Key));
            foreach (var one in Under(field.Path, field.Schemas).Prepend(field))
            {
                yield return one;
            }
        }

        var items = parts.Where(part => part.Schema.TryGetProperty("items", out _)).Select(part => part with { Schema = part.Schema.GetProperty("items") }).ToList();
        if (items.Count > 0)
        {
            var element = new DeclaredField([.. path, "[]"], items, IsRequired: false);
            foreach (var one in Under(element.Path, items).Prepend(element))
            {
                yield return one;
            }
        }
    }

    // The schema itself, what it refers to, and what it consists of; conditions describe no fields of their own.
    private static IEnumerable<SchemaPlace> All(SchemaPlace place)
    {
        var inner = List(place, "allOf").Concat(List(place, "anyOf")).Select(one => place with { Schema = one });
        if (place.Schema.TryGetProperty("$ref", out var reference))
        {
            inner = inner.Append(EventContracts.Schemas.Resolve(place.File, reference.GetString()!));
        }

        return inner.SelectMany(All).Prepend(place);
    }

    private static JsonElement.ArrayEnumerator List(SchemaPlace place, string keyword) =>
        place.Schema.TryGetProperty(keyword, out var list) ? list.EnumerateArray() : default;
}
