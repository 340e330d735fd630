using System.Text.Json;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Silo.Settings;

/// <summary>Reads the values of a configuration file: sections of settings in one JSON object; comments and trailing commas are allowed.</summary>
public static class SettingsFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };

    /// <summary>The values in the text of a file, in its order.</summary>
    /// <param name="name">What the file is called in messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="folder">What relative paths in it start from.</param>
    /// <param name="mistakes">Receives a line for each thing in the file that is no setting.</param>
    public static IReadOnlyList<(Setting Setting, GivenValue Value)> Parse(string name, ReadOnlyMemory<byte> text, string folder, ICollection<string> mistakes)
    {
        var values = new List<(Setting, GivenValue)>();
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(text), Options);
            new Reading(name, folder, values, mistakes).ReadRoot(document.RootElement);
        }
        catch (JsonException failure)
        {
            mistakes.Add($"{name}:{failure.LineNumber + 1}:{failure.BytePositionInLine + 1}: this is no JSON");
        }

        return values;
    }

    // Editors put a byte order mark at the beginning, which JSON does not allow.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> text) => text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private sealed class Reading(string name, string folder, List<(Setting, GivenValue)> values, ICollection<string> mistakes)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public void ReadRoot(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object)
            {
                mistakes.Add($"{name}: this is no object of sections");
                return;
            }

            var sections = SettingTable.All.Select(setting => setting.Section).Distinct(StringComparer.Ordinal).ToList();
            foreach (var member in root.EnumerateObject())
            {
                if (!sections.Contains(member.Name, StringComparer.Ordinal))
                {
                    mistakes.Add($"{name}: there is no section '{member.Name}'{Nearest.Guess(member.Name, sections)}");
                }
                else if (!_seen.Add(member.Name))
                {
                    mistakes.Add($"{name}: the section '{member.Name}' is there twice");
                }
                else
                {
                    ReadSection(member);
                }
            }
        }

        private void ReadSection(JsonProperty section)
        {
            if (section.Value.ValueKind != JsonValueKind.Object)
            {
                mistakes.Add($"{name}: the section '{section.Name}' is no object of settings");
                return;
            }

            foreach (var member in section.Value.EnumerateObject())
            {
                var key = $"{section.Name}.{member.Name}";
                var setting = SettingTable.All.FirstOrDefault(setting => setting.Key == key);
                if (setting is null)
                {
                    mistakes.Add($"{name}: there is no setting '{key}'{Nearest.Guess(key, SettingTable.All.Select(known => known.Key))}");
                }
                else if (!_seen.Add(key))
                {
                    mistakes.Add($"{name}: {key} is there twice");
                }
                else
                {
                    var isText = member.Value.ValueKind == JsonValueKind.String;
                    values.Add((setting, new GivenValue(isText ? member.Value.GetString()! : member.Value.GetRawText(), isText, name, folder)));
                }
            }
        }
    }
}
