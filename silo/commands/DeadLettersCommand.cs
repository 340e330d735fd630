using System.CommandLine;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Silo.Terminal;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Spectre.Console;

namespace CreditRisk.Silo.Commands;

/// <summary><c>dead-letters</c>: what was refused, and why.</summary>
public static class DeadLettersCommand
{
    private const int MostLimit = 100_000_000;
    private const int Page = 1000;

    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new("dead-letters", "List and show what was refused, and why; take it in again.") { CreateList(), CreateShow(), LetterReplayCommand.Create() };

    private static Command CreateList()
    {
        var data = CommonOptions.Data();
        var reason = new Option<string?>("--reason") { HelpName = "CODE", Description = "Only those with this reason, such as id-reused." };
        var after = new Option<long>("--after")
        {
            HelpName = "ID",
            Description = "Only those after this one.",
            CustomParser = result => Numbers.Whole(result, "--after", 0, long.MaxValue),
        };
        var limit = CommonOptions.Whole("--limit", "N", 1, MostLimit, 50, "At most so many.");
        var open = new Option<bool>("--open") { Description = "Only those that were not taken in again." };
        var json = CommonOptions.Json("Print one JSON object a line.");
        var command = new Command("list", "List dead letters, the oldest first.") { data, reason, open, after, limit, json };
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Of(parsed);
            using var store = CommonOptions.OpenForReading(parsed.GetRequiredValue(data));
            var isOpen = parsed.GetValue(open);
            var found = Read(store, parsed.GetValue(after), parsed.GetValue(reason)).Where(letter => !isOpen || letter.End is null).Take(parsed.GetValue(limit));
            if (parsed.GetValue(json))
            {
                foreach (var letter in found)
                {
                    console.Json(DeadLetterLine.Of(letter));
                }
            }
            else
            {
                WriteTable(console, [.. found]);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<long>("ID")
        {
            Description = "The number of the dead letter, as the list has it.",
            CustomParser = result => Numbers.Whole(result, "ID", 0, long.MaxValue),
        };
        var data = CommonOptions.Data();
        var rules = CommonOptions.Rules();
        var json = CommonOptions.Json("Print one JSON object: bytes as text where they are UTF-8, else in base 64.");
        var command = new Command("show", "Show one dead letter whole: its bytes, its headers, and the account's state if it could not digest it.") { id, data, rules, json };
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Of(parsed);
            using var store = CommonOptions.OpenForReading(parsed.GetRequiredValue(data));
            var number = parsed.GetRequiredValue(id);
            if (store.DeadLetter(number) is not { } found)
            {
                console.Note($"creditrisk: there is no dead letter {number}");
                return ExitCodes.Failed;
            }

            var view = DeadLetterView.Of(found, encoded =>
            {
                var book = CommonOptions.RulesOf(parsed, rules).Load();
                return AccountView.Of(book, new StateCodec(book.Book).Decode(encoded.Span));
            });
            if (parsed.GetValue(json))
            {
                console.Json(view);
            }
            else
            {
                DeadLetterPage.Write(console.Ansi, view);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static IEnumerable<StoredDeadLetter> Read(IAccountReader reader, long after, string? reason)
    {
        for (var page = reader.DeadLetters(after, Page, reason); page.Count > 0; page = reader.DeadLetters(page[^1].Id, Page, reason))
        {
            foreach (var letter in page)
            {
                yield return letter;
            }
        }
    }

    private static void WriteTable(CommandConsole console, IReadOnlyList<StoredDeadLetter> found)
    {
        if (found.Count == 0)
        {
            console.Note("no dead letters");
            return;
        }

        var table = Pages.NewTable();
        table.AddColumn(new TableColumn("id").RightAligned());
        table.AddColumns("time", "reason", "account", "event", "became", "message");
        foreach (var (id, letter, end) in found.Select(one => (one.Id, one.Letter, one.End)))
        {
            table.AddRow(
                $"{id}",
                Pages.Time(letter.At),
                Pages.Text(letter.Reason),
                Pages.Text(letter.Account ?? ""),
                Pages.Text(letter.EventId ?? ""),
                Pages.Text(end?.Outcome ?? ""),
                Pages.Text(letter.Message));
        }

        console.Ansi.Write(table);
    }
}
