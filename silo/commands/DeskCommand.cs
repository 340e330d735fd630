using System.CommandLine;
using System.CommandLine.Parsing;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Desk;
using CreditRisk.Silo.Terminal;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Silo.Commands;

/// <summary><c>desk</c>: the lists that a desk starts its day with.</summary>
public static class DeskCommand
{
    private const int MostLimit = 1000;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var list = new Argument<string>("LIST")
        {
            Description = "cut-list: who is to be cut by the end of tomorrow; by-amount, by-age: what is overdue; broken-promises: the newest first; "
                + "pauses-ending: what ends today of disputes, holds, promises and plans; ready: cuts that wait for leave only.",
        };
        list.AcceptOnlyFromAmong([.. DeskNames.All]);
        var (data, rules) = (CommonOptions.Data(), CommonOptions.Rules());
        var unit = new Option<string?>("--unit") { HelpName = "UNIT", Description = "Only accounts of this unit." };
        var manager = new Option<string?>("--manager") { HelpName = "MANAGER", Description = "Only accounts of this manager." };
        var currency = new Option<string?>("--currency") { HelpName = "CODE", Description = "The currency of by-amount. Default: the one with the most open items." };
        var from = Day("--from", "The first day of broken-promises (default: all) and of pauses-ending (default: today).");
        var to = Day("--to", "The last day of cut-list (default: tomorrow) and of pauses-ending (default: --from).");
        var limit = CommonOptions.Whole("--limit", "N", 1, MostLimit, 10, "At most so many.");
        var json = CommonOptions.Json("Print one JSON object a line.");
        var command = new Command("desk", "List what a desk starts its day with, with the money at stake and what could still stop a cut.")
        {
            list, data, rules, unit, manager, currency, from, to, limit, json,
        };
        command.SetAction(parsed =>
        {
            var request = new DeskRequest(parsed.GetRequiredValue(list))
            {
                Unit = parsed.GetValue(unit),
                Manager = parsed.GetValue(manager),
                Currency = parsed.GetValue(currency),
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Most = parsed.GetValue(limit),
            };
            var book = CommonOptions.RulesOf(parsed, rules).Load();
            using var store = CommonOptions.OpenForReading(parsed.GetRequiredValue(data));
            var page = new DeskPages(store, book, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())).Read(request);
            Write(CommandConsole.Of(parsed), page, parsed.GetValue(json));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Write(CommandConsole console, Views.DeskPage page, bool isJson)
    {
        if (isJson)
        {
            foreach (var line in page.Entries)
            {
                console.Json(line);
            }
        }
        else if (page.Entries.Count == 0)
        {
            console.Note("nobody is on this list");
        }
        else
        {
            DeskTable.Write(console.Ansi, page);
        }
    }

    private static Option<CivilDate?> Day(string name, string description) => new(name)
    {
        HelpName = "DAY",
        Description = description,
        CustomParser = result => Parse(result, name),
    };

    private static CivilDate? Parse(ArgumentResult result, string name)
    {
        var text = result.Tokens[0].Value;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day)
        {
            return CivilDate.From(day.Value);
        }

        result.AddError($"{name} is {text}; a day such as 2026-03-31 is needed.");
        return null;
    }
}
