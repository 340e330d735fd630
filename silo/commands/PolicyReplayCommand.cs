using System.CommandLine;
using System.CommandLine.Parsing;
using CreditRisk.Silo.Comparison;
using CreditRisk.Silo.Comparison.Input;
using CreditRisk.Silo.Comparison.Page;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Terminal;

namespace CreditRisk.Silo.Commands;

/// <summary><c>policy replay</c>: changed rules over recorded events, beside the present ones.</summary>
public static class PolicyReplayCommand
{
    private const int MostAccounts = 1_000_000;
    private const int UsualAccounts = 1_000;
    private const string Reading = "reading", Replaying = "replaying";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var events = new Option<string[]>("--events")
        {
            HelpName = "FILE",
            Description = "Replay these NDJSON files of CloudEvents, plain or gzip, in order of time.",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var history = new Option<bool>("--from-history") { Description = "Replay the history that is kept under --data; the service may run meanwhile." };
        var data = CommonOptions.Data();
        var policy = new Option<string>("--policy")
        {
            HelpName = "NEW",
            Description = "What is to be tried: a policy file, which takes the place of the policy of its name, or a directory of rules.",
            Required = true,
        };
        var against = new Option<string?>("--against")
        {
            HelpName = "OLD",
            Description = "What it is compared with, likewise. Default: the rules that ship with the program.",
        };
        var until = new Option<string?>("--until")
        {
            HelpName = "TIME", Description = "Let time run on to this instant (2005-12-31 or 2005-12-31T00:00:00Z). Default: the last record's time.",
        };
        var accounts = CommonOptions.Whole(
            "--accounts", "N", 0, MostAccounts, UsualAccounts, "Tell the differences of so many accounts, the gravest first, in JSON and in the page.");
        var html = new Option<string?>("--html") { HelpName = "FILE", Description = "Write the report with its charts to this file, a page that needs no other." };
        var json = CommonOptions.Json("Print one JSON object, with the differences of accounts.");
        var command = new Command("replay", "Run changed rules over recorded events beside the present ones, and tell who would have been warned, cut, listed or spared.")
        {
            events, history, data, policy, against, until, accounts, html, json,
        };
        command.Validators.Add(result => Check(result, events, history, data));
        command.SetAction(async (parsed, cancellation) =>
        {
            var old = RulesAt(parsed.GetValue(against), RuleFiles.Shipped);
            var request = new Request(
                old,
                RulesAt(parsed.GetRequiredValue(policy), old),
                parsed.GetValue(until),
                parsed.GetValue(accounts),
                parsed.GetValue(history) ? null : parsed.GetRequiredValue(events),
                parsed.GetRequiredValue(data));
            return await RunAsync(CommandConsole.Of(parsed), request, parsed.GetValue(html), parsed.GetValue(json), cancellation);
        });
        return command;
    }

    /// <summary>The rules that a path names: a directory of rules, or other rules with a policy of theirs changed.</summary>
    /// <param name="path">The path, or null for the other rules as they are.</param>
    /// <param name="others">The other rules.</param>
    internal static RuleFiles RulesAt(string? path, RuleFiles others) => path switch
    {
        null => others,
        _ when Directory.Exists(path) => new RuleFiles(path),
        _ => others with { Changed = [.. others.Changed, path] },
    };

    private static void Check(CommandResult result, Option events, Option history, Option data)
    {
        var isStored = result.GetResult(history) is { Implicit: false };
        if (isStored == result.GetResult(events) is { Implicit: false })
        {
            result.AddError("either --events or --from-history must say what is to be replayed.");
        }
        else if (!isStored && result.GetResult(data) is { Implicit: false })
        {
            result.AddError("--data goes with --from-history: a replay of files keeps nothing.");
        }
    }

    private static async Task<int> RunAsync(CommandConsole console, Request request, string? html, bool isJson, CancellationToken cancellation)
    {
        foreach (var file in (request.Files ?? []).Where(file => !File.Exists(file)))
        {
            throw new FileNotFoundException($"{file}: there is no such file");
        }

        var (old, now) = (request.Old.LoadWithFiles(), request.New.LoadWithFiles());
        if (html is not null)
        {
            // Else that it cannot be written would be found out when all work is done.
            await File.AppendAllBytesAsync(html, [], cancellation);
        }

        var until = request.Until is { } text ? ReplayCommand.ParseInstant(text) : (NodaTime.Instant?)null;
        var comparison = await console.WithProgressAsync([Reading, Replaying], async progress =>
        {
            using var input = await Task.Run(() => OpenAsync(request, old, share => progress(Reading, share), cancellation), cancellation);
            return await PolicyReplay.RunAsync(input, old, now, until, request.Accounts, share => progress(Replaying, share), cancellation);
        });
        if (html is not null)
        {
            await File.WriteAllTextAsync(html, ComparisonPage.Of(comparison), cancellation);
        }

        if (isJson)
        {
            console.Json(comparison);
        }
        else
        {
            ComparisonTables.Write(console.Ansi, comparison);
        }

        return ExitCodes.Ok;
    }

    private static async Task<IRecordedInput> OpenAsync(Request request, LoadedRules old, Action<double> progress, CancellationToken cancellation)
    {
        if (request.Files is { } files)
        {
            return await SpooledFiles.ReadAsync(files, progress, cancellation);
        }

        var store = CommonOptions.OpenForReading(request.Data);
        try
        {
            return StoredAccounts.Open(store, old.Rules.Book, progress, cancellation);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private sealed record Request(RuleFiles Old, RuleFiles New, string? Until, int Accounts, IReadOnlyList<string>? Files, string Data);
}
