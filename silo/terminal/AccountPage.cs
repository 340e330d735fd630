using System.Globalization;
using CreditRisk.Silo.Rebuild;
using CreditRisk.Silo.Views;
using NodaTime.Text;
using Spectre.Console;

namespace CreditRisk.Silo.Terminal;

/// <summary>An account on one page for people.</summary>
internal static class AccountPage
{
    /// <summary>Writes the page.</summary>
    public static void Write(IAnsiConsole console, AccountPicture picture)
    {
        var view = picture.View;
        WriteHeading(console, view);
        WriteFigures(console, view);
        WriteAgeing(console, view);
        WriteItems(console, view);
        WriteEntries(console, picture);
        CareSection.Write(console, view);
        WriteEvents(console, picture.LastEvents);
    }

    private static void WriteHeading(IAnsiConsole console, AccountView view)
    {
        string?[] marks =
        [
            view.Segment is { } segment ? Pages.Text(segment) : null,
            view.Region is { } region ? Pages.Text(region) : null,
            Pages.Text($"policy {view.Policy}"),
            view.Registered ? null : "not registered yet",
            view.Closed ? "closed" : null,
            view.Quarantined ? "[red]quarantined: a record could not be digested[/]" : null,
        ];
        console.MarkupLine($"[bold]{Pages.Text(view.Customer)}[/]  {Pages.Text(view.Name ?? "(no name)")}  {StageStyle.Markup(view.Stage)}");
        console.MarkupLine(string.Join(", ", marks.Where(mark => mark is not null)));
        console.MarkupLine($"as of {Pages.Time(view.At)}, {view.Records} records{(view.Waiting > 0 ? $", {view.Waiting} waiting for others" : "")}");
        console.WriteLine();
    }

    private static void WriteFigures(IAnsiConsole console, AccountView view)
    {
        var grid = new Grid().AddColumns(4);
        grid.Columns[1].RightAligned().PadRight(6);
        grid.Columns[3].RightAligned();
        grid.AddRow("receivable", Money(view, view.Receivable), "exposure", Money(view, view.Exposure));
        grid.AddRow("overdue", Money(view, view.Overdue), "unbilled usage", Money(view, view.Unbilled));
        grid.AddRow("actionable", Money(view, view.Actionable), "money in transit", Money(view, view.InTransit));
        grid.AddRow("days past due", Number(view.DaysPastDue), "unapplied credit", Money(view, view.UnappliedCredit));
        var detail = view.ScoreDetail;
        var default_ = detail.ProbabilityOfDefault is { } share ? $", default {(share * 100).ToString("0.0", CultureInfo.InvariantCulture)} %" : "";
        grid.AddRow("score", $"{view.Score} ({detail.Grade}{default_})", "credit limit", view.CreditLimit is { } limit ? Money(view, limit) : "none");
        grid.AddRow("bad marks", Number(view.BadMarks), "", "");
        console.Write(grid);
        foreach (var reason in detail.Reasons)
        {
            console.MarkupLine($"  [dim]costs score:[/] {Pages.Text(reason)}");
        }

        console.WriteLine();
    }

    private static void WriteAgeing(IAnsiConsole console, AccountView view)
    {
        var parts = view.Ageing.Where(bucket => bucket.Value.AsSpan().ContainsAnyExcept("-0.")).ToList();
        if (parts.Count == 0)
        {
            return;
        }

        var table = Pages.NewTable();
        foreach (var (bucket, _) in parts)
        {
            table.AddColumn(new TableColumn(Pages.BucketTitle(bucket)).RightAligned());
        }

        table.AddRow([.. parts.Select(bucket => bucket.Value)]);
        Pages.Section(console, "Ageing by days past due", table);
    }

    private static void WriteItems(IAnsiConsole console, AccountView view)
    {
        if (view.OpenItems.Count == 0)
        {
            return;
        }

        var table = Pages.NewTable();
        table.AddColumns("item", "kind", "issued", "due");
        foreach (var number in (string[])["days late", "amount", "open", "disputed"])
        {
            table.AddColumn(new TableColumn(number).RightAligned());
        }

        foreach (var item in view.OpenItems)
        {
            table.AddRow(
                Pages.Text(item.ItemId), item.Kind.ToLowerInvariant(), item.IssuedOn, item.DueOn, Number(item.DaysPastDue), item.Amount, item.Open, item.Disputed);
        }

        Pages.Section(console, "Open items", table);
    }

    private static void WriteEntries(IAnsiConsole console, AccountPicture picture)
    {
        if (picture.View.Entries.Count == 0)
        {
            return;
        }

        var table = Pages.NewTable();
        table.AddColumns("stage", "since", "raised", "policy", "because");
        foreach (var entry in picture.View.Entries.Reverse())
        {
            var raised = InstantPattern.ExtendedIso.Format(entry.RaisedAt);
            var warning = picture.Warnings.FirstOrDefault(one => one.Stage == entry.Stage && one.RaisedAt == raised);
            table.AddRow(
                StageStyle.Markup(entry.Stage),
                Pages.Time(entry.EffectiveAt),
                Pages.Time(entry.RaisedAt),
                Pages.Text($"{entry.Policy} {entry.PolicyVersion}"),
                Pages.Text(string.Join("; ", warning?.Reasons ?? [])));
        }

        Pages.Section(console, "Stages", table);
    }

    private static void WriteEvents(IAnsiConsole console, IReadOnlyList<EventLine> events)
    {
        var table = Pages.NewTable();
        table.AddColumns("received", "event", "data");
        foreach (var line in events)
        {
            table.AddRow(Pages.Time(line.LoggedAt), Pages.Text(line.Type), Pages.Text(line.Data));
        }

        Pages.Section(console, "Last events", table);
    }

    private static string Money(AccountView view, string amount) => $"{amount} {view.Currency}".TrimEnd();

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
