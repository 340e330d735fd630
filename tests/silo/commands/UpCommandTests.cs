using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CreditRisk.Tests.Acceptance;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary><c>up</c> as a process of its own, as people run it.</summary>
public sealed class UpCommandTests
{
    [Fact]
    public async Task It_answers_ends_cleanly_on_SIGTERM_and_goes_on_when_it_is_started_again()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Path, "data");
        string stoppedAt;
        using (var first = Start(data, "--speed", "20"))
        {
            var ready = await first.StandardOutput.ReadLineAsync();
            ready.ShouldNotBeNull();
            ready.ShouldStartWith("ready http://127.0.0.1:");
            ready.ShouldEndWith("day 2026-01-01");
            await LineOf(first, line => string.CompareOrdinal(line, "2026-01-10") > 0);
            using var client = new HttpClient { BaseAddress = new Uri(ready.Split(' ')[1]) };
            var portfolio = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync("v1/portfolio"));
            portfolio.GetProperty("customers").GetInt64().ShouldBe(40);
            string.CompareOrdinal(portfolio.GetProperty("day").GetString(), "2026-01-10").ShouldBeGreaterThanOrEqualTo(0, "the API tells the simulated day");
            (await client.GetStringAsync("metrics")).ShouldContain("creditrisk_records_total{outcome=\"applied\"}");
            await TerminateAsync(first);
            stoppedAt = (await LineOf(first, line => line.StartsWith("stopped at ", StringComparison.Ordinal))).Split(' ', ',')[2];
            await first.WaitForExitAsync();
            first.ExitCode.ShouldBe(0, await first.StandardError.ReadToEndAsync());
        }

        using var second = Start(data, "--speed", "0", "--days", "2");
        (await second.StandardOutput.ReadLineAsync()).ShouldNotBeNull().ShouldEndWith($"day {stoppedAt}");
        await second.StandardOutput.ReadToEndAsync();
        await second.WaitForExitAsync();
        second.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_port_that_is_taken_gives_way_to_the_next_free_one()
    {
        using var folder = new TempFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var run = await CommandRun.Done("up", "--data", folder.Path, "--customers", "3", "--port", $"{port}", "--speed", "0", "--days", "1");
        run.Errors.ShouldContain($"port {port} is taken; the API listens on port ");
        run.Output.ShouldNotContain($"127.0.0.1:{port} ");
    }

    private static Process Start(string data, params string[] options)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "creditrisk.dll"), "up", .. options])
        {
            ArgumentList = { "--data", data, "--customers", "40", "--no-terminal", "--port", "0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        });
        return process.ShouldNotBeNull();
    }

    private static async Task<string> LineOf(Process process, Func<string, bool> isIt)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (isIt(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"the process ended without such a line: {await process.StandardError.ReadToEndAsync()}");
    }

    private static async Task TerminateAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }
}
