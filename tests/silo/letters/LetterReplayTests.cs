using System.Text.Json;
using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Runtime;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Silo.Commands;
using CreditRisk.Tests.Storage.Postgres;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Letters;

/// <summary>Dead letters that are taken in again after a mend.</summary>
public sealed class LetterReplayTests : IDisposable
{
    private const string Replay = "v1/dead-letters/replay";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_refused_for_want_of_a_price_is_accepted_when_the_tariff_has_it() => await MendAsync(Path.Combine(_folder.Path, "data"));

    [Fact]
    [Trait(PostgresServer.Trait, "PostgreSQL")]
    public async Task So_it_is_on_PostgreSQL() => await MendAsync($"{PostgresServer.ConnectionString};Search Path={PostgresServer.NewSchema()}");

    [Fact]
    public async Task A_running_service_takes_them_in_and_tells_what_became_of_each()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch([Sent.Payment("p-1", "C-1", "P-1", "20.00"), Refund("r-1", "50.00")]), "application/json");
        await service.SendAsync("""{"id":"no event"}""");
        var url = service.Service.Api.Address.ToString();

        var run = await CommandRun.Of("dead-letters", "replay", "--all", "--url", url, "--json");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Objects.Select(one => (one.GetProperty("outcome").GetString(), one.GetProperty("reason").GetString()))
            .ShouldBe([("refused", "exceeds-payment"), ("unreadable", "missing-field")]);
        run.Errors.ShouldContain("0 accepted, 0 known already, 1 refused again, 1 still no events");
        // What was refused again is a new letter, and the only open one beside that which cannot be read.
        service.Service.Engine.Reader.DeadLetters(0, 10).Select(letter => (letter.Letter.Reason, letter.End?.Outcome))
            .ShouldBe([("exceeds-payment", "refused"), ("missing-field", null), ("exceeds-payment", null)]);
    }

    [Fact]
    public async Task To_take_one_in_twice_does_no_harm()
    {
        var data = Path.Combine(_folder.Path, "data");
        await MendAsync(data);
        var before = (await CommandRun.Done("account", "C-1", "--data", data, "--json")).Output;

        (await CommandRun.Done("dead-letters", "replay", "1", "--data", data, "--json")).Object.GetProperty("outcome").GetString().ShouldBe("duplicate");

        (await CommandRun.Done("account", "C-1", "--data", data, "--json")).Output.ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"ids":[]}""", 400)]
    [InlineData("""{"ids":[1],"other":2}""", 400)]
    [InlineData("""{"ids":"1"}""", 400)]
    [InlineData("null", 400)]
    [InlineData("""{"ids":[17]}""", 200)]
    public async Task A_request_says_which(string body, int status)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        (await PostAsync(service, body, "application/json")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_form_in_a_browser_cannot_ask_for_it()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        (await PostAsync(service, """{"ids":[1]}""", "text/plain")).ShouldBeProblem(415, "unsupported-content");
    }

    [Fact]
    public async Task Nothing_is_taken_in_unless_it_is_said_what()
    {
        var run = await CommandRun.Of("dead-letters", "replay", "--data", _folder.Path);
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        run.Errors.ShouldContain("--reason");
    }

    private async Task MendAsync(string data)
    {
        var usage = Path.Combine(_folder.Path, "usage.ndjson");
        await File.WriteAllLinesAsync(usage,
        [
            Sent.Invoice("e-1", "C-1", "I-1"),
            Sent.Event("u-1", "usage.recorded", "C-1", """{"usageId":"U-1","service":"water","unit":"m3","quantity":"10","from":"2026-02-01T00:00:00Z","to":"2026-03-01T00:00:00Z"}"""),
        ]);
        await CommandRun.Done("replay", usage, "--data", data, "--rules", RulesWithoutWater(), "--json");
        (await CommandRun.Done("dead-letters", "list", "--data", data, "--json")).Object.GetProperty("reason").GetString().ShouldBe("no-price");

        var run = await CommandRun.Done("dead-letters", "replay", "--reason", "no-price", "--data", data, "--json");

        run.Object.GetProperty("outcome").GetString().ShouldBe("accepted");
        (await CommandRun.Done("account", "C-1", "--data", data, "--json")).Object.GetProperty("unbilled").GetString().ShouldBe("21.00");
        (await CommandRun.Done("dead-letters", "list", "--data", data, "--open", "--json")).Lines.ShouldBeEmpty();
        (await CommandRun.Done("dead-letters", "list", "--data", data, "--json")).Object.GetProperty("outcome").GetString().ShouldBe("accepted");
    }

    private string RulesWithoutWater()
    {
        var rules = Path.Combine(_folder.Path, "rules");
        foreach (var file in Directory.GetFiles(RuleFiles.Shipped.Directory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(rules, Path.GetRelativePath(RuleFiles.Shipped.Directory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllLines(target, File.ReadLines(file).Where(line => !line.Contains("service: water", StringComparison.Ordinal)));
        }

        return rules;
    }

    private static string Refund(string id, string amount) => Sent.Event(
        id, "payment.refunded", "C-1", JsonSerializer.Serialize(new { paymentId = "P-1", amount, currency = "EUR" }));

    private static async Task<Answer> PostAsync(ServiceUnderTest service, string body, string contentType)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, contentType);
        using var response = await service.Client.PostAsync(Replay, content);
        return await Answer.OfAsync(response);
    }
}
