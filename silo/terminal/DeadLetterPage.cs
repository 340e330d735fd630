using CreditRisk.Silo.Views;
using Spectre.Console;

namespace CreditRisk.Silo.Terminal;

/// <summary>A dead letter on one page for people.</summary>
internal static class DeadLetterPage
{
    /// <summary>Writes the page.</summary>
    public static void Write(IAnsiConsole console, DeadLetterView view)
    {
        var grid = new Grid().AddColumns(2);
        grid.AddRow("dead letter", $"{view.Id}");
        grid.AddRow("time", Pages.Time(view.At));
        grid.AddRow("reason", $"[bold]{Pages.Text(view.Reason)}[/]");
        grid.AddRow("message", Pages.Text(view.Message));
        grid.AddRow("account", Pages.Text(view.Account ?? "could not be read"));
        grid.AddRow("event", Pages.Text(view.EventId ?? "could not be read"));
        grid.AddRow("origin", Pages.Text(view.Origin ?? "not known"));
        console.Write(grid);
        Write(console, $"Bytes ({view.Bytes})", view.Body, view.BodyBase64);
        Write(console, "Headers", view.Headers, view.HeadersBase64);
        if (view.AccountBefore is { } account)
        {
            console.WriteLine();
            console.MarkupLine("[bold]The account before[/]");
            console.MarkupLine(
                $"{StageStyle.Markup(account.Stage)}, receivable {account.Receivable} {account.Currency}, overdue {account.Overdue}, {account.Records} records; --json shows more");
        }
    }

    // Written past the renderer, which would wrap them: what stands here can be copied.
    private static void Write(IAnsiConsole console, string title, string? text, string? base64)
    {
        if ((text ?? base64) is not { } shown)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLine($"[bold]{title}{(text is null ? ", in base 64" : "")}[/]");
        console.Profile.Out.Writer.WriteLine(Pages.Visible(shown));
    }
}
