using System.CommandLine;
using CreditRisk.Silo.Runtime;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Silo.Commands;

/// <summary><c>replay</c>: recorded events through the whole pipeline, on event time.</summary>
public static class ReplayCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "NDJSON files of CloudEvents, plain or gzip, in order of time.", Arity = ArgumentArity.OneOrMore };
        var data = new Option<string?>("--data")
        {
            HelpName = "DIR|CONNECTION",
            Description = "Keep the result in this data directory, or PostgreSQL schema; run again, only what is new is taken in. Default: thrown away at the end.",
        };
        var policy = new Option<string?>("--policy") { Description = "A policy file that every account gets instead of the mapping's." };
        var rules = new Option<string?>("--rules") { Description = "Directory of policies, tariffs and scorecards. Default: those that ship with the program." };
        var until = new Option<string?>("--until") { Description = "Let time run on to this instant (2005-12-31 or 2005-12-31T00:00:00Z). Default: the last event's time." };
        var warnings = new Option<string?>("--warnings") { Description = "Write all warnings to this file, a CloudEvent a line." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("replay", "Run recorded events through the whole pipeline, and tell what happened.") { files, data, policy, rules, until, warnings, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = CommandConsole.Of(parsed);
            var request = new ReplayRequest
            {
                Files = parsed.GetRequiredValue(files),
                DataDirectory = parsed.GetValue(data),
                Rules = new RuleFiles(parsed.GetValue(rules) ?? RuleFiles.Shipped.Directory, parsed.GetValue(policy)),
                Until = parsed.GetValue(until) is { } text ? ParseInstant(text) : null,
                WarningsFile = parsed.GetValue(warnings),
            };
            var report = await console.WithProgressAsync(
                [.. request.Files.Select(NameOf)],
                progress => Replay.RunAsync(request, (file, share) => progress(NameOf(file), share), cancellation));
            if (parsed.GetValue(json))
            {
                console.Json(report);
            }
            else
            {
                ReplayText.Write(console.Ansi, report);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>An instant, or the start of a day in UTC.</summary>
    /// <exception cref="ConfigurationException">The text is neither.</exception>
    public static Instant ParseInstant(string text)
    {
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant)
        {
            return instant.Value;
        }

        return LocalDatePattern.Iso.Parse(text) is { Success: true } date
            ? date.Value.AtMidnight().InUtc().ToInstant()
            : throw new ConfigurationException([$"'{text}' is neither a date (2005-12-31) nor an instant (2005-12-31T00:00:00Z)"]);
    }

    private static string NameOf(string file) => Path.GetFileName(file);
}
