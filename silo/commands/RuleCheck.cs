using System.Text.RegularExpressions;
using CreditRisk.Domain.Calendar.Files;
using CreditRisk.Domain.Guards.Files;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Score.Files;
using CreditRisk.Silo.Runtime;

namespace CreditRisk.Silo.Commands;

/// <summary>A mistake in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What was found, and what was expected.</param>
public sealed record FileMistake(int Line, int Column, string Message);

/// <summary>What a check found in a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">policy, mapping, tariff, scorecard, calendars or floors.</param>
/// <param name="Ok">Whether there is no mistake.</param>
/// <param name="Mistakes">The mistakes by place.</param>
public sealed record FileCheck(string File, string Kind, bool Ok, IReadOnlyList<FileMistake> Mistakes);

/// <summary>Checks rule files without using them.</summary>
internal static partial class RuleCheck
{
    private const string PolicyFolder = "policies";
    private const string Policy = "policy", Mapping = "mapping", Tariff = "tariff", Scorecard = "scorecard", Calendars = "calendars", Floors = "floors";

    /// <summary>Checks files, and all files of directories; a mapping together with the policies beside it.</summary>
    /// <exception cref="ConfigurationException">A file cannot be read, or there is none.</exception>
    public static IReadOnlyList<FileCheck> Run(IReadOnlyList<string> paths)
    {
        var checks = Check(paths);
        if (checks.All(check => check.Ok))
        {
            // A whole rule directory must also have every file that the program starts with.
            foreach (var directory in paths.Where(path => Directory.Exists(Path.Combine(path, PolicyFolder))))
            {
                _ = new RuleFiles(directory).Load();
            }
        }

        return checks;
    }

    private static List<FileCheck> Check(IEnumerable<string> paths)
    {
        var files = paths.SelectMany(FilesOf).Distinct(StringComparer.Ordinal).Select(Open).ToList();
        var mistakes = files.Select(file => file.Kind switch
        {
            Tariff => TariffFile.Parse(file.Path, file.Text).Mistakes,
            Scorecard => ScorecardFile.Parse(file.Path, file.Text).Mistakes,
            Calendars => CalendarFile.Parse(file.Path, file.Text).Mistakes,
            Floors => FloorsFile.Parse(file.Path, file.Text).Mistakes,
            Mapping => [],
            _ => PolicyFile.Parse(file.Path, file.Text).Mistakes,
        }).SelectMany(found => found).Concat(OfMappings(files)).ToLookup(mistake => mistake.File, StringComparer.Ordinal);
        return [.. files.Select(file => CheckOf(file, mistakes[file.Path]))];
    }

    private static FileCheck CheckOf(RuleText file, IEnumerable<Mistake> mistakes)
    {
        var told = mistakes.Distinct().Select(mistake => new FileMistake(mistake.Line, mistake.Column, mistake.Message)).ToList();
        return new FileCheck(file.Path, file.Kind, told.Count == 0, told);
    }

    // A mapping is read with the policies of its own directory, asked for or not: it names them by their ids. Theirs are not its mistakes.
    private static IEnumerable<Mistake> OfMappings(List<RuleText> files)
    {
        foreach (var mapping in files.Where(file => file.Kind == Mapping))
        {
            var beside = YamlIn(Path.GetDirectoryName(mapping.Path)!).Select(Open).Where(file => file.Kind == Policy);
            var policies = files.Where(file => file.Kind == Policy).UnionBy(beside, file => Path.GetFullPath(file.Path), StringComparer.Ordinal);
            var book = PolicyBookLoader.Load(mapping.Named, policies.Select(file => file.Named));
            foreach (var mistake in book.Mistakes)
            {
                yield return mistake;
            }
        }
    }

    private static IReadOnlyList<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        // The layout of a rule directory, beside which other files may lie, or any other.
        var isRuleDirectory = Directory.Exists(Path.Combine(path, PolicyFolder));
        List<string> files = isRuleDirectory
            ? [.. YamlIn(path), .. YamlIn(Path.Combine(path, PolicyFolder)), .. JsonIn(Path.Combine(path, "scorecards"))]
            : [.. YamlIn(path), .. JsonIn(path)];
        return files.Count == 0 ? throw new ConfigurationException([$"{path}: there are no rule files in it"]) : files;
    }

    private static IEnumerable<string> YamlIn(string directory) => In(directory, "*.yaml").Concat(In(directory, "*.yml"));

    private static IEnumerable<string> JsonIn(string directory) => In(directory, "*.json");

    private static IEnumerable<string> In(string directory, string pattern)
    {
        // Files without a directory in their name lie in the present one.
        var where = directory.Length == 0 ? "." : directory;
        return Directory.Exists(where)
            ? Directory.GetFiles(where, pattern).Select(file => directory.Length == 0 ? Path.GetFileName(file) : file).Order(StringComparer.Ordinal)
            : [];
    }

    private static RuleText Open(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return new RuleText(path, KindOf(Path.GetFileName(path), text), text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: {failure.Message}"]);
        }
    }

    private static string KindOf(string name, string text) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Scorecard
        : name.StartsWith(Mapping, StringComparison.OrdinalIgnoreCase) ? Mapping
        : name.StartsWith(Tariff, StringComparison.OrdinalIgnoreCase) ? Tariff
        : name.StartsWith("calendar", StringComparison.OrdinalIgnoreCase) ? Calendars
        : name.StartsWith("floor", StringComparison.OrdinalIgnoreCase) ? Floors
        : PolicyKey().IsMatch(text) ? Policy
        : CalendarKey().IsMatch(text) ? Calendars
        : FloorsKey().IsMatch(text) ? Floors
        : MappingKey().IsMatch(text) ? Mapping
        : ListItem().IsMatch(text) ? Tariff
        : Policy;

    [GeneratedRegex(@"^policy\s*:", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PolicyKey();

    // Of each region, and so not at the beginning of a line; regions themselves are in mappings too.
    [GeneratedRegex(@"\bworking\s*:", RegexOptions.None, 1000)]
    private static partial Regex CalendarKey();

    [GeneratedRegex(@"\bdaysOverdue\s*:", RegexOptions.None, 1000)]
    private static partial Regex FloorsKey();

    [GeneratedRegex(@"^(defaultZone|regions|rules|default)\s*:", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MappingKey();

    [GeneratedRegex(@"^(-\s|\[)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListItem();

    private sealed record RuleText(string Path, string Kind, string Text)
    {
        public NamedText Named => new(Path, Text);
    }
}
