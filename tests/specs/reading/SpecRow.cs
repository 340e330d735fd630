using System.Collections.Immutable;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Tests.Specs.Reading;

/// <summary>The text of a table's cell, and where it begins.</summary>
internal readonly record struct Cell(Position At, string Text);

/// <summary>A block of code in a specification.</summary>
/// <param name="Kind">What it holds: <c>policy</c>, <c>mapping</c> ...</param>
/// <param name="FirstLine">The line of the file on which its text begins.</param>
/// <param name="Text">The text.</param>
internal sealed record Snippet(string Kind, int FirstLine, string Text)
{
    /// <summary>The text on the lines of the file that it stands on, so that mistakes in it are told with those.</summary>
    public string InPlace => new string('\n', FirstLine - 1) + Text;
}

/// <summary>What a file, and then its section, says of all its tables.</summary>
internal sealed record SpecSettings(ImmutableDictionary<string, Cell> Values, ImmutableArray<Snippet> Snippets)
{
    public static readonly SpecSettings None = new(ImmutableDictionary<string, Cell>.Empty, []);

    /// <summary>The newest snippet of a kind, or null.</summary>
    public Snippet? Snippet(string kind) => Snippets.LastOrDefault(snippet => snippet.Kind == kind);
}

/// <summary>An example: a row of a table, with the lines below it whose first cell is empty.</summary>
internal sealed record SpecRow(string File, string Table, SpecSettings Settings, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<Cell>> Lines)
{
    /// <summary>The column whose text names the row, and may be empty on further lines of it.</summary>
    public const string NameColumn = "example";

    public Position At => Lines[0][0].At;

    public string Name => IsNamed ? Lines[0][0].Text : string.Join(", ", Lines[0].Select(cell => cell.Text));

    private bool IsNamed => Columns[0] == NameColumn;

    /// <summary>The cells of a column that are not empty; none where the table has no such column.</summary>
    public IEnumerable<Cell> Cells(string column) => Columns.IndexOf(column) is >= 0 and var index
        ? from line in Lines where line[index].Text.Length > 0 select line[index]
        : [];

    /// <summary>The only cell of a column.</summary>
    public Cell Cell(string column) => Lines[0][Columns.IndexOf(column)];

    public SpecException Wrong(Position at, string message) => new(File, at, message);

    public override string ToString() => $"{File}:{At.Line} {Table}: {Name}";
}
