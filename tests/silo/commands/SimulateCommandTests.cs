using System.IO.Compression;
using CreditRisk.Silo.Commands;
using CreditRisk.Tests.Acceptance;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

public sealed class SimulateCommandTests
{
    [Fact]
    public async Task The_output_a_file_and_a_compressed_file_get_the_same_events()
    {
        using var folder = new TempFolder();
        var (plain, packed) = (Path.Combine(folder.Path, "a.ndjson"), Path.Combine(folder.Path, "a.ndjson.gz"));
        string[] portfolio = ["--customers", "20", "--seed", "3", "--days", "15", "--from", "2026-03-01"];
        var output = await CommandRun.Done(["simulate", .. portfolio]);
        await CommandRun.Done(["simulate", .. portfolio, "--out", plain]);
        var summary = (await CommandRun.Done(["simulate", .. portfolio, "--out", packed, "--json"])).Object;
        (await File.ReadAllTextAsync(plain)).ShouldBe(output.Output.ReplaceLineEndings("\n"));
        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(packed), CompressionMode.Decompress));
        (await unpacked.ReadToEndAsync()).ShouldBe(await File.ReadAllTextAsync(plain));
        summary.GetProperty("events").GetInt64().ShouldBe(output.Lines.Length);
        summary.GetProperty("byType").GetProperty("customer.registered").GetInt64().ShouldBe(20);
        Directory.GetFiles(folder.Path).Length.ShouldBe(2, "no part of a file is left");
    }

    [Fact]
    public async Task Without_usage_bills_are_the_same()
    {
        string[] portfolio = ["simulate", "--customers", "20", "--days", "40"];
        var with = (await CommandRun.Done(portfolio)).Lines;
        var without = (await CommandRun.Done([.. portfolio, "--no-usage"])).Lines;
        without.ShouldNotContain(line => line.Contains("usage.recorded", StringComparison.Ordinal));
        without.ShouldBe(with.Where(line => !line.Contains("usage.recorded", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_interrupted_leaves_no_file()
    {
        using var folder = new TempFolder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var arguments = new[] { "simulate", "--out", Path.Combine(folder.Path, "a.ndjson") };
        (await CommandLine.RunAsync(arguments, TextWriter.Null, TextWriter.Null, cancelled.Token)).ShouldBe(ExitCodes.Interrupted);
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--from", "soon", "--from is 'soon', and must be a date such as 2026-01-01")]
    [InlineData("--from", "1800-01-01", "Start is 1800-01-01: it must be 1990-01-01 to 2100-12-31 of the ISO calendar")]
    [InlineData("--url", "8080", "--url is '8080', and must be an address such as http://127.0.0.1:8080")]
    public async Task What_cannot_be_is_told_in_a_line(string option, string value, string message)
    {
        var run = await CommandRun.Of("simulate", option, value);
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        run.Errors.ShouldBe($"creditrisk: {message}{Environment.NewLine}");
    }
}
