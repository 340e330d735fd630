using System.Globalization;
using CreditRisk.Silo.Views;
using NodaTime;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CreditRisk.Silo.Terminal;

/// <summary>Shows live figures: on a terminal as a page that changes in place, elsewhere as a line a second.</summary>
internal static class TerminalView
{
    private const int HeightOfFigures = 12;
    private const int WidestBar = 30;

    /// <summary>The page.</summary>
    /// <param name="snapshot">The figures.</param>
    /// <param name="title">What runs where, for the heading.</param>
    public static IRenderable Page(LiveSnapshot snapshot, string title)
    {
        var figures = new Layout("figures").SplitColumns(
            new Layout("stages").Update(Framed("customers by stage", Stages(snapshot.Portfolio))),
            new Layout("money").Update(Framed("receivables", Money(snapshot.Portfolio))),
            new Layout("flow").Update(Framed("events", Flow(snapshot))));
        return new Layout("page").SplitRows(
            new Layout("heading").Size(1).Update(new Markup($"[bold]CreditRisk[/]  {title}")),
            new Layout("all").Size(HeightOfFigures).Update(figures),
            new Layout("warnings").Update(Framed($"newest of {Number(snapshot.Warnings)} warnings", Warnings(snapshot.NewestWarnings))));
    }

    /// <summary>The line.</summary>
    public static string Line(LiveSnapshot snapshot)
    {
        var portfolio = snapshot.Portfolio;
        var stages = string.Join(' ', portfolio.Stages.Select(stage => $"{stage.Key} {Number(stage.Value)}"));
        var money = string.Join("; ", portfolio.Currencies.Select(sums => $"{sums.Receivable} {sums.Currency}, overdue {sums.Overdue}"));
        var trouble = snapshot.Trouble is null ? "" : $" | TROUBLE: {Pages.Visible(snapshot.Trouble)}";
        return $"{Day(snapshot.Now)} | {Number(snapshot.Events)} events, {Number(snapshot.EventsPerSecond)}/s, p50 {Latency(snapshot.P50Milliseconds)}, "
            + $"p99 {Latency(snapshot.P99Milliseconds)} | {Number(portfolio.Customers)} customers: {stages} | receivable {(money.Length == 0 ? "0.00" : money)} | "
            + $"{Number(snapshot.Warnings)} warnings{trouble}";
    }

    /// <summary>The last line.</summary>
    public static string Stopped(Instant now) => $"stopped at {DayOf(now)}, simulated; started again with the same options it goes on there";

    /// <summary>The day of an instant.</summary>
    public static string DayOf(Instant instant) => instant.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);

    private static Panel Framed(string title, IRenderable content) =>
        new(content) { Header = new PanelHeader($" {title} "), Border = BoxBorder.Rounded, Expand = true };

    private static Grid Stages(PortfolioView portfolio)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().RightAligned().NoWrap()).AddColumn(new GridColumn().NoWrap());
        var most = Math.Max(1, portfolio.Stages.Values.Max());
        foreach (var (stage, count) in portfolio.Stages)
        {
            // A stage that somebody is in is never without a bar.
            var bar = new string('█', (int)Math.Ceiling(WidestBar / 3.0 * count / most));
            grid.AddRow(StageStyle.Markup(stage), Number(count), bar);
        }

        grid.AddRow("all", Number(portfolio.Customers), "");
        return grid;
    }

    private static Grid Money(PortfolioView portfolio)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().RightAligned().NoWrap());
        foreach (var sums in portfolio.Currencies.Take(2))
        {
            grid.AddRow($"[bold]{sums.Currency}[/] receivable", sums.Receivable);
            grid.AddRow("  overdue", $"[red]{sums.Overdue}[/]");
            grid.AddRow("  over 30 days late", OverThirtyDays(sums));
            grid.AddRow("  unbilled usage", sums.Unbilled);
            grid.AddRow("  open items", Number(sums.OpenItems));
        }

        return grid;
    }

    private static string OverThirtyDays(CurrencyView sums)
    {
        string[] buckets = ["31-60", "61-90", "91-180", "181-365", "over365"];
        return buckets.Sum(bucket => decimal.Parse(sums.Ageing[bucket], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
    }

    private static Grid Flow(LiveSnapshot snapshot)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().RightAligned().NoWrap());
        grid.AddRow("simulated time", Day(snapshot.Now));
        grid.AddRow("days a second", snapshot.DaysPerSecond.ToString("0.0", CultureInfo.InvariantCulture));
        grid.AddRow("events a second", Number(snapshot.EventsPerSecond));
        grid.AddRow("events durable", Number(snapshot.Events));
        grid.AddRow("refused", Number(snapshot.Refused));
        grid.AddRow("durable within, half", Latency(snapshot.P50Milliseconds));
        grid.AddRow("durable within, 99 %", Latency(snapshot.P99Milliseconds));
        if (snapshot.Trouble is { } trouble)
        {
            grid.AddRow("[white on red]store[/]", $"[red]{Pages.Text(trouble)}[/]");
        }

        return grid;
    }

    private static Grid Warnings(IReadOnlyList<WarningView> warnings)
    {
        var grid = new Grid();
        for (var column = 0; column < 5; column++)
        {
            grid.AddColumn(new GridColumn().NoWrap());
        }

        foreach (var warning in warnings)
        {
            var kind = warning.Type[(warning.Type.LastIndexOf('.') + 1)..];
            grid.AddRow(
                Pages.Text(warning.RaisedAt), Pages.Text(warning.Account), kind, StageStyle.Markup(warning.Stage), Pages.Text(string.Join("; ", warning.Reasons)));
        }

        return grid;
    }

    private static string Day(Instant now) => now.ToString("uuuu'-'MM'-'dd HH':'mm", CultureInfo.InvariantCulture);

    private static string Latency(double? milliseconds) => milliseconds is { } value ? $"{value.ToString("0.0", CultureInfo.InvariantCulture)} ms" : "-";

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
