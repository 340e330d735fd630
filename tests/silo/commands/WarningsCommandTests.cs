using System.Text;
using System.Text.Json;
using CreditRisk.Silo.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

[Collection(SimulatedStore.Collection)]
public sealed class WarningsCommandTests(SimulatedStore store)
{
    [Fact]
    public async Task Json_is_every_event_of_the_outbox_as_it_is_in_order()
    {
        var run = await CommandRun.Done("warnings", "--data", store.Data, "--json");
        run.Lines.ShouldBe(Bodies());
        run.Lines.Length.ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task A_limit_takes_the_newest_and_keeps_their_order()
    {
        var run = await CommandRun.Done("warnings", "--data", store.Data, "--json", "--limit", "7");
        run.Lines.ShouldBe(Bodies()[^7..]);
    }

    [Fact]
    public async Task After_an_offset_the_oldest_come_first()
    {
        using var reader = SimulatedStore.Read(store.Data);
        var offsets = WarningExport.All(reader).Select(effect => effect.Offset).ToList();
        var run = await CommandRun.Done("warnings", "--data", store.Data, "--json", "--after", $"{offsets[9]}", "--limit", "5");
        run.Lines.ShouldBe(Bodies()[10..15]);
    }

    [Theory]
    [InlineData("--stage", "notice", "stage")]
    [InlineData("--kind", "cleared", "type")]
    public async Task Filters_leave_what_matches(string option, string value, string field)
    {
        var run = await CommandRun.Done("warnings", "--data", store.Data, "--json", option, value);
        var expected = Bodies().Where(line => field == "type" ? Event(line).GetProperty("type").GetString() == $"risk.warning.{value}" : StageOf(line) == value).ToArray();
        run.Lines.ShouldBe(expected);
        expected.Length.ShouldBeInRange(1, Bodies().Length - 1);
        (await CommandRun.Done("warnings", "--data", store.Data, "--json", option, value, "--limit", "2")).Lines.ShouldBe(expected[^2..]);
    }

    [Fact]
    public async Task Those_of_one_account_are_in_its_own_order()
    {
        var account = Event(Bodies()[^1]).GetProperty("subject").GetString()!;
        var run = await CommandRun.Done("warnings", "--data", store.Data, "--json", "--account", account);
        run.Objects.Select(one => one.GetProperty("data").GetProperty("sequence").GetInt64()).ShouldBe(Enumerable.Range(1, run.Lines.Length).Select(number => (long)number));
        run.Objects.ShouldAllBe(one => one.GetProperty("subject").GetString() == account);
    }

    [Fact]
    public async Task The_table_shows_the_newest_with_their_reasons()
    {
        var run = await CommandRun.Done("warnings", "--data", store.Data, "--limit", "3", "--stage", "warning", "--kind", "raised");
        run.Lines.Count(line => line.Contains("daysPastDue 15 >= 15", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_found_is_said_beside_the_result()
    {
        var run = await CommandRun.Done("warnings", "--data", store.Data, "--account", "nobody");
        run.Output.ShouldBeEmpty();
        run.Errors.Trim().ShouldBe("no warnings");
    }

    [Fact]
    public async Task A_stage_that_does_not_exist_is_wrong_use() =>
        (await CommandRun.Of("warnings", "--data", store.Data, "--stage", "doom")).ExitCode.ShouldBe(CreditRisk.Silo.Commands.ExitCodes.WrongUse);

    private static JsonElement Event(string line) => JsonSerializer.Deserialize<JsonElement>(line);

    private static string? StageOf(string line) => Event(line).GetProperty("data").GetProperty("stage").GetString();

    private string[] Bodies()
    {
        using var reader = SimulatedStore.Read(store.Data);
        return [.. WarningExport.All(reader).Select(effect => Encoding.UTF8.GetString(effect.Body.Span))];
    }
}
