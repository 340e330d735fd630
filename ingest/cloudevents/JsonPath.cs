using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Finds the path of what stands at a place in JSON, <c>data.lines[2].note</c>. Only refusals need it.</summary>
internal static class JsonPath
{
    // As deep as the contracts nest, and a little more. Of what is nested deeper the levels in the middle are left out, so that no message is long.
    private const int OuterLevels = 3;
    private const int InnerLevels = 2;

    /// <summary>The path of the name or value in which a byte stands.</summary>
    /// <param name="json">Well-formed JSON no deeper than <paramref name="maxDepth"/>.</param>
    /// <param name="position">The byte.</param>
    /// <param name="root">The name of the outermost object, or empty when its fields need none before theirs.</param>
    /// <param name="maxDepth">The bound of the levels.</param>
    public static string At(ReadOnlySpan<byte> json, int position, string root, int maxDepth)
    {
        var names = new Range?[maxDepth + 2];
        var counts = new int[maxDepth + 2];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            var depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var start = (int)reader.TokenStartIndex + 1;
                    names[depth] = start..(start + reader.ValueSpan.Length);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    break;
                default:
                    counts[depth]++;
                    break;
            }

            if (reader.BytesConsumed > position)
            {
                return Join(json, root, names, counts, depth);
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
    private static string Join(ReadOnlySpan<byte> json, string root, Range?[] names, int[] counts, int depth)
    {
        var path = new StringBuilder(root);
        for (var level = 1; level <= depth; level++)
        {
            if (level > OuterLevels && level <= depth - InnerLevels)
            {
                path.Append(level == OuterLevels + 1 ? "..." : "");
            }
            else if (names[level] is { } name)
            {
                path.Append(path.Length == 0 ? "" : ".").Append(Found.Name(json[name]));
            }
            else
            {
                path.Append(CultureInfo.InvariantCulture, $"[{counts[level] - 1}]");
            }
        }

        return path.ToString();
    }
}
