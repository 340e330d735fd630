using System.Text;
using System.Text.Json.Nodes;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Api.Access;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Restrictions;

/// <summary>Leave for restrictions, in the whole service: it is Sunday noon, and people are cut from Monday at nine.</summary>
public sealed class RestrictionGateTests : IDisposable
{
    private const string AdminKey = "the-key-of-administrators";

    private readonly string _rules = Directory.CreateTempSubdirectory("creditrisk-rules-").FullName;

    public RestrictionGateTests()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "deploy"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(_rules, Path.GetFileName(file)));
        }

        Directory.CreateDirectory(Path.Combine(_rules, "scorecards"));
        Directory.CreateDirectory(Path.Combine(_rules, "policies"));
        File.Copy(Path.Combine(Repository.Root, "deploy", "scorecards", "behaviour.json"), Path.Combine(_rules, "scorecards", "behaviour.json"));
        File.WriteAllText(Path.Combine(_rules, "policies", "mapping.yaml"), "defaultZone: UTC\ndefault: strict\n");
        File.WriteAllText(Path.Combine(_rules, "policies", "strict.yaml"), """
            policy: strict
            version: 1
            graceDays: 0
            stages:
              notice:
                enter: daysPastDue >= 1
                exit: actionable == 0
                notify: demand
              stop-supply:
                enter: daysPastDue >= 10
                exit: daysPastDue < 5
                restrict: stop
            """);
    }

    public void Dispose() => Directory.Delete(_rules, recursive: true);

    [Fact]
    public async Task Nothing_leaves_before_it_is_said_that_restrictions_are_sent()
    {
        await using var service = await StartAsync(new RestrictionOptions { IntervalSeconds = 600 });
        await OweAsync(service, "a-1");
        await UntilReadyAsync(service, "a-1");
        service.Time.Advance(TimeSpan.FromHours(2));

        (await MetricAsync(service, "creditrisk_restrictions_held")).ShouldBe("1");
        Commands(service).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_ready_leaves_within_the_hours_for_it_and_is_given_back_at_once()
    {
        await using var service = await StartAsync(new RestrictionOptions { Send = true, IntervalSeconds = 600 });
        await OweAsync(service, "a-1");
        service.Time.Advance(TimeSpan.FromHours(20));
        Commands(service).ShouldBeEmpty("it is eight on Monday");

        service.Time.Advance(TimeSpan.FromHours(1));
        await service.PassTimeUntilAsync(TimeSpan.FromMinutes(10), () => Task.FromResult(Commands(service).Length == 1));
        var command = Commands(service)[0];
        command["type"]!.GetValue<string>().ShouldBe("restriction.requested");
        command["data"]!["action"]!.GetValue<string>().ShouldBe("stop");

        await SendAsync(service, "a-1", "restriction.executed", new JsonObject { ["commandId"] = command["data"]!["commandId"]!.GetValue<string>() });
        await SendAsync(service, "a-1", "payment.received", Money("P1", "paymentId", "bank"));
        Commands(service)[^1]["data"]!["action"]!.GetValue<string>().ShouldBe("restore");
        service.Service.Engine.StateOf("a-1")!.Restriction.InForce.ShouldBe(RestrictionLevel.Stop, "until it is said that it is restored");
    }

    [Fact]
    public async Task Nobody_is_cut_while_a_feed_is_silent()
    {
        await using var service = await StartAsync(new RestrictionOptions { Send = true, IntervalSeconds = 600, Feeds = ["billing"], FeedSilenceHours = 2 });
        await OweAsync(service, "a-1");
        await UntilReadyAsync(service, "a-1");
        service.Time.Advance(TimeSpan.FromHours(1));
        Commands(service).ShouldBeEmpty();

        var now = service.Time.GetUtcNow();
        (await service.SendAsync(new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = "beat",
            ["source"] = "/billing",
            ["type"] = "feed.heartbeat",
            ["time"] = now.ToString("O"),
            ["data"] = new JsonObject { ["feed"] = "billing", ["completeUpTo"] = now.ToString("O") },
        }.ToJsonString())).Outcomes().ShouldBe(["accepted"]);
        await service.PassTimeUntilAsync(TimeSpan.FromMinutes(1), () => Task.FromResult(Commands(service).Length == 1));
    }

    [Fact]
    public async Task The_kill_switch_holds_everything_back_until_it_is_released()
    {
        await using var service = await StartAsync(new RestrictionOptions { Send = true, IntervalSeconds = 600 });
        await BrakeAsync(service, 0, "kill-switch", on: true);
        await OweAsync(service, "a-1");
        await UntilReadyAsync(service, "a-1");
        service.Time.Advance(TimeSpan.FromHours(1));
        Commands(service).ShouldBeEmpty();

        await BrakeAsync(service, 1, "kill-switch", on: false);
        await service.PassTimeUntilAsync(TimeSpan.FromMinutes(10), () => Task.FromResult(Commands(service).Length == 1));
        (await service.GetAsync("v1/brakes")).Json["changes"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_bulk_of_cuts_stops_itself_and_asks()
    {
        await using var service = await StartAsync(new RestrictionOptions { Send = true, IntervalSeconds = 1, BulkPerHour = 2 });
        for (var i = 1; i <= 4; i++)
        {
            await OweAsync(service, $"a-{i}");
        }

        service.Time.Advance(TimeSpan.FromHours(21));
        // So slowly that it is within the hour.
        await service.PassTimeUntilAsync(TimeSpan.FromSeconds(1), async () => (await service.GetAsync("v1/brakes")).Json["killSwitch"]!.GetValue<bool>());
        Commands(service).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_may_read_the_brakes_may_not_set_them()
    {
        await using var service = await StartAsync(new RestrictionOptions());

        (await service.GetAsync("v1/brakes")).Status.ShouldBe(200);
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync("v1/brakes", content);
        (await Answer.OfAsync(response)).ShouldBeProblem(401, "admin-key-needed");
    }

    private static async Task UntilReadyAsync(ServiceUnderTest service, string account)
    {
        service.Time.Advance(TimeSpan.FromHours(21));
        await service.PassTimeUntilAsync(TimeSpan.FromMinutes(10), () => Task.FromResult(service.Service.Engine.StateOf(account)?.Restriction.Wanted?.ReadyAt is not null));
    }

    private static JsonNode[] Commands(ServiceUnderTest service) =>
        [.. service.Service.Engine.Reader.Effects(0, 1000).Where(effect => effect.Topic == EffectEncoder.Restrictions).Select(effect => JsonNode.Parse(effect.Body.Span)!)];

    private static async Task<string> MetricAsync(ServiceUnderTest service, string name) =>
        (await service.GetAsync("metrics")).Text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1];

    private static async Task OweAsync(ServiceUnderTest service, string account)
    {
        await SendAsync(service, account, "customer.registered", new JsonObject
        {
            ["name"] = "N",
            ["segment"] = "trade",
            ["currency"] = "EUR",
            ["contacts"] = new JsonArray(new JsonObject { ["channel"] = "mail", ["address"] = "a@example.com" }),
        });
        var bill = Money("I1", "invoiceId", null);
        (bill["issuedOn"], bill["dueOn"]) = ("2026-01-01", "2026-01-10");
        await SendAsync(service, account, "billing.invoice.issued", bill);
    }

    private static JsonObject Money(string id, string name, string? method)
    {
        var data = new JsonObject { [name] = id, ["amount"] = "100.00", ["currency"] = "EUR" };
        if (method is not null)
        {
            data["method"] = method;
        }

        return data;
    }

    private static async Task SendAsync(ServiceUnderTest service, string account, string type, JsonObject data)
    {
        var answer = await service.SendAsync(new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = $"{type}-{service.Time.GetUtcNow().Ticks}",
            ["source"] = "/test",
            ["type"] = type,
            ["subject"] = account,
            ["time"] = service.Time.GetUtcNow().ToString("O"),
            ["data"] = data,
        }.ToJsonString());
        answer.Outcomes().ShouldBe(["accepted"], answer.Text);
    }

    private static async Task BrakeAsync(ServiceUnderTest service, long version, string brake, bool on)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/brakes")
        {
            Content = new StringContent(
                new JsonObject { ["version"] = version, ["brake"] = brake, ["on"] = on, ["reason"] = "a test", ["actor"] = "ada" }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", AdminKey);
        using var response = await service.Client.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(200);
    }

    private Task<ServiceUnderTest> StartAsync(RestrictionOptions options) => ServiceUnderTest.StartAsync(settings => settings with
    {
        RulesDirectory = _rules,
        Restrictions = options,
        Sweep = settings.Sweep with { IntervalSeconds = 600 },
        Api = settings.Api with { AdminKey = ApiKey.TryCreate(AdminKey, out var key) ? key : throw new InvalidOperationException("this is no key") },
    });
}
