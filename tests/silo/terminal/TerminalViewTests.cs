using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Terminal;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Shouldly;
using Spectre.Console;
using Spectre.Console.Rendering;
using Xunit;

namespace CreditRisk.Tests.Silo.Terminal;

public sealed class TerminalViewTests
{
    private static readonly CivilDate Today = CivilDate.Of(2026, 3, 18);

    [Fact]
    public void The_page_shows_rates_latency_stages_money_and_the_newest_warnings_with_their_reasons()
    {
        var page = Render(TerminalView.Page(Snapshot(), "http://127.0.0.1:8080"));
        string[] parts =
        [
            "http://127.0.0.1:8080", "2026-03-18 16:07", "1,234,567", "2,345", "3.5 ms", "75.0 ms", "stop-supply", "1,990", "EUR receivable", "150.00", "90.00",
            "newest of 77 warnings", "c-1", "daysPastDue 31 > 30 [a]",
        ];
        parts.ShouldAllBe(part => page.Contains(part, StringComparison.Ordinal));
        page.ShouldNotContain("TROUBLE");
    }

    [Fact]
    public void The_page_fits_the_screen()
    {
        var lines = Render(TerminalView.Page(Snapshot(), "title"), width: 100, height: 30).TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(30);
        lines.ShouldAllBe(line => line.TrimEnd('\r').Length <= 100);
    }

    [Fact]
    public void The_line_has_the_same_figures()
    {
        var line = TerminalView.Line(Snapshot());
        line.ShouldBe(
            "2026-03-18 16:07 | 1,234,567 events, 2,345/s, p50 3.5 ms, p99 75.0 ms | 2,000 customers: good 1,990 reminder 0 notice 0 warning 0 stop-supply 10 blacklist 0 | "
            + "receivable 150.00 EUR, overdue 90.00 | 77 warnings");
    }

    [Fact]
    public void A_store_that_is_away_is_shown()
    {
        var snapshot = Snapshot() with { Trouble = "disk full" };
        TerminalView.Line(snapshot).ShouldEndWith("| TROUBLE: disk full");
        Render(TerminalView.Page(snapshot, "title")).ShouldContain("disk full");
    }

    [Fact]
    public void Before_the_first_event_there_are_no_figures()
    {
        var snapshot = Snapshot() with { P50Milliseconds = null, Portfolio = PortfolioView.Of([], Today), NewestWarnings = [] };
        TerminalView.Line(snapshot).ShouldContain("p50 -");
        TerminalView.Line(snapshot).ShouldContain("receivable 0.00");
        Render(TerminalView.Page(snapshot, "title")).ShouldContain("customers by stage");
    }

    [Fact]
    public void A_line_of_the_log_is_written_whole_however_narrow_the_screen_is() =>
        Render(new UnwrappedLine(new string('x', 300)), width: 80).TrimEnd().ShouldBe(new string('x', 300));

    [Theory]
    [InlineData("plain [text]\tand\nlines", "plain [text]\tand\nlines")]
    [InlineData("a\u001b[31mb\r\u009bc", "a\\u001b[31mb\\u000d\\u009bc")]
    public void Text_from_outside_cannot_steer_the_terminal(string text, string visible) => Pages.Visible(text).ShouldBe(visible);

    private static LiveSnapshot Snapshot()
    {
        PortfolioTotal[] totals =
        [
            new(new TotalKey(TotalKind.AccountsByStage, "", (int)Stage.Good), 0, 1990),
            new(new TotalKey(TotalKind.AccountsByStage, "", (int)Stage.StopSupply), 0, 10),
            new(new TotalKey(TotalKind.OpenByDueDate, "EUR", Today.Plus(5).Number), 60_00, 3),
            new(new TotalKey(TotalKind.OpenByDueDate, "EUR", Today.Plus(-40).Number), 90_00, 2),
        ];
        return new LiveSnapshot(
            Instant.FromUtc(2026, 3, 18, 16, 7), 4.9, 1_234_567, 2_345, 0, 3.5, 75, PortfolioView.Of(totals, Today), 77,
            [new WarningView("c-1", "risk.warning.raised", "stop-supply", "2026-03-17T23:00:00Z", ["daysPastDue 31 > 30 [a]"])], null);
    }

    private static string Render(IRenderable page, int width = 160, int height = 40)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Profile.Height = height;
        console.Profile.Capabilities.Unicode = true;
        console.Write(page);
        return writer.ToString();
    }
}
