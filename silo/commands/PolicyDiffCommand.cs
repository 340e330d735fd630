using System.CommandLine;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Policies.Prose;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Terminal;
using Spectre.Console;

namespace CreditRisk.Silo.Commands;

/// <summary>What <c>policy diff</c> tells.</summary>
/// <param name="Old">The old file or directory, as it was named.</param>
/// <param name="New">The new one.</param>
/// <param name="Changes">What changes, none where the two mean the same.</param>
public sealed record RuleDifferences(string Old, string New, IReadOnlyList<RuleChange> Changes);

/// <summary><c>policy diff</c>: what changes between two policies, or two directories of rules.</summary>
public static class PolicyDiffCommand
{
    private const int HashDigits = 8;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var old = new Argument<string>("OLD") { Description = "A policy file, or a directory of rules." };
        var now = new Argument<string>("NEW") { Description = "What is compared with it: a file with a file, a directory with a directory." };
        var json = CommonOptions.Json("Print one JSON object.");
        var code = new Option<bool>("--exit-code") { Description = "Exit with 1 where anything differs." };
        var command = new Command("diff", "Tell what changes between two policies or two directories of rules, stage by stage and key by key.") { old, now, json, code };
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Of(parsed);
            var (before, after) = (parsed.GetRequiredValue(old), parsed.GetRequiredValue(now));
            var differences = new RuleDifferences(before, after, Between(before, after));
            if (parsed.GetValue(json))
            {
                console.Json(differences);
            }
            else
            {
                Write(console.Ansi, differences.Changes);
            }

            return parsed.GetValue(code) && differences.Changes.Count > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    private static List<RuleChange> Between(string old, string now)
    {
        if (Directory.Exists(old) != Directory.Exists(now))
        {
            throw new ConfigurationException([$"a policy file cannot be compared with a directory of rules: {old}, {now}"]);
        }

        if (!Directory.Exists(old))
        {
            return [.. PolicyDifferences.Between(RuleFiles.LoadPolicy(old), RuleFiles.LoadPolicy(now))];
        }

        var (before, after) = (new RuleFiles(old).LoadWithFiles(), new RuleFiles(now).LoadWithFiles());
        return [.. BookDifferences.Between(before.Rules.Book, after.Rules.Book), .. Contents(before.Files, after.Files)];
    }

    // Of tariffs and scorecards it is only said that they changed.
    private static IEnumerable<RuleChange> Contents(IEnumerable<RuleStamp> old, IEnumerable<RuleStamp> now) =>
        from before in old
        join after in now on before.Kind equals after.Kind
        where before.Kind is RuleKind.Tariff or RuleKind.Scorecard && before.Hash != after.Hash
        select new RuleChange(null, before.Kind.ToString().ToLowerInvariant(), "content", "content", TextOf(before), TextOf(after));

    private static string TextOf(RuleStamp stamp) => $"{stamp.Id}{(stamp.Version > 0 ? $" version {stamp.Version}" : "")} ({stamp.Hash[..HashDigits]})";

    private static void Write(IAnsiConsole console, IReadOnlyList<RuleChange> changes)
    {
        if (changes.Count == 0)
        {
            console.WriteLine("nothing changes");
            return;
        }

        var table = Pages.NewTable().AddColumns("policy", "part", "setting", "old", "new");
        foreach (var change in changes)
        {
            table.AddRow(Pages.Text(change.Policy ?? ""), StageStyle.Title(change.Part), Pages.Text(change.Setting), Pages.Text(change.Old ?? "-"), Pages.Text(change.New ?? "-"));
        }

        console.Write(table);
    }
}
