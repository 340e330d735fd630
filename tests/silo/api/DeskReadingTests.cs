using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>The lists that a desk starts its day with.</summary>
public sealed class DeskReadingTests
{
    [Fact]
    public async Task What_is_overdue_is_listed_by_amount_and_by_age()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await SendThreeAsync(service);

        var amounts = await service.GetAsync("v1/desk/by-amount");
        (amounts["list"], amounts["currency"], amounts["next"]).ShouldBe(("by-amount", "EUR", null));
        Accounts(amounts).ShouldBe(["C-2", "C-1", "C-3"]);
        var first = amounts.Json["entries"]![0]!;
        (first["overdue"]!.ToString(), first["oldestDueOn"]!.ToString(), first["currency"]!.ToString()).ShouldBe(("300.00", "2026-02-20", "EUR"));
        first["restriction"]!["inForce"]!.ToString().ShouldBe("none");

        Accounts(await service.GetAsync("v1/desk/by-age")).ShouldBe(["C-3", "C-1", "C-2"]);
    }

    [Fact]
    public async Task A_list_is_paged_and_filtered()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await SendThreeAsync(service);

        var page = await service.GetAsync("v1/desk/by-age?limit=2");
        Accounts(page).ShouldBe(["C-3", "C-1"]);
        Accounts(await service.GetAsync($"v1/desk/by-age?limit=2&after={page["next"]}")).ShouldBe(["C-2"]);
        Accounts(await service.GetAsync("v1/desk/by-amount?unit=north")).ShouldBe(["C-2"]);
        Accounts(await service.GetAsync("v1/desk/by-amount?manager=Ada")).ShouldBe(["C-2"]);
        Accounts(await service.GetAsync("v1/desk/by-amount?manager=Bob")).ShouldBeEmpty();
        Accounts(await service.GetAsync("v1/desk/by-amount?currency=USD")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Promises_that_end_or_were_broken_are_listed_by_their_days()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await SendThreeAsync(service);
        await service.SendAsync(Promise("p-1", "C-1", "2026-03-01"));
        await service.SendAsync(Promise("p-2", "C-2", "2026-02-28"));
        await service.SendAsync(Promise("p-3", "C-3", "2026-03-09"));

        var ending = await service.GetAsync("v1/desk/pauses-ending");
        (ending["from"], ending["to"]).ShouldBe(("2026-03-01", "2026-03-01"));
        Accounts(ending).ShouldBe(["C-1"]);
        ending.Json["entries"]![0]!["guards"]!.AsArray().ShouldContain(guard => guard!["guard"]!.ToString() == "promise");
        Accounts(await service.GetAsync("v1/desk/pauses-ending?from=2026-03-01&to=2026-03-09")).ShouldBe(["C-1", "C-3"]);
        (await service.GetAsync("v1/accounts/C-1")).Json["arrangements"]![0]!["standing"]!.ToString().ShouldBe("running");
    }

    [Fact]
    public async Task The_cut_list_is_that_of_tomorrow_and_nobody_is_ready_where_nothing_is_wanted()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var cuts = await service.GetAsync("v1/desk/cut-list");
        (cuts.Status, cuts["to"]).ShouldBe((200, "2026-03-02"));
        Accounts(cuts).ShouldBeEmpty();
        Accounts(await service.GetAsync("v1/desk/ready")).ShouldBeEmpty();
        Accounts(await service.GetAsync("v1/desk/broken-promises")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("v1/desk/by-age?limit=0")]
    [InlineData("v1/desk/by-age?after=nonsense")]
    [InlineData("v1/desk/by-age?after=%20")]
    [InlineData("v1/desk/cut-list?to=tomorrow")]
    public async Task A_parameter_that_is_none_is_a_problem(string path)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.GetAsync(path)).ShouldBeProblem(400, "bad-parameter");
    }

    [Fact]
    public async Task A_list_that_there_is_not_is_a_problem()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.GetAsync("v1/desk/gossip")).ShouldBeProblem(404, "no-such-list");
    }

    private static async Task SendThreeAsync(ServiceUnderTest service)
    {
        await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1", "200.00", dueOn: "2026-02-10"));
        await service.SendAsync(Sent.Event("r-2", "customer.registered", "C-2", """{"currency":"EUR","unit":"north","manager":"Ada"}"""));
        await service.SendAsync(Sent.Invoice("e-2", "C-2", "I-2", "300.00", dueOn: "2026-02-20"));
        await service.SendAsync(Sent.Invoice("e-3", "C-3", "I-3", "100.00", dueOn: "2026-02-05"));
        await service.SendAsync(Sent.Invoice("e-4", "C-4", "I-4", "900.00", dueOn: "2026-04-01"));
    }

    private static string Promise(string id, string account, string by) => Sent.Event(
        id, "promise.made", account, $$"""{"promiseId":"{{id}}","amount":"50.00","by":"{{by}}"}""");

    private static string[] Accounts(Answer answer) => [.. answer.Json["entries"]!.AsArray().Select(entry => entry!["account"]!.ToString())];
}
