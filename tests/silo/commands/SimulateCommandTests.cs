using System.Globalization;
using System.IO.Compression;
using CreditRisk.Silo.Commands;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Silo.Api;
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

    [Fact]
    public async Task Sent_over_http_it_tells_what_was_answered()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        string[] portfolio = ["simulate", "--customers", "30", "--days", "40", "--from", "2026-01-01", "--url", $"{service.Service.Api.Address}"];
        var first = (await CommandRun.Done([.. portfolio, "--json"])).Object;
        var events = first.GetProperty("events").GetInt64();
        var answered = first.GetProperty("answered");
        var accepted = answered.GetProperty("accepted").GetInt64();
        // The senders of the simulation repeat themselves now and then.
        (accepted + answered.GetProperty("duplicates").GetInt64()).ShouldBe(events);
        accepted.ShouldBeGreaterThan(events * 9 / 10);
        answered.GetProperty("refused").GetInt64().ShouldBe(0);
        var again = await CommandRun.Done(portfolio);
        again.Errors.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"answered: 0 accepted, {events:N0} duplicates, 0 refused"));
    }

    [Fact]
    public async Task What_the_receiver_refused_fails_the_command_and_the_first_is_told()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        // The portfolio's first customer is one that pays in another currency.
        var invoice = Sent.Invoice("usd", "c-0000001", "usd").Replace("EUR", "USD", StringComparison.Ordinal);
        (await service.SendAsync(invoice)).Status.ShouldBe(202);
        string[] portfolio = ["simulate", "--customers", "3", "--days", "60", "--from", "2026-01-01", "--no-usage", "--url", $"{service.Service.Api.Address}"];
        var run = await CommandRun.Of([.. portfolio, "--json"]);
        run.ExitCode.ShouldBe(ExitCodes.Failed);
        var answered = run.Object.GetProperty("answered");
        var refused = answered.GetProperty("refused").GetInt64();
        refused.ShouldBeGreaterThan(0);
        answered.GetProperty("refusedByReason").EnumerateObject().Sum(reason => reason.Value.GetInt64()).ShouldBe(refused);
        var first = answered.GetProperty("firstRefusal");
        first.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        var events = run.Object.GetProperty("events").GetInt64();
        run.Errors.ShouldBe(
            $"creditrisk: {refused} of {events} events were refused; the first is {first.GetProperty("id")}: {first.GetProperty("reason")}: {first.GetProperty("message")}{Environment.NewLine}");
        var plain = await CommandRun.Of(portfolio);
        plain.ExitCode.ShouldBe(ExitCodes.Failed);
        plain.Errors.ShouldContain($"{refused} refused ({refused} {first.GetProperty("reason")})");
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
