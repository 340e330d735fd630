using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Tests.Tidy;

namespace CreditRisk.Tests.Domain.Policies.Files;

/// <summary>Texts of files for tests, and what is wrong with them.</summary>
internal static class Texts
{
    /// <summary>A policy that is right; the stages begin on line 4.</summary>
    public const string Stages = """
          notice:
            enter: daysPastDue >= 1
            exit: actionable == 0
        """;

    public static string Policy(string stages, string more = "") =>
        $"policy: test\nversion: 1\nstages:\n{stages}\n{more}";

    /// <summary>A policy of one stage with this condition to enter it, which begins in column 12 of line 5.</summary>
    public static string Entered(string condition) =>
        Policy($"  notice:\n    enter: {condition}\n    exit: actionable == 0 and keyEvent == none");

    public static string[] MistakesOf(string yaml) => Printed(PolicyFile.Parse("p.yaml", yaml));

    public static string[] Printed<T>(Loaded<T> loaded)
        where T : class => [.. loaded.Mistakes.Select(mistake => mistake.ToString())];

    /// <summary>The condition of a text, which must be right.</summary>
    public static Condition Condition(string text)
    {
        var mistakes = new MistakeList("condition");
        var read = ConditionReader.Read(new SourceText(text), Node(text), "it", mistakes);
        return read ?? throw new InvalidOperationException(string.Join('\n', mistakes.InOrder()));
    }

    /// <summary>What is wrong with the text of a condition.</summary>
    public static string[] ConditionMistakes(string text)
    {
        var mistakes = new MistakeList("c");
        ConditionReader.Read(new SourceText(text), Node(text), "it", mistakes);
        return [.. mistakes.InOrder().Select(mistake => mistake.ToString())];
    }

    /// <summary>A file that is shipped in the folder deploy.</summary>
    public static NamedText Shipped(params string[] path) =>
        new(path[^1], File.ReadAllText(Path.Combine([Repository.Root, "deploy", .. path])));

    private static ScalarNode Node(string text) => new(Position.Start, text, ScalarKind.Plain, 0, text.Length);
}
