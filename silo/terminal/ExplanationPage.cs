using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Prose;
using CreditRisk.Silo.Views;
using Spectre.Console;

namespace CreditRisk.Silo.Terminal;

/// <summary>Policies in sentences, and accounts held against them, for people.</summary>
internal static class ExplanationPage
{
    /// <summary>Writes a policy.</summary>
    public static void Write(IAnsiConsole console, Policy policy)
    {
        console.MarkupLine($"[bold]{Pages.Text(policy.Terms.Id)}[/], version {policy.Terms.Version}");
        foreach (var section in PolicyProse.Of(policy))
        {
            console.WriteLine();
            console.MarkupLine(StageStyle.Title(section.Title));
            foreach (var sentence in section.Sentences)
            {
                console.WriteLine($"  {sentence}");
            }
        }
    }

    /// <summary>Writes how an account stands to a policy.</summary>
    public static void Write(IAnsiConsole console, AccountExplanation account)
    {
        console.MarkupLine($"[bold]{Pages.Text(account.Account)}[/] is at {StageStyle.Markup(account.Stage)} as of {Pages.Time(account.At)}; policy {Pages.Text(account.Policy)}, version {account.PolicyVersion}");
        foreach (var stage in account.Stages)
        {
            console.WriteLine();
            console.MarkupLine($"{StageStyle.Markup(stage.Stage)}{(stage.RaisedAt is { } at ? $": entered, raised {Pages.Time(at)}" : "")}");
            Write(console, "enter", stage.Enter);
            Write(console, "after", stage.Interval, "the stage before was raised");
            Write(console, "direct", stage.Direct);
            Write(console, "stay", stage.Stay, "it was raised");
            Write(console, "exit", stage.Exit);
        }
    }

    private static void Write(IAnsiConsole console, string what, IntervalView? interval, string since)
    {
        if (interval is not null)
        {
            Write(console, what, interval.IsOver, $"{(interval.Passed is { } passed ? $"{passed}" : "none")} of {interval.Days} days since {since}");
        }
    }

    private static void Write(IAnsiConsole console, string what, JudgedCondition? condition)
    {
        if (condition is not null)
        {
            Write(console, what, condition.Holds, condition.Text);
            WriteParts(console, condition, depth: 1);
        }
    }

    private static void WriteParts(IAnsiConsole console, JudgedCondition condition, int depth)
    {
        foreach (var part in condition.Parts)
        {
            Write(console, "", part.Holds, $"{new string(' ', depth * 2)}{part.Text}");
            WriteParts(console, part, depth + 1);
        }
    }

    private static void Write(IAnsiConsole console, string what, bool holds, string text) =>
        console.MarkupLine($"  {what,-7} {(holds ? "[green]yes[/]" : "[yellow]no[/] ")} {Pages.Text(text)}");
}
