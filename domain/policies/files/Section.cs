using System.Collections.Immutable;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>
/// A set of keys with values. Unknown and duplicate keys are told when it is opened; a key that is asked for and missing
/// is told then. Every reader returns something, so that reading goes on after a mistake.
/// </summary>
internal sealed class Section
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Position _at;
    private readonly string _name;
    private readonly MistakeList _mistakes;

    private Section(MapNode map, Position at, string name, string[]? known, MistakeList mistakes)
    {
        _at = at;
        _name = name;
        _mistakes = mistakes;
        foreach (var entry in map.Entries)
        {
            if (known is not null && Array.IndexOf(known, entry.Key) < 0)
            {
                mistakes.Add(entry.KeyAt, $"unknown key '{entry.Key}' in {name}{Nearest.Hint(entry.Key, known)}");
            }
            else if (!_entries.TryAdd(entry.Key, entry))
            {
                mistakes.Add(entry.KeyAt, $"duplicate key '{entry.Key}' in {name}; the first is on line {_entries[entry.Key].KeyAt.Line}");
            }
        }

        Entries = [.. map.Entries.Where(entry => _entries.TryGetValue(entry.Key, out var kept) && kept.KeyAt == entry.KeyAt)];
    }

    /// <summary>The known entries in the order of the file, each key once.</summary>
    public ImmutableArray<Entry> Entries { get; }

    /// <summary>Opens a node as keys with values, or tells that it is none and returns null.</summary>
    /// <param name="node">The node.</param>
    /// <param name="at">Where missing keys are told: the key of the section, or the start of the file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="known">The keys that it may have, or null where they are the writer's own.</param>
    /// <param name="mistakes">Where mistakes go.</param>
    public static Section? Open(Node? node, Position at, string name, string[]? known, MistakeList mistakes)
    {
        switch (node)
        {
            case null or BrokenNode:
                return null;
            case MapNode map:
                return new Section(map, at, name, known, mistakes);
            default:
                mistakes.Add(node.At, $"{name} must be keys with values, found {node.Found}");
                return null;
        }
    }

    /// <summary>The value of a key, or null where it is absent.</summary>
    public Node? Find(string key) => _entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>The value of a key; where it is absent this is told, and null returned.</summary>
    public Node? Require(string key)
    {
        if (Find(key) is { } value)
        {
            return value;
        }

        _mistakes.Add(_at, $"{_name} lacks the key '{key}'");
        return null;
    }

    /// <summary>The section under a key, or null where it is absent or none.</summary>
    public Section? Open(string key, string[]? known) =>
        _entries.TryGetValue(key, out var entry) ? Open(entry.Value, entry.KeyAt, $"'{key}'", known, _mistakes) : null;

    /// <summary>The items of a list under a key, or null where it is absent or none.</summary>
    public ImmutableArray<Node>? List(string key) => Find(key) switch
    {
        { } node => Values.List(node, $"'{key}'", _mistakes),
        null => null,
    };

    /// <summary>A whole number in a range; required where there is no fallback.</summary>
    public int Whole(string key, int least, int most, int? fallback = null) =>
        Read(key, fallback is null) is { } node ? Values.Whole(node, $"'{key}'", least, most, _mistakes) : fallback ?? least;

    /// <summary>A decimal number in a range with so many decimals at most; required where there is no fallback.</summary>
    public decimal Number(string key, decimal least, decimal most, int decimals, decimal? fallback = null) =>
        Read(key, fallback is null) is { } node ? Values.Number(node, $"'{key}'", least, most, decimals, _mistakes) : fallback ?? least;

    /// <summary>A required name: a-z, 0-9 and hyphens.</summary>
    public string Name(string key) => Require(key) is { } node ? Values.Name(node, $"'{key}'", _mistakes) : "";

    /// <summary>A required text of so many characters at most.</summary>
    public string Text(string key, int most = Values.MostText) => Require(key) is { } node ? Values.Text(node, $"'{key}'", most, _mistakes) : "";

    private Node? Read(string key, bool required) => required ? Require(key) : Find(key);
}
