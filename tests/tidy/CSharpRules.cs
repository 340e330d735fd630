using System.Text.RegularExpressions;

namespace CreditRisk.Tests.Tidy;

/// <summary>The rules for C# sources.</summary>
internal static partial class CSharpRules
{
    public const int MaxFileLines = 300;
    public const int MaxFunctionLines = 50;

    public static IEnumerable<Finding> FileIsShort(TextFile file)
    {
        // The text behind the last line feed is empty and no line.
        var lines = file.Lines.Count - (file.Text.EndsWith('\n') ? 1 : 0);
        if (lines > MaxFileLines)
        {
            yield return new Finding(
                file.Path, MaxFileLines + 1, $"The file has {lines} lines; {MaxFileLines} are allowed.", "Give each concept a file of its own.");
        }
    }

    public static IEnumerable<Finding> FunctionsAreShort(TextFile file) =>
        from body in FunctionBodies.Find(file.CSharp)
        where body.Lines > MaxFunctionLines
        select new Finding(
            file.Path, body.Line, $"The body of this function has {body.Lines} lines; {MaxFunctionLines} are allowed.",
            "Take out parts that deserve a name.");

    public static IEnumerable<Finding> NoTabs(TextFile file) =>
        from line in file.Lines.Index()
        where line.Item.Contains('\t', StringComparison.Ordinal)
        select new Finding(file.Path, line.Index + 1, "contains a tab.", @"Indent with four spaces; write \t in a string.");

    public static IEnumerable<Finding> NoSleep(TextFile file) =>
        from match in Sleep().Matches(file.CSharp.Code)
        select new Finding(
            file.Path, file.CSharp.LineOf(match.Index), "blocks a thread for a guessed time.",
            "Await an event or a TimeProvider timer; in a test, drive the clock.");

    /// <summary>
    /// A comment line is taken for code if it ends with an opening brace, or with a semicolon and has something in it that prose has
    /// not: a call, an assignment, a statement's keyword in front. Documentation comments may show code.
    /// </summary>
    public static IEnumerable<Finding> NoCommentedOutCode(TextFile file) =>
        from line in file.CSharp.Comments.Split('\n').Index()
        where CommentedOutCode().IsMatch(line.Item)
        select new Finding(
            file.Path, line.Index + 1, "looks like code that was commented out.",
            "Delete it (the history keeps it), or reword the comment so that it does not end like a statement.");

    [GeneratedRegex(@"\bThread\s*\.\s*Sleep\b", RegexOptions.None, 1000)]
    private static partial Regex Sleep();

    [GeneratedRegex(
        @"^\s*//(?!/)(?:.*\{|\s*\}|.*(?:\w\(|[^=]=[^=]|\+\+|--).*;|\s*(?:return|throw|break|continue|var|using|await|yield)\b.*;)\s*$",
        RegexOptions.None, 1000)]
    private static partial Regex CommentedOutCode();
}
