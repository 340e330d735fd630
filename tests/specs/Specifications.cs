using System.Collections.Immutable;
using CreditRisk.Tests.Specs.Reading;
using CreditRisk.Tests.Specs.Stories;
using CreditRisk.Tests.Specs.Tables;
using CreditRisk.Tests.Tidy;

namespace CreditRisk.Tests.Specs;

/// <summary>The specifications by example, and what each kind of table, known by its columns, is checked with.</summary>
internal static class Specifications
{
    private const string Folder = "tests/specs";

    private static readonly (string Columns, Func<SpecRow, IEnumerable<string>> Check)[] Kinds =
    [
        ("example | account | what happens | expected", row => StoryRun.Problems(Story.Read(row))),
        ("example | what happens | expected", row => StoryRun.Problems(Story.Read(row))),
        ("example | brakes | expected", BrakeTable.Problems),
        ("region | at | cut | next", CalendarTables.Cuts),
        ("region | at | friendly | until", CalendarTables.Friendly),
        ("region | from | business days | ends on", CalendarTables.BusinessDays),
        ("region | from | calendar days | ends on", CalendarTables.CalendarDays),
        ("policy | region | undercuts", FloorTables.Undercuts),
        ("region | customer | days overdue | days after the demand | told again, minutes before | restored within hours", FloorTables.Times),
        ("region | protection | asks for", FloorTables.Protection),
    ];

    private static readonly Lazy<ImmutableSortedDictionary<string, string>> Read = new(() =>
        Directory.GetFiles(Path.Combine(Repository.Root, Folder), "*.md", SearchOption.AllDirectories)
            .ToImmutableSortedDictionary(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal));

    /// <summary>The files by their path in the repository, with their content.</summary>
    public static ImmutableSortedDictionary<string, string> Files => Read.Value;

    /// <summary>The columns of every kind of table.</summary>
    public static IEnumerable<string> Columns => Kinds.Select(kind => kind.Columns);

    /// <summary>The rows of a file.</summary>
    /// <exception cref="SpecException">It cannot be read.</exception>
    public static ImmutableArray<SpecRow> RowsOf(string file) => SpecReader.Read(file, Files[file]);

    /// <summary>Whether a row tells the story of an account.</summary>
    public static bool IsStory(SpecRow row) => row.Columns.Contains(Story.FactsColumn);

    /// <summary>Everything that is wrong with a row, one text each with file, line and column; nothing where it is right.</summary>
    public static IReadOnlyList<string> Problems(SpecRow row)
    {
        var columns = string.Join(" | ", row.Columns);
        try
        {
            var kind = Array.Find(Kinds, kind => kind.Columns == columns);
            return kind.Check is not null
                ? [.. kind.Check(row)]
                : throw row.Wrong(row.At, $"unknown columns '{columns}'; known are {string.Join(", ", Columns.Select(known => $"'{known}'"))}");
        }
        catch (SpecException wrong)
        {
            return [wrong.Message];
        }
    }
}
