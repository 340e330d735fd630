using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

[Collection(SimulatedStore.Collection)]
public sealed class PolicyCommandTests(SimulatedStore store)
{
    [Fact]
    public async Task The_shipped_rules_are_right()
    {
        var run = await CommandRun.Done("policy", "check", RuleFiles.Shipped.Directory, "--json");
        run.Objects.Select(one => one.GetProperty("kind").GetString()).Order().ShouldBe(["calendars", "floors", "mapping", "policy", "policy", "policy", "policy", "scorecard", "tariff"]);
        run.Objects.ShouldAllBe(one => one.GetProperty("ok").GetBoolean());
        (await CommandRun.Done("policy", "check", RuleFiles.Shipped.Directory)).Lines.ShouldAllBe(line => line.Contains(": ok (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mistake_is_told_with_file_line_and_column_and_ends_with_2()
    {
        var file = Changed("policies/electricity.yaml", "daysPastDue >= 15", "daysPastDu >= 15", out var line);
        var run = await CommandRun.Of("policy", "check", file);
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        run.Lines.ShouldHaveSingleItem().ShouldStartWith($"{file}:{line}:12: ");
        var mistake = (await CommandRun.Of("policy", "check", file, "--json")).Object.GetProperty("mistakes")[0];
        mistake.GetProperty("line").GetInt32().ShouldBe(line);
    }

    [Theory]
    [InlineData("calendars.yaml", "zone: Europe/Berlin", "zone: Europe/Berlim", "calendars")]
    [InlineData("floors.yaml", "daysOverdue: 31", "daysOverdue: 3l", "floors")]
    public async Task Calendars_and_floors_are_checked_too(string shipped, string before, string after, string kind)
    {
        var file = Changed(shipped, before, after, out var line);
        (await CommandRun.Of("policy", "check", file)).Lines.ShouldHaveSingleItem().ShouldStartWith($"{file}:{line}:");
        (await CommandRun.Of("policy", "check", file, "--json")).Object.GetProperty("kind").GetString().ShouldBe(kind);
    }

    [Fact]
    public async Task A_mapping_is_checked_with_the_policies_beside_it()
    {
        var good = Path.Combine(store.CopyRules(), "policies", "mapping.yaml");
        (await CommandRun.Done("policy", "check", good)).Lines.ShouldBe([$"{good}: ok (mapping)"]);
        var bad = Changed("policies/mapping.yaml", "policy: trade-credit", "policy: no-such", out var line);
        (await CommandRun.Of("policy", "check", bad)).Lines.ShouldHaveSingleItem().ShouldStartWith($"{bad}:{line}:");
    }

    [Fact]
    public async Task A_directory_is_checked_as_a_whole()
    {
        var rules = store.CopyRules();
        File.Delete(Path.Combine(rules, "tariffs.yaml"));
        var run = await CommandRun.Of("policy", "check", rules);
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        run.Errors.ShouldContain("tariffs.yaml");
    }

    [Theory]
    [InlineData("tariffs.yaml", "tariff")]
    [InlineData("calendars.yaml", "calendars")]
    [InlineData("floors.yaml", "floors")]
    [InlineData("policies/mapping.yaml", "mapping")]
    [InlineData("policies/trade-credit.yaml", "policy")]
    public async Task What_a_file_is_its_content_tells(string shipped, string kind)
    {
        var file = Path.Combine(Path.GetDirectoryName(Changed(shipped, "", "", out _))!, "some-name.yaml");
        File.Copy(Path.Combine(RuleFiles.Shipped.Directory, shipped), file);
        var run = await CommandRun.Of("policy", "check", file, "--json");
        run.Object.GetProperty("kind").GetString().ShouldBe(kind);
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_2() =>
        (await CommandRun.Of("policy", "check", "no-such.yaml")).ExitCode.ShouldBe(ExitCodes.WrongUse);

    private string Changed(string shipped, string before, string after, out int line)
    {
        var file = Path.Combine(store.CopyRules(), shipped);
        var text = File.ReadAllText(file);
        var at = text.IndexOf(before, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0);
        line = 1 + text.AsSpan(0, at).Count('\n');
        File.WriteAllText(file, text[..at] + after + text[(at + before.Length)..]);
        return file;
    }
}
