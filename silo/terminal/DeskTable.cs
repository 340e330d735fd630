using CreditRisk.Silo.Desk;
using CreditRisk.Silo.Views;
using Spectre.Console;

namespace CreditRisk.Silo.Terminal;

/// <summary>A list of the desk as a table for people.</summary>
internal static class DeskTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(IAnsiConsole console, DeskPage page)
    {
        var table = Pages.NewTable();
        table.AddColumns("account", "name", "manager", "stage");
        table.AddColumn(new TableColumn("overdue").RightAligned());
        table.AddColumn(new TableColumn("actionable").RightAligned());
        table.AddColumns("oldest due", TitleOf(page.List), "restricted", "held by");
        foreach (var line in page.Entries)
        {
            table.AddRow(
                Pages.Text(line.Account),
                Pages.Text(line.Name ?? ""),
                Pages.Text(line.Manager ?? line.Unit ?? ""),
                StageStyle.Markup(line.Stage),
                $"{line.Overdue} {line.Currency}".TrimEnd(),
                line.Actionable,
                line.OldestDueOn ?? "",
                Mattering(page.List, line),
                Pages.Text(Restricted(line.Restriction)),
                Pages.Text(string.Join("; ", line.Guards.Select(Held))));
        }

        console.Write(table);
    }

    private static string TitleOf(string list) => list switch
    {
        DeskNames.BrokenPromises => "broken",
        DeskNames.Pauses => "pause ends",
        DeskNames.Ready => "ready",
        _ => "cut at",
    };

    private static string Mattering(string list, DeskLine line) => list switch
    {
        DeskNames.BrokenPromises => line.BrokenOn ?? "",
        DeskNames.Pauses => line.PauseEndsOn ?? "",
        DeskNames.Ready => line.Restriction.Wanted?.ReadyAt is { } ready ? Pages.Time(ready) : "",
        _ => line.CutAt is { } cut ? Pages.Time(cut) : "",
    };

    private static string Restricted(RestrictionView restriction) => restriction switch
    {
        { InFlight: { } flight } => $"{flight.Action} {flight.Phase}",
        { Wanted: { } wanted } => $"{wanted.Level} wanted",
        { InForce: "none" } => "",
        _ => restriction.InForce,
    };

    private static string Held(HoldbackView holdback) => holdback.Until is { } until ? $"{holdback.Reason} (until {Pages.Time(until)})" : holdback.Reason;
}
