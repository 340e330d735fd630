using System.Diagnostics;
using CreditRisk.Tests.Acceptance;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

public sealed class ReplayCommandTests
{
    private const char Escape = '\x1b';

    [Fact]
    public async Task It_writes_its_report_to_the_commands_output()
    {
        using var folder = new TempFolder();
        var events = await EventsIn(folder);
        var plain = await CommandRun.Done("replay", events);
        plain.Lines.ShouldContain(line => line.StartsWith("customer.registered", StringComparison.Ordinal));
        plain.Lines[^1].ShouldContain(" events in ");
        plain.Output.ShouldNotContain(Escape);
        plain.Errors.ShouldBeEmpty();
        var report = (await CommandRun.Done("replay", events, "--json")).Object;
        report.GetProperty("customers").GetInt32().ShouldBe(5);
        report.GetProperty("events").GetProperty("refused").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task The_same_file_may_be_named_twice()
    {
        using var folder = new TempFolder();
        var events = await EventsIn(folder);
        var report = (await CommandRun.Done("replay", events, events, "--json")).Object.GetProperty("events");
        report.GetProperty("applied").GetInt64().ShouldBe((await File.ReadAllLinesAsync(events)).Length);
    }

    [Theory]
    [InlineData("TERM", "xterm-256color")]
    [InlineData("GITHUB_ACTIONS", "true")]
    [InlineData("TF_BUILD", "True")]
    public async Task Output_that_is_redirected_has_no_escape_codes_whatever_the_environment(string variable, string value)
    {
        using var folder = new TempFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "creditrisk.dll"), "replay", await EventsIn(folder)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { [variable] = value, ["COLORTERM"] = "truecolor" },
        };
        using var process = Process.Start(start).ShouldNotBeNull();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        output.ShouldContain("customer.registered");
        output.ShouldNotContain(Escape);
        (await errors).ShouldBeEmpty();
    }

    private static async Task<string> EventsIn(TempFolder folder)
    {
        var events = Path.Combine(folder.Path, "events.ndjson");
        await CommandRun.Done("simulate", "--customers", "5", "--days", "40", "--no-usage", "--out", events);
        return events;
    }
}
