using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Finds the path of what stands at a place in JSON, <c>data.lines[2].note</c>. Only refusals need it.</summary>
internal static class JsonPath
{
    /// <summary>The path of the name or value in which a byte stands.</summary>
    /// <param name="json">Well-formed JSON no deeper than <paramref name="maxDepth"/>.</param>
    /// <param name="position">The byte.</param>
    /// <param name="root">The name of the outermost object, or empty when its fields need none before theirs.</param>
    /// <param name="maxDepth">The bound of the levels.</param>
    public static string At(ReadOnlySpan<byte> json, int position, string root, int maxDepth)
    {
        var names = new string?[maxDepth + 2];
        var counts = new int[maxDepth + 2];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            var depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    names[depth] = Found.Name(reader.ValueSpan);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    break;
                default:
                    counts[depth]++;
                    break;
            }

            if (reader.BytesConsumed > position)
            {
                return Join(root, names, counts, depth);
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                names[depth + 1] = null;
                counts[depth + 1] = 0;
            }
        }

        return root;
    }

    // A level without names is an array's.
    private static string Join(string root, string?[] names, int[] counts, int depth)
    {
        var path = new StringBuilder(root);
        for (var level = 1; level <= depth; level++)
        {
            if (names[level] is { } name)
            {
                path.Append(path.Length == 0 ? "" : ".").Append(name);
            }
            else
            {
                path.Append(CultureInfo.InvariantCulture, $"[{counts[level] - 1}]");
            }
        }

        return path.ToString();
    }
}
