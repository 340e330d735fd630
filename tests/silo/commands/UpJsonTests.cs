using System.Text.Json;
using CreditRisk.Silo.Commands;
using CreditRisk.Tests.Acceptance;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary><c>up --json</c>: a JSON object a line, for programs.</summary>
public sealed class UpJsonTests
{
    private static readonly string[] Portfolio = ["--customers", "40", "--seed", "5", "--speed", "0", "--port", "0", "--json"];

    [Fact]
    public async Task It_tells_when_it_is_ready_its_figures_each_warning_and_when_it_is_over()
    {
        using var folder = new TempFolder();
        var lines = (await Up(folder.Path, days: 70)).Objects;
        Kind(lines[0]).ShouldBe("ready");
        lines[0].GetProperty("url").GetString().ShouldStartWith("http://127.0.0.1:");
        lines[0].GetProperty("customers").GetInt32().ShouldBe(40);
        lines[0].GetProperty("now").GetString().ShouldBe("2026-01-01T00:00:00Z");
        Kind(lines[^1]).ShouldBe("stopped");
        lines[^1].GetProperty("now").GetString().ShouldBe("2026-03-12T00:00:00Z");
        lines[1..^1].Select(Kind).Distinct().ShouldBe(["status", "warning"], ignoreOrder: true);

        var status = lines.Last(line => Kind(line) == "status");
        status.GetProperty("events").GetInt64().ShouldBeGreaterThan(500);
        status.GetProperty("eventsPerSecond").GetDouble().ShouldBeGreaterThan(0);
        status.GetProperty("daysPerSecond").GetDouble().ShouldBeGreaterThan(0);
        status.GetProperty("refused").GetInt64().ShouldBe(0);
        status.GetProperty("latency").GetProperty("p99Milliseconds").GetDouble().ShouldBeGreaterThanOrEqualTo(status.GetProperty("latency").GetProperty("p50Milliseconds").GetDouble());
        status.GetProperty("portfolio").GetProperty("stages").EnumerateObject().Sum(stage => stage.Value.GetInt64()).ShouldBe(40);
        status.TryGetProperty("trouble", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Each_warning_is_written_once_over_all_runs_as_it_left()
    {
        using var folder = new TempFolder();
        List<JsonElement> written = [];
        foreach (var days in new[] { 40, 25, 15 })
        {
            written.AddRange((await Up(folder.Path, days)).Objects.Where(line => Kind(line) == "warning"));
        }

        var stored = (await CommandRun.Done("warnings", "--data", folder.Path, "--json")).Lines;
        stored.Length.ShouldBeGreaterThan(20);
        written.Select(line => line.GetProperty("event").GetRawText()).ShouldBe(stored);
        written.Select(line => line.GetProperty("offset").GetInt64()).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public async Task A_run_that_is_told_to_stop_has_written_every_warning()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        await using var output = new AwaitedLines();
        var running = CommandLine.RunAsync(["up", .. Portfolio, "--data", folder.Path], output, TextWriter.Null, stop.Token);
        await output.LineAsync("{\"kind\":\"warning\"");
        await stop.CancelAsync();
        (await running).ShouldBe(ExitCodes.Ok);
        await output.LineAsync("{\"kind\":\"stopped\"");
        var stored = (await CommandRun.Done("warnings", "--data", folder.Path, "--json")).Lines;
        output.All.Where(line => line.StartsWith("{\"kind\":\"warning\"", StringComparison.Ordinal)).Count().ShouldBe(stored.Length);
        output.All.Count(line => line.Contains("\"stopped\"", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static string? Kind(JsonElement line) => line.GetProperty("kind").GetString();

    private static Task<CommandRun> Up(string data, int days) => CommandRun.Done(["up", .. Portfolio, "--data", data, "--days", $"{days}"]);
}
