using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

[Collection(SimulatedStore.Collection)]
public sealed class PolicyToolCommandTests(SimulatedStore store)
{
    private static string Electricity(string rules) => Path.Combine(rules, "policies", "electricity.yaml");

    [Fact]
    public async Task Diff_tells_what_changes_and_exits_with_1_only_if_asked_to()
    {
        var (old, now) = (Electricity(RuleFiles.Shipped.Directory), Changed(store.CopyRules()));
        var change = (await CommandRun.Done("policy", "diff", old, now, "--json")).Object.GetProperty("changes").EnumerateArray().ToList().ShouldHaveSingleItem();
        change.GetProperty("part").GetString().ShouldBe("stop-supply");
        change.GetProperty("new").GetString().ShouldBe("10");
        (await CommandRun.Done("policy", "diff", old, now)).Output.ShouldContain("least days after the stage before");
        (await CommandRun.Of("policy", "diff", old, now, "--exit-code")).ExitCode.ShouldBe(ExitCodes.Failed);
        (await CommandRun.Done("policy", "diff", old, old, "--exit-code")).Lines.ShouldBe(["nothing changes"]);
    }

    [Fact]
    public async Task Directories_are_compared_with_their_tariffs()
    {
        var rules = store.CopyRules();
        Changed(rules);
        await File.AppendAllTextAsync(Path.Combine(rules, "tariffs.yaml"), "# dearer soon\n");
        var parts = (await CommandRun.Done("policy", "diff", RuleFiles.Shipped.Directory, rules, "--json")).Object.GetProperty("changes").EnumerateArray()
            .Select(change => change.GetProperty("part").GetString());
        parts.ShouldBe(["stop-supply", "tariff"]);
        (await CommandRun.Of("policy", "diff", RuleFiles.Shipped.Directory, Electricity(rules))).ExitCode.ShouldBe(ExitCodes.WrongUse);
    }

    [Fact]
    public async Task Explain_tells_a_policy_in_sentences()
    {
        var file = Electricity(RuleFiles.Shipped.Directory);
        (await CommandRun.Done("policy", "explain", file)).Lines.ShouldContain("After warning, a customer comes here when the oldest debt is more than 30 days past due.");
        (await CommandRun.Done("policy", "explain", file, "--json")).Object.GetProperty("sections").GetArrayLength().ShouldBe(4);
        (await CommandRun.Of("policy", "explain")).ExitCode.ShouldBe(ExitCodes.WrongUse);
    }

    [Fact]
    public async Task Explain_holds_an_account_against_its_policy_or_another_one()
    {
        var account = store.InTrouble();
        var own = (await CommandRun.Done("policy", "explain", "--account", account, "--data", store.Data, "--json")).Object;
        own.GetProperty("stage").GetString().ShouldBe("stop-supply");
        var stages = own.GetProperty("stages").EnumerateArray().ToDictionary(stage => stage.GetProperty("stage").GetString()!);
        stages["notice"].GetProperty("raisedAt").GetString().ShouldNotBeNull();
        stages["stop-supply"].GetProperty("exit").GetProperty("holds").GetBoolean().ShouldBeFalse();
        stages["stop-supply"].GetProperty("exit").GetProperty("text").GetString().ShouldNotBeNull().ShouldStartWith("daysPastDue ");

        var trade = Path.Combine(RuleFiles.Shipped.Directory, "policies", "trade-credit.yaml");
        (await CommandRun.Done("policy", "explain", trade, "--account", account, "--data", store.Data)).Output.ShouldContain("policy trade-credit, version 1");
        (await CommandRun.Of("policy", "explain", "--account", "nobody", "--data", store.Data)).ExitCode.ShouldBe(ExitCodes.Failed);
    }

    private static string Changed(string rules)
    {
        var file = Electricity(rules);
        File.WriteAllText(file, File.ReadAllText(file).Replace("afterDays: 7", "afterDays: 10", StringComparison.Ordinal));
        return file;
    }
}
