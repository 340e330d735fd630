using System.CommandLine;
using System.Globalization;
using CreditRisk.Silo.Rebuild;
using CreditRisk.Silo.Terminal;

namespace CreditRisk.Silo.Commands;

/// <summary><c>rebuild</c>: all accounts again from their histories.</summary>
public static class RebuildCommand
{
    private const int MostChangesShown = 12;
    private const int MostAccountsShown = 500;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var rules = CommonOptions.Rules();
        var account = new Option<string?>("--account") { HelpName = "ID", Description = "Only this account." };
        var dry = new Option<bool>("--dry-run") { Description = "Only tell the differences; the service may run meanwhile." };
        var json = CommonOptions.Json("Print one JSON object for each account that differs, and last one that sums up.");
        var command = new Command(
            "rebuild",
            "Derive accounts again from their histories by the present rules, tell every difference, and write what differs. Nothing is published again.")
        {
            data, rules, account, dry, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = CommandConsole.Of(parsed);
            var isJson = parsed.GetValue(json);
            var request = new RebuildRequest
            {
                DataDirectory = parsed.GetRequiredValue(data),
                Rules = CommonOptions.RulesOf(parsed, rules),
                Account = parsed.GetValue(account),
                DryRun = parsed.GetValue(dry),
            };
            var shown = new List<AccountDifference>();
            Action<AccountDifference> tell = isJson ? console.Json : difference => Keep(shown, difference);
            var summary = await console.WithProgressAsync(
                "rebuilding", progress => Task.Run(() => RebuildRun.RunAsync(request, tell, progress, cancellation), cancellation));
            if (summary is null)
            {
                console.Note($"creditrisk: account {request.Account} is not known");
                return ExitCodes.Failed;
            }

            // After the progress bar, which would be torn by them.
            shown.ForEach(difference => Write(console, difference));
            Write(console, summary, isJson);
            return summary.Failed == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static void Keep(List<AccountDifference> shown, AccountDifference difference)
    {
        if (shown.Count < MostAccountsShown)
        {
            shown.Add(difference);
        }
    }

    private static void Write(CommandConsole console, RebuildSummary summary, bool isJson)
    {
        if (isJson)
        {
            console.Json(summary);
            return;
        }

        if (summary.Different > MostAccountsShown)
        {
            console.Line($"and {Number(summary.Different - MostAccountsShown)} more accounts; --json shows all");
        }

        var failed = summary.Failed == 0 ? "" : $", {Number(summary.Failed)} could not be derived and stay as they are";
        var written = summary.DryRun ? "none was written (dry run)" : $"{Number(summary.Written)} were written";
        console.Line($"{Number(summary.Accounts)} accounts: {Number(summary.Same)} as their history gives them, {Number(summary.Different)} differ, {written}{failed}");
    }

    private static void Write(CommandConsole console, AccountDifference difference)
    {
        var parts = difference.Failed ? "could not be derived" : difference.Parts.Count == 0 ? "nothing that is stored" : string.Join(", ", difference.Parts);
        console.Line($"{Pages.Visible(difference.Account)}: {parts}{(difference.Written ? ", written" : "")}");
        foreach (var change in difference.Changes.Take(MostChangesShown))
        {
            console.Line($"  {Pages.Visible($"{change.Field}: {change.Stored ?? "nothing"} -> {change.Derived ?? "nothing"}")}");
        }

        if (difference.Changes.Count > MostChangesShown)
        {
            console.Line($"  and {difference.Changes.Count - MostChangesShown} more; --json shows all");
        }

        if (difference.WarningsSent != difference.WarningsDerived)
        {
            console.Line($"  warnings: {difference.WarningsSent} were sent, the history gives {difference.WarningsDerived}");
        }

        foreach (var left in difference.LeftOut)
        {
            console.Line($"  record {left.Sequence} is left out: {left.Reason}: {Pages.Visible(left.Message)}");
        }
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
