using System.CommandLine;
using System.CommandLine.Parsing;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Silo.Commands;

/// <summary><c>simulate</c>: a realistic portfolio's events, to a file, to the output or over HTTP.</summary>
public static class SimulateCommand
{
    private const int MostDays = 36_600;
    private const string ToOutput = "-";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var portfolio = new PortfolioOptions(customers: 1_000);
        var from = new Option<string>("--from") { HelpName = "DATE", Description = "The first day.", DefaultValueFactory = _ => "2026-01-01" };
        var days = CommonOptions.Whole("--days", "N", 1, MostDays, 90, "How many days.");
        var target = new Option<string>("--out")
        {
            HelpName = "FILE",
            Description = "The file to write, compressed by gzip if its name ends in .gz; - for the output.",
            DefaultValueFactory = _ => ToOutput,
        };
        var url = new Option<string?>("--url") { HelpName = "URL", Description = "Send the events to the API at this address instead, such as http://127.0.0.1:8080." };
        var kafka = new Option<string?>("--kafka") { HelpName = "BROKERS", Description = "Publish the events to these brokers (host:port, separated by commas) instead, to the topics of their kinds." };
        var noUsage = new Option<bool>("--no-usage") { Description = "Leave usage out; bills are the same." };
        var json = CommonOptions.Json("Print one JSON object that sums up, on the output.");
        var command = new Command("simulate", "Produce a realistic portfolio's events, to a file, to the output, over HTTP or to Kafka. The exit code is 1 if a receiver refused events.")
        {
            portfolio.Customers, portfolio.Seed, from, days, target, url, kafka, noUsage, json,
        };
        command.Validators.Add(result => Check(result, target, url, kafka, json));
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = CommandConsole.Of(parsed);
            var start = ParseDay(parsed.GetRequiredValue(from));
            var simulator = portfolio.Simulator(parsed, start, usage: !parsed.GetValue(noUsage));
            var run = new SimulationRun(simulator, start, parsed.GetValue(days), TimeProvider.System);
            await using var sink = Open(console, parsed.GetValue(url), parsed.GetValue(kafka), parsed.GetRequiredValue(target));
            var summary = await console.WithProgressAsync("simulating", progress => run.RunAsync(sink, progress, cancellation));
            if (parsed.GetValue(json))
            {
                console.Json(summary);
            }
            else
            {
                console.Note(summary.ToString());
            }

            return CodeOf(summary, console);
        });
        return command;
    }

    // What this program makes a receiver of the same version takes: what is refused somebody must look at.
    private static int CodeOf(SimulationSummary summary, CommandConsole console)
    {
        if (summary.Answered is not { Refused: > 0 } answered)
        {
            return ExitCodes.Ok;
        }

        console.Note($"creditrisk: {answered.Refused} of {answered.Events} events were refused; the first is {answered.FirstRefusal}");
        return ExitCodes.Failed;
    }

    private static void Check(CommandResult result, Option<string> target, Option<string?> url, Option<string?> kafka, Option<bool> json)
    {
        var isFile = result.GetResult(target) is { Implicit: false } given && given.GetValueOrDefault<string>() != ToOutput;
        var isHttp = result.GetResult(url) is { Implicit: false };
        var isKafka = result.GetResult(kafka) is { Implicit: false };
        var targets = new[] { isFile, isHttp, isKafka }.Count(isGiven => isGiven);
        if (targets > 1)
        {
            result.AddError("--out, --url and --kafka exclude each other.");
        }
        else if (result.GetResult(json) is { Implicit: false } && targets == 0)
        {
            result.AddError("--json needs --out FILE, --url or --kafka: the events go to the output.");
        }
    }

    private static LocalDate ParseDay(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } date
        ? date.Value
        : throw new ConfigurationException([$"--from is '{text}', and must be a date such as 2026-01-01"]);

    private static IEventSink Open(CommandConsole console, string? url, string? kafka, string target) =>
        kafka is not null ? KafkaSink.Open(kafka, console.Note)
        : url is not null ? HttpSink.Open(url, TimeProvider.System, console.Note)
        : target == ToOutput ? new ConsoleSink(console)
        : FileSink.Create(target);
}
