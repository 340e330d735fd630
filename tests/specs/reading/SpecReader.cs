using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Tests.Specs.Reading;

/// <summary>Reads the tables of a Markdown file. What is no heading, setting, snippet or table is prose.</summary>
internal sealed partial class SpecReader
{
    private static readonly string[] Settings = ["policy", "calendars", "floors", "year", "account"];
    private static readonly string[] Snippets = ["policy", "mapping", "calendars", "floors"];

    private readonly string _file;
    private readonly string[] _lines;
    private readonly List<SpecRow> _rows = [];
    private SpecSettings _common = SpecSettings.None;
    private SpecSettings _settings = SpecSettings.None;
    private string _heading = "";
    private bool _hasProse;
    private int _line;

    private SpecReader(string file, string text) => (_file, _lines) = (file, text.Split('\n'));

    private Position Here => new(_line + 1, 1);

    /// <summary>The rows of a file.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="SpecException">It cannot be read.</exception>
    public static ImmutableArray<SpecRow> Read(string file, string text)
    {
        var reader = new SpecReader(file, text);
        while (reader._line < reader._lines.Length)
        {
            reader.ReadBlock(reader._lines[reader._line]);
        }

        return [.. reader._rows];
    }

    private void ReadBlock(string line)
    {
        if (line.StartsWith('#'))
        {
            ReadHeading(line);
        }
        else if (line.StartsWith("```", StringComparison.Ordinal))
        {
            ReadSnippet(line[3..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        else if (line.StartsWith('|'))
        {
            ReadTable();
        }
        else if (Setting().Match(line) is { Success: true } setting)
        {
            ReadSetting(setting.Groups["key"], setting.Groups["value"]);
        }
        else
        {
            _hasProse |= line.Length > 0;
            _line++;
        }
    }

    private void ReadHeading(string line)
    {
        if (line.StartsWith("##", StringComparison.Ordinal))
        {
            // What stands above the first section holds for all of them.
            _settings = _common;
        }

        _heading = line.TrimStart('#').Trim();
        _line++;
    }

    private void ReadSetting(Group key, Group value)
    {
        if (!Settings.Contains(key.Value))
        {
            throw new SpecException(_file, new Position(_line + 1, key.Index + 1), $"unknown setting '{key.Value}'{Nearest.Hint(key.Value, Settings)}");
        }

        Set(_settings with { Values = _settings.Values.SetItem(key.Value, new Cell(new Position(_line + 1, value.Index + 1), value.Value)) });
        _line++;
    }

    private void ReadSnippet(string[] info)
    {
        if (info is not ["yaml", var kind] || !Snippets.Contains(kind))
        {
            throw new SpecException(_file, Here, $"unknown snippet; known are {string.Join(", ", Snippets.Select(known => $"'```yaml {known}'"))}");
        }

        var first = _line + 1;
        var last = Array.FindIndex(_lines, first, line => line.StartsWith("```", StringComparison.Ordinal));
        if (last < 0)
        {
            throw new SpecException(_file, Here, "the snippet has no end; expected a line '```'");
        }

        Set(_settings with { Snippets = _settings.Snippets.Add(new Snippet(kind, first + 1, string.Concat(_lines[first..last].Select(line => line + "\n")))) });
        _line = last + 1;
    }

    private void Set(SpecSettings settings)
    {
        _common = ReferenceEquals(_settings, _common) && _rows.Count == 0 ? settings : _common;
        _settings = settings;
    }

    private void ReadTable()
    {
        if (_heading.Length == 0 || !_hasProse)
        {
            throw new SpecException(_file, Here, "a table needs a heading and a sentence on the rule above it");
        }

        ImmutableArray<string> columns = [.. Split().Select(cell => cell.Text)];
        _line++;
        if (!Rule().IsMatch(_line < _lines.Length ? _lines[_line] : ""))
        {
            throw new SpecException(_file, Here, "expected the line '|---|---|' under the names of the columns");
        }

        for (_line++; _line < _lines.Length && _lines[_line].StartsWith('|'); _line++)
        {
            Add(columns, Split());
        }
    }

    private void Add(ImmutableArray<string> columns, ImmutableArray<Cell> cells)
    {
        if (cells.Length != columns.Length)
        {
            throw new SpecException(_file, Here, $"the row has {cells.Length} cells, and the table {columns.Length} columns");
        }

        if (columns[0] == SpecRow.NameColumn && cells[0].Text.Length == 0 && _rows is [.., var last] && last.Lines[^1][0].At.Line == _line)
        {
            _rows[^1] = last with { Lines = last.Lines.Add(cells) };
            return;
        }

        var row = new SpecRow(_file, _heading, _settings, columns, [cells]);
        if (row.Name.Length == 0 || _rows.Exists(other => (other.Table, other.Name) == (row.Table, row.Name)))
        {
            throw new SpecException(_file, Here, row.Name.Length == 0 ? "the row has no name" : $"there is a row '{row.Name}' already");
        }

        _rows.Add(row);
    }

    private ImmutableArray<Cell> Split()
    {
        var line = _lines[_line].TrimEnd();
        if (!line.EndsWith('|') || line.Length == 1)
        {
            throw new SpecException(_file, new Position(_line + 1, line.Length), "expected '|' at the end of the row");
        }

        var cells = ImmutableArray.CreateBuilder<Cell>();
        var start = 1;
        foreach (var text in line[1..^1].Split('|'))
        {
            var blank = text.Length - text.TrimStart().Length;
            cells.Add(new Cell(new Position(_line + 1, start + blank + 1), text.Trim()));
            start += text.Length + 1;
        }

        return cells.ToImmutable();
    }

    [GeneratedRegex(@"^- (?<key>[\w-]+): *(?<value>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\|(?: *:?-+:? *\|)+ *$", RegexOptions.None, 1000)]
    private static partial Regex Rule();
}
