using System.Security.Cryptography;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Silo.Runtime;
using CreditRisk.Tests.Silo.Commands;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Runtime;

[Collection(SimulatedStore.Collection)]
public sealed class RuleFilesTests(SimulatedStore store)
{
    [Fact]
    public void Every_file_is_told_with_what_it_holds_and_the_hash_of_its_bytes()
    {
        var directory = RuleFiles.Shipped.Directory;

        RuleFiles.Shipped.LoadWithFiles().Files.ShouldBe(
        [
            new RuleStamp(RuleKind.Policy, "electricity", 1, HashOf(directory, "policies", "electricity.yaml")),
            new RuleStamp(RuleKind.Policy, "prepaid", 1, HashOf(directory, "policies", "prepaid.yaml")),
            new RuleStamp(RuleKind.Policy, "telecom", 1, HashOf(directory, "policies", "telecom.yaml")),
            new RuleStamp(RuleKind.Policy, "trade-credit", 1, HashOf(directory, "policies", "trade-credit.yaml")),
            new RuleStamp(RuleKind.Mapping, "mapping", 0, HashOf(directory, "policies", "mapping.yaml")),
            new RuleStamp(RuleKind.Tariff, "tariffs", 0, HashOf(directory, "tariffs.yaml")),
            new RuleStamp(RuleKind.Calendars, "calendars", 0, HashOf(directory, "calendars.yaml")),
            new RuleStamp(RuleKind.Floors, "floors", 0, HashOf(directory, "floors.yaml")),
            new RuleStamp(RuleKind.Scorecard, "behaviour", 1, HashOf(directory, "scorecards", "behaviour.json")),
        ]);
    }

    [Fact]
    public void A_policy_that_everybody_gets_is_told_too()
    {
        var rules = store.CopyRules();
        var only = Path.Combine(rules, "only.yaml");
        File.WriteAllText(only, File.ReadAllText(Path.Combine(rules, "policies", "electricity.yaml")).Replace("version: 1", "version: 7", StringComparison.Ordinal));

        new RuleFiles(rules, only).LoadWithFiles().Files.ShouldContain(new RuleStamp(RuleKind.Policy, "electricity", 7, HashOf(only)));
    }

    [Fact]
    public void A_comment_more_is_other_content()
    {
        var rules = store.CopyRules();
        File.AppendAllText(Path.Combine(rules, "policies", "electricity.yaml"), "# reviewed\n");

        var changed = new RuleFiles(rules).LoadWithFiles().Files.Except(RuleFiles.Shipped.LoadWithFiles().Files);

        changed.ShouldHaveSingleItem().Id.ShouldBe("electricity");
    }

    private static string HashOf(params string[] path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(path))));
}
