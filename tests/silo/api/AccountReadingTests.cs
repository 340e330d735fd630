using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>What is shown of one account.</summary>
public sealed class AccountReadingTests
{
    [Fact]
    public async Task An_account_is_shown_with_its_balance_its_items_and_its_stage()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1", dueOn: "2026-03-01"));
        await service.SendAsync(Sent.Payment("e-2", "C-1", "P-1", "20.00"));

        var account = await service.GetAsync("v1/accounts/C-1");

        account.Status.ShouldBe(200);
        account.ContentType.ShouldBe("application/json");
        (account["customer"], account["currency"], account["receivable"], account["overdue"], account["stage"]).ShouldBe(("C-1", "EUR", "100.00", "0.00", "reminder"));
        account.Json["openItems"]![0]!["itemId"]!.ToString().ShouldBe("I-1");
        account["at"].ShouldBe("2026-03-01T12:00:00Z");
    }

    [Theory]
    [InlineData("v1/accounts/C-9")]
    [InlineData("v1/accounts/C-9/history")]
    [InlineData("v1/accounts/C-9/warnings")]
    public async Task An_account_that_nobody_knows_is_a_problem(string path)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.GetAsync(path)).ShouldBeProblem(404, "no-such-account");
    }

    [Theory]
    [InlineData("A/7")]
    [InlineData("A%2F7")]
    [InlineData("a+b")]
    [InlineData("?#[]@!$&'()*+,;=~")]
    public async Task Any_id_can_be_asked_for(string id)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Invoice("e-1", id, "I-1"));

        (await service.GetAsync($"v1/accounts/{Uri.EscapeDataString(id)}"))["customer"].ShouldBe(id);
        (await service.GetAsync($"v1/accounts/{Uri.EscapeDataString(id)}/history?limit=1"))["account"].ShouldBe(id);
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("%C3%BC")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task What_can_be_no_id_is_a_problem(string segment)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.GetAsync($"v1/accounts/{segment}")).ShouldBeProblem(400, "bad-id");
    }

    [Fact]
    public async Task History_is_paged_from_the_newest_and_shows_events_as_they_came()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var events = Enumerable.Range(1, 5).Select(i => Sent.Invoice($"e-{i}", "C-1", $"I-{i}")).ToList();
        await service.SendAsync(Sent.Batch(events), "application/json");

        var seen = new List<JsonNode>();
        for (string? next = "6"; next is not null;)
        {
            var page = await service.GetAsync($"v1/accounts/C-1/history?limit=2&before={next}");
            seen.AddRange(page.Json["records"]!.AsArray().Select(record => record!.DeepClone()));
            next = page["next"];
        }

        seen.Select(record => record["sequence"]!.GetValue<long>()).ShouldBe([5, 4, 3, 2, 1]);
        seen.Select(record => record["event"]!.ToJsonString()).ShouldBe(events.AsEnumerable().Reverse());
        seen.ShouldAllBe(record => record["type"]!.ToString() == "billing.invoice.issued" && record["loggedAt"]!.ToString() == "2026-03-01T12:00:00Z");
    }

    [Fact]
    public async Task Warnings_of_an_account_are_its_own()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch(Sent.DueToday(3)), "application/json");

        var warnings = (await service.GetAsync("v1/accounts/C-2/warnings")).Json["warnings"]!.AsArray();

        warnings.ShouldNotBeEmpty();
        warnings.ShouldAllBe(warning => warning!["event"]!["subject"]!.ToString() == "C-2");
    }

    [Fact]
    public async Task The_portfolio_is_as_of_today()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch([.. Sent.DueToday(2), Sent.Invoice("e-9", "C-9", "I-9", dueOn: "2026-02-01")]), "application/json");

        var portfolio = await service.GetAsync("v1/portfolio");

        (portfolio["day"], portfolio["customers"], portfolio["currency"], portfolio["receivable"], portfolio["overdue"])
            .ShouldBe(("2026-03-01", "3", "EUR", "360.00", "120.00"));
        portfolio.Json["stages"]!["reminder"]!.GetValue<int>().ShouldBe(2);
    }
}
