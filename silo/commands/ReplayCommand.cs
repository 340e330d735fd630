using System.CommandLine;
using System.CommandLine.Parsing;
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
        var kafka = ToKafka();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("replay", "Run recorded events through the whole pipeline, and tell what happened.") { files, data, policy, rules, until, warnings, kafka, json };
        command.Validators.Add(result => Check(result, kafka, [data, policy, rules, until, warnings]));
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = CommandConsole.Of(parsed);
            if (parsed.GetValue(kafka) is { } brokers)
            {
                return await PublishAsync(console, parsed.GetRequiredValue(files), brokers, parsed.GetValue(json), cancellation);
            }

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

    private static Option<string?> ToKafka() => new("--to-kafka")
    {
        HelpName = "BROKERS",
        Description = "Only publish the events to these brokers (host:port, separated by commas), to the topics of their kinds; a running service reads them there.",
    };

    private static void Check(CommandResult result, Option<string?> kafka, IEnumerable<Option> others)
    {
        if (result.GetResult(kafka) is { Implicit: false } && others.Any(option => result.GetResult(option) is { Implicit: false }))
        {
            result.AddError("--to-kafka goes with --json alone: the service that reads the events has rules and a store of its own.");
        }
    }

    private static async Task<int> PublishAsync(CommandConsole console, string[] files, string brokers, bool isJson, CancellationToken cancellation)
    {
        await using var sink = KafkaSink.Open(brokers, console.Note);
        var report = await console.WithProgressAsync(
            [.. files.Select(NameOf)], progress => KafkaReplay.RunAsync(files, sink, (file, share) => progress(NameOf(file), share), cancellation));
        if (isJson)
        {
            console.Json(report);
        }
        else
        {
            console.Line($"{report.Published} events were published, {report.Unreadable} lines are no events and were left out");
        }

        if (report.FirstUnreadable is { } first)
        {
            console.Note($"creditrisk: {first}");
        }

        return report.Unreadable == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static string NameOf(string file) => Path.GetFileName(file);
}
