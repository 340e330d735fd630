using System.CommandLine;
using CreditRisk.Domain.Ladder;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Terminal;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using Spectre.Console;

namespace CreditRisk.Silo.Commands;

/// <summary><c>warnings</c>: the warnings in the store, in the order in which they became durable.</summary>
public static class WarningsCommand
{
    private const int MostLimit = 100_000_000;
    private const int LimitForPeople = 50;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var account = new Option<string?>("--account") { HelpName = "ID", Description = "Only those of this account." };
        var stage = new Option<string?>("--stage") { HelpName = "STAGE", Description = "Only those of this stage." };
        stage.AcceptOnlyFromAmong([.. StageNames.All.Where(one => one != Stage.Good).Select(one => one.Name())]);
        var kind = new Option<string?>("--kind") { HelpName = "KIND", Description = "Only those of this kind." };
        kind.AcceptOnlyFromAmong([.. Enum.GetNames<WarningKind>().Select(name => name.ToLowerInvariant())]);
        var after = new Option<long?>("--after")
        {
            HelpName = "OFFSET",
            Description = "Only those after this offset, the oldest first; the table shows offsets.",
            CustomParser = result => Numbers.Whole(result, "--after", 0, long.MaxValue),
        };
        var limit = CommonOptions.Whole(
            "--limit", "N", 0, MostLimit, 0, $"At most so many: the first after --after, else the newest. 0: all with --json, else {LimitForPeople}.");
        var json = CommonOptions.Json("Print the CloudEvents, one a line, as they are sent.");
        var command = new Command("warnings", "List the warnings that were raised, cleared and withdrawn.") { data, account, stage, kind, after, limit, json };
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Of(parsed);
            var isJson = parsed.GetValue(json);
            using var store = CommonOptions.OpenForReading(parsed.GetRequiredValue(data));
            var most = parsed.GetValue(limit) is > 0 and var given ? given : isJson ? MostLimit : LimitForPeople;
            var filter = new WarningFilter(parsed.GetValue(account), parsed.GetValue(stage), parsed.GetValue(kind));
            var found = WarningQuery.Run(store, filter, parsed.GetValue(after), most);
            if (isJson)
            {
                foreach (var effect in found)
                {
                    console.Line(effect.Body.Span);
                }
            }
            else
            {
                Write(console, [.. found]);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Write(CommandConsole console, IReadOnlyList<StoredEffect> found)
    {
        if (found.Count == 0)
        {
            console.Note("no warnings");
            return;
        }

        var table = Pages.NewTable();
        table.AddColumn(new TableColumn("offset").RightAligned());
        table.AddColumns("time", "account", "what", "stage", "because");
        foreach (var effect in found)
        {
            var warning = WarningView.Of(effect.Body);
            table.AddRow(
                $"{effect.Offset}",
                Pages.Time(effect.At),
                Pages.Text(warning.Account),
                warning.Type[(warning.Type.LastIndexOf('.') + 1)..],
                StageStyle.Markup(warning.Stage),
                Pages.Text(string.Join("; ", warning.Reasons)));
        }

        console.Ansi.Write(table);
    }
}

/// <summary>Which warnings are asked for; null asks for all.</summary>
/// <param name="Account">The account.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Kind">raised, cleared or withdrawn.</param>
internal sealed record WarningFilter(string? Account, string? Stage, string? Kind)
{
    /// <summary>Whether the newest ones can be had without looking at all.</summary>
    public bool TakesAll => Stage is null && Kind is null;

    /// <summary>Whether a warning is asked for, its account aside.</summary>
    public bool Takes(StoredEffect effect) =>
        effect.Topic == WarningEncoder.Topic
        && (Kind is null || effect.Type.EndsWith($".{Kind}", StringComparison.Ordinal))
        && (Stage is null || WarningView.StageOf(effect.Body) == Stage);
}

/// <summary>Finds warnings in the outbox.</summary>
internal static class WarningQuery
{
    private const int Page = 1000;

    /// <summary>The first so many after an offset, or the newest where there is none, in the order of their offsets.</summary>
    public static IEnumerable<StoredEffect> Run(IAccountReader reader, WarningFilter filter, long? after, int most)
    {
        if (after is not null)
        {
            return After(reader, filter, after.Value).Take(most);
        }

        // Without a limit in sight they are written as they are read; a list of millions is not wanted in memory.
        return most > reader.Counts().Effects ? After(reader, filter, 0)
            : filter.TakesAll ? reader.NewestEffects(most, filter.Account).Where(filter.Takes).Reverse()
            : After(reader, filter, 0).TakeLast(most);
    }

    private static IEnumerable<StoredEffect> After(IAccountReader reader, WarningFilter filter, long after)
    {
        for (var page = reader.Effects(after, Page, filter.Account); page.Count > 0; page = reader.Effects(page[^1].Offset, Page, filter.Account))
        {
            foreach (var effect in page.Where(filter.Takes))
            {
                yield return effect;
            }
        }
    }
}
