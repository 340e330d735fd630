using System.Globalization;
using CreditRisk.Silo.Commands;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

[Collection(SimulatedStore.Collection)]
public sealed class DeskCommandTests(SimulatedStore store)
{
    [Fact]
    public async Task The_most_is_overdue_at_the_top()
    {
        var amounts = (await CommandRun.Done("desk", "by-amount", "--data", store.Data, "--json")).Objects.Select(line => decimal.Parse(line.GetProperty("overdue").GetString()!, CultureInfo.InvariantCulture)).ToList();
        amounts.Count.ShouldBe(10);
        amounts.ShouldBe(amounts.OrderDescending());
        amounts[^1].ShouldBePositive();
    }

    [Fact]
    public async Task The_oldest_is_at_the_top_with_the_stage_that_the_account_shows()
    {
        var lines = (await CommandRun.Done("desk", "by-age", "--data", store.Data, "--limit", "5", "--json")).Objects;
        var days = lines.Select(line => line.GetProperty("oldestDueOn").GetString()).ToList();
        days.Count.ShouldBe(5);
        days.ShouldBe(days.Order(StringComparer.Ordinal));
        var id = lines[0].GetProperty("account").GetString()!;
        var account = (await CommandRun.Done("account", id, "--data", store.Data, "--json")).Object;
        string[] fields = ["stage", "overdue", "actionable"];
        fields.ShouldAllBe(field => account.GetProperty(field).GetRawText() == lines[0].GetProperty(field).GetRawText());
    }

    [Fact]
    public async Task A_table_is_for_people()
    {
        var page = (await CommandRun.Done("desk", "by-amount", "--data", store.Data, "--limit", "3")).Output;
        string[] titles = ["account", "overdue", "actionable", "held by"];
        titles.ShouldAllBe(title => page.Contains(title, StringComparison.Ordinal));
        page.ShouldNotContain("\u001b", customMessage: "nobody looks at a terminal");
    }

    [Fact]
    public async Task An_empty_list_says_so()
    {
        var run = await CommandRun.Done("desk", "by-amount", "--data", store.Data, "--manager", "nobody");
        run.ShouldBe(new CommandRun(ExitCodes.Ok, "", "nobody is on this list" + Environment.NewLine));
    }

    [Theory]
    [InlineData("gossip")]
    [InlineData("cut-list", "--to", "soon")]
    [InlineData("by-age", "--limit", "0")]
    public async Task What_is_no_list_or_no_day_ends_with_2(params string[] arguments) =>
        (await CommandRun.Of(["desk", .. arguments, "--data", store.Data])).ExitCode.ShouldBe(ExitCodes.WrongUse);
}
