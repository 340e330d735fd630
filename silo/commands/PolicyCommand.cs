using System.CommandLine;

namespace CreditRisk.Silo.Commands;

/// <summary><c>policy</c>: work with the files that steer the rules.</summary>
public static class PolicyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("policy", "Check, compare, explain and try out the files that steer the rules.")
    {
        CreateCheck(), PolicyReplayCommand.Create(), PolicyDiffCommand.Create(), PolicyExplainCommand.Create(),
    };

    private static Command CreateCheck()
    {
        var paths = new Argument<string[]>("FILE")
        {
            Description = "Policies, mappings, tariffs, calendars and legal floors (YAML), scorecards (JSON), or directories of them; what a file is, its name or content tells.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = CommonOptions.Json("Print one JSON object a file.");
        var command = new Command("check", "Check rule files; every mistake is told with its file, line and column.") { paths, json };
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Of(parsed);
            var checks = RuleCheck.Run(parsed.GetRequiredValue(paths));
            foreach (var check in checks)
            {
                if (parsed.GetValue(json))
                {
                    console.Json(check);
                }
                else
                {
                    Write(console, check);
                }
            }

            return checks.All(check => check.Ok) ? ExitCodes.Ok : ExitCodes.WrongUse;
        });
        return command;
    }

    private static void Write(CommandConsole console, FileCheck check)
    {
        if (check.Ok)
        {
            console.Line($"{check.File}: ok ({check.Kind})");
        }

        foreach (var mistake in check.Mistakes)
        {
            console.Line($"{check.File}:{mistake.Line}:{mistake.Column}: {mistake.Message}");
        }
    }
}
