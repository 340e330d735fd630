using System.CommandLine;
using CreditRisk.Silo.Rebuild;
using CreditRisk.Silo.Terminal;

namespace CreditRisk.Silo.Commands;

/// <summary><c>account</c>: one account as it is stored, or as it was at an instant.</summary>
public static class AccountCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The account." };
        var data = CommonOptions.Data();
        var rules = CommonOptions.Rules();
        var at = new Option<string?>("--at")
        {
            HelpName = "TIME",
            Description = "Show it as it was at this instant (2026-03-31T12:00:00Z), or at the start of this day in UTC (2026-03-31), "
                + "derived from its history by the present rules. Default: as it is stored.",
        };
        var json = CommonOptions.Json("Print one JSON object.");
        var command = new Command("account", "Show one account: figures, ageing, open items, stage and reasons.") { id, data, rules, at, json };
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Of(parsed);
            var account = parsed.GetRequiredValue(id);
            var book = CommonOptions.RulesOf(parsed, rules).Load();
            using var store = CommonOptions.OpenForReading(parsed.GetRequiredValue(data));
            var pictures = new AccountPictures(store, book);
            var time = parsed.GetValue(at) is { } text ? ReplayCommand.ParseInstant(text) : (NodaTime.Instant?)null;
            if ((time is { } instant ? pictures.At(account, instant) : pictures.Stored(account)) is not { } picture)
            {
                console.Note($"creditrisk: account {account} {(time is null ? "is not known" : $"had no event up to {time}")}");
                return ExitCodes.Failed;
            }

            foreach (var left in picture.LeftOut)
            {
                console.Note($"creditrisk: record {left.Sequence} is left out: {left.Reason}: {left.Message}");
            }

            if (parsed.GetValue(json))
            {
                console.Json(picture.View);
            }
            else
            {
                AccountPage.Write(console.Ansi, picture);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
