using System.Collections.Immutable;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>A part of a YAML or JSON file: the two share one tree, so that what reads them and their messages are the same.</summary>
/// <param name="At">Where it begins.</param>
internal abstract record Node(Position At)
{
    /// <summary>What a message says was found.</summary>
    public abstract string Found { get; }
}

/// <summary>How a scalar was written.</summary>
internal enum ScalarKind : byte
{
    /// <summary>Bare in YAML: a number or a word, as the reader needs it.</summary>
    Plain,

    /// <summary>In quotes or as a block: text.</summary>
    Text,

    /// <summary>A JSON number or word: never text.</summary>
    Literal,
}

/// <summary>A single value.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Value">Its value, escapes resolved.</param>
/// <param name="Kind">How it was written.</param>
/// <param name="ContentStart">Offset in the file of the first character between the quotes.</param>
/// <param name="ContentEnd">Offset in the file behind the last of them.</param>
internal sealed record ScalarNode(Position At, string Value, ScalarKind Kind, int ContentStart, int ContentEnd) : Node(At)
{
    private const int MostShown = 40;

    /// <inheritdoc/>
    public override string Found => this switch
    {
        { Kind: ScalarKind.Plain, Value: "" } => "nothing",
        { Value.Length: > MostShown } => $"'{Value.AsSpan(0, MostShown)}...'",
        { Kind: ScalarKind.Text } => $"the text '{Value}'",
        _ => $"'{Value}'",
    };
}

/// <summary>A list.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Items">Its items.</param>
internal sealed record ListNode(Position At, ImmutableArray<Node> Items) : Node(At)
{
    /// <inheritdoc/>
    public override string Found => "a list";
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyAt">Where the key begins.</param>
/// <param name="Value">The value.</param>
internal readonly record struct Entry(string Key, Position KeyAt, Node Value);

/// <summary>Keys with values, in the order of the file and with duplicates, which its reader refuses.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Entries">The keys with their values.</param>
internal sealed record MapNode(Position At, ImmutableArray<Entry> Entries) : Node(At)
{
    /// <inheritdoc/>
    public override string Found => "keys with values";
}

/// <summary>Something that could not be read; its mistake is told already, so that nobody tells another one for it.</summary>
/// <param name="At">Where it begins.</param>
internal sealed record BrokenNode(Position At) : Node(At)
{
    /// <inheritdoc/>
    public override string Found => "nothing";
}
