using System.Text.RegularExpressions;

namespace CreditRisk.Tests.Tidy;

/// <summary>
/// The rules for every text file. Words and paths that a rule looks for are written with a character class in them
/// (<c>[.]</c>), so that the rule does not find itself.
/// </summary>
internal static partial class TextRules
{
    // Recorded data is kept as it came.
    private static readonly HashSet<string> DataExtensions = new(StringComparer.Ordinal) { ".ndjson", ".csv" };

    /// <summary>In C# only comments are searched: a currency code may look like such a word.</summary>
    public static IEnumerable<Finding> NoUnfinishedWork(TextFile file) =>
        Matches(file, file.IsCSharp ? file.CSharp.Comments : file.Text, UnfinishedWork(), "marks unfinished work.",
            "Finish it, or open an issue and take the mark out.");

    public static IEnumerable<Finding> NoMachinePaths(TextFile file) =>
        Matches(file, file.Text, MachinePath(), "names a path of one machine.",
            "Use a path relative to the repository, an option, or a temporary folder.");

    public static IEnumerable<Finding> NoRegistryHosts(TextFile file) =>
        Matches(file, file.Text, RegistryHost(), "names a package registry.",
            "Leave the source of packages to the machine's own configuration.");

    public static IEnumerable<Finding> NoTrailingWhiteSpace(TextFile file) =>
        file.Lines.Index()
            .Where(line => !IsData(file) && line.Item.Length > 0 && char.IsWhiteSpace(line.Item[^1]) && !IsLineBreakInMarkdown(file, line.Item))
            .Select(line => new Finding(file.Path, line.Index + 1, "ends in white space (or a carriage return).", "Delete it."));

    public static IEnumerable<Finding> EndsWithNewline(TextFile file)
    {
        if (!IsData(file) && file.Text.Length > 0 && file.Text[^1] != '\n')
        {
            yield return new Finding(file.Path, file.Lines.Count, "does not end with a newline.", "Add one at the end of the file.");
        }
    }

    private static IEnumerable<Finding> Matches(TextFile file, string text, Regex pattern, string rule, string mend) =>
        pattern.Matches(text).Select(match => new Finding(
            file.Path, 1 + text.AsSpan(0, match.Index).Count('\n'), $"'{match.Value}' {rule}", mend));

    private static bool IsData(TextFile file) => DataExtensions.Contains(file.Extension);

    private static bool IsLineBreakInMarkdown(TextFile file, string line) =>
        file.Extension == ".md" && line.TrimEnd().Length is > 0 and var length && line[length..] == "  ";

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|HA[C]K|X[X]X)\b", RegexOptions.None, 1000)]
    private static partial Regex UnfinishedWork();

    // A path of a URL has a character of the host before it.
    [GeneratedRegex(@"(?<![\w.\-])/(?:work|home|root|Users|mnt)/|\b[A-Za-z]:\\Users", RegexOptions.None, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"\b(?:nuget[.]org|npmjs[.](?:org|com)|pypi[.]org|crates[.]io|proxy[.]golang[.]org|pkgs[.]dev[.]azure[.]com|artifact[o]ry)",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex RegistryHost();
}
