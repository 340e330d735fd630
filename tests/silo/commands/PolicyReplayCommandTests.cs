using System.Text.Json;
using CreditRisk.Silo.Commands;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

[Collection(SimulatedStore.Collection)]
public sealed class PolicyReplayCommandTests(SimulatedStore store)
{
    [Fact]
    public async Task A_changed_policy_is_compared_with_the_present_one_and_does_what_a_replay_by_it_does()
    {
        var rules = store.CopyRules();
        var changed = Warn10DaysEarlier(rules);
        var comparison = (await CommandRun.Done("policy", "replay", "--events", store.EventsFile, "--policy", changed, "--json")).Object;
        var warning = Stage(comparison, "warning");
        warning.GetProperty("beginnings").GetProperty("earlier").GetInt64().ShouldBePositive();
        warning.GetProperty("shifts").EnumerateArray().Select(shift => shift.GetProperty("days").GetInt32()).Min().ShouldBe(-10);
        comparison.GetProperty("accounts").GetArrayLength().ShouldBe(Math.Min(1000, comparison.GetProperty("differentAccounts").GetInt32()));

        var replayed = (await CommandRun.Done("replay", store.EventsFile, "--rules", rules, "--json")).Object.GetProperty("warnings").GetProperty("byStage");
        foreach (var stage in comparison.GetProperty("subjects").EnumerateArray())
        {
            stage.GetProperty("beginnings").GetProperty("new").GetInt64().ShouldBe(replayed.GetProperty(stage.GetProperty("subject").GetString()!).GetInt64());
        }
    }

    [Fact]
    public async Task The_history_and_the_files_that_it_came_from_give_the_same()
    {
        var changed = Warn10DaysEarlier(store.CopyRules());
        var files = (await CommandRun.Done("policy", "replay", "--events", store.EventsFile, "--policy", changed, "--json")).Object;
        var history = (await CommandRun.Done("policy", "replay", "--from-history", "--data", store.Data, "--policy", changed, "--json")).Object;
        history.GetProperty("subjects").GetRawText().ShouldBe(files.GetProperty("subjects").GetRawText());
        history.GetProperty("accounts").GetRawText().ShouldBe(files.GetProperty("accounts").GetRawText());
    }

    [Fact]
    public async Task A_directory_of_rules_is_compared_as_a_whole()
    {
        var rules = store.CopyRules();
        Warn10DaysEarlier(rules);
        var back = await CommandRun.Done("policy", "replay", "--events", store.EventsFile, "--policy", Shipped("electricity"), "--against", rules);
        back.Output.ShouldContain("old: policy electricity version 2");
        back.Lines.ShouldContain(line => line.StartsWith("warning", StringComparison.Ordinal) && line.Contains("+10", StringComparison.Ordinal));
        back.Lines[^1].ShouldEndWith("accounts fare differently");
        (await CommandRun.Done("policy", "replay", "--events", store.EventsFile, "--policy", rules, "--against", rules)).Lines[^1].ShouldStartWith("0 of ");
    }

    [Fact]
    public async Task Time_runs_on_as_far_as_it_is_asked_to()
    {
        string[] replay = ["policy", "replay", "--events", store.EventsFile, "--policy", Shipped("electricity"), "--json"];
        var now = Stage((await CommandRun.Done(replay)).Object, "stop-supply").GetProperty("accounts").GetProperty("new").GetInt64();
        var later = Stage((await CommandRun.Done([.. replay, "--until", "2027-01-01"])).Object, "stop-supply").GetProperty("accounts").GetProperty("new").GetInt64();
        later.ShouldBeGreaterThan(now);
    }

    [Fact]
    public async Task The_page_is_written_to_its_file()
    {
        var page = $"{store.NewDirectory()}.html";
        await CommandRun.Done("policy", "replay", "--events", store.EventsFile, "--policy", Warn10DaysEarlier(store.CopyRules()), "--html", page);
        (await File.ReadAllTextAsync(page)).ShouldStartWith("<!DOCTYPE html>");
    }

    [Fact]
    public async Task Wrong_use_is_told()
    {
        (await Wrong("--events", store.EventsFile)).ShouldContain("--policy");
        (await Wrong("--policy", Shipped("electricity"))).ShouldContain("--events or --from-history");
        (await Wrong("--policy", Shipped("electricity"), "--from-history", "--events", store.EventsFile)).ShouldContain("--events or --from-history");
        (await Wrong("--policy", Shipped("electricity"), "--events", store.EventsFile, "--data", store.Data)).ShouldContain("--data");
        var stranger = $"{store.NewDirectory()}.yaml";
        await File.WriteAllTextAsync(stranger, (await File.ReadAllTextAsync(Shipped("electricity"))).Replace("policy: electricity", "policy: water", StringComparison.Ordinal));
        (await Wrong("--policy", stranger, "--events", store.EventsFile)).ShouldContain("nobody the policy 'water'");
    }

    private static async Task<string> Wrong(params string[] arguments)
    {
        var run = await CommandRun.Of(["policy", "replay", .. arguments]);
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        return run.Errors;
    }

    private static JsonElement Stage(JsonElement comparison, string stage) =>
        comparison.GetProperty("subjects").EnumerateArray().Single(one => one.GetProperty("subject").GetString() == stage);

    private static string Shipped(string policy) => Path.Combine(CreditRisk.Silo.Runtime.RuleFiles.Shipped.Directory, "policies", $"{policy}.yaml");

    private static string Warn10DaysEarlier(string rules)
    {
        var file = Path.Combine(rules, "policies", "electricity.yaml");
        var text = File.ReadAllText(file)
            .Replace("version: 1", "version: 2", StringComparison.Ordinal)
            .Replace("enter: daysPastDue >= 15\n    exit: daysPastDue < 8", "enter: daysPastDue >= 5\n    exit: daysPastDue < 4", StringComparison.Ordinal)
            .Replace("exit: daysPastDue < 15", "exit: daysPastDue < 5", StringComparison.Ordinal);
        File.WriteAllText(file, text);
        return file;
    }
}
