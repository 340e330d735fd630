using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Policies.Prose;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

/// <summary>The published schemas, the readers and the words for people know the same keys.</summary>
public sealed class RuleSchemaTests
{
    [Theory]
    [InlineData("policy", "electricity")]
    [InlineData("policy", "trade-credit")]
    [InlineData("mapping", "mapping")]
    public void The_shipped_files_are_valid(string kind, string file) => RuleSchemas.Mistake(kind, Texts.Shipped("policies", $"{file}.yaml").Text).ShouldBeNull();

    [Fact]
    public void The_policy_schema_has_the_keys_of_the_reader()
    {
        RuleSchemas.KeysAt("policy").ShouldBe(PolicyFile.Keys, ignoreOrder: true);
        RuleSchemas.KeysAt("policy", "properties", "stages").ShouldBe(StageReader.StageWords);
        RuleSchemas.KeysAt("policy", "$defs", "stage").ShouldBe(StageReader.Keys, ignoreOrder: true);
        RuleSchemas.KeysAt("policy", "properties", "guarantees").ShouldBe(PolicyFile.GuaranteeKinds, ignoreOrder: true);
    }

    [Fact]
    public void The_mapping_schema_has_the_keys_of_the_reader()
    {
        RuleSchemas.KeysAt("mapping").ShouldBe(MappingReader.Keys, ignoreOrder: true);
        RuleSchemas.KeysAt("mapping", "$defs", "rule").ShouldBe(MappingReader.RuleKeys, ignoreOrder: true);
    }

    [Fact]
    public void Explanations_and_differences_know_every_key()
    {
        TermSettings.All.Select(setting => setting.Key).Concat(["policy", "stages"]).ShouldBe(PolicyFile.Keys, ignoreOrder: true);
        StageSettings.All.Select(setting => setting.Key).ShouldBe(StageReader.Keys, ignoreOrder: true);
    }

    [Theory]
    [InlineData("graceDays: {0}", -1, 0, 90, 91)]
    [InlineData("reversalDays: {0}", 0, 1, 800, 801)]
    [InlineData("trivialFloor: {0}", -1, 0, 1_000_000, 1_000_001)]
    [InlineData("reminder: {{ daysFromDue: {0} }}", -61, -60, 0, 1)]
    [InlineData("settlementDays: {{ default: 3, cheque: {0} }}", -1, 0, 60, 61)]
    [InlineData("guarantees: {{ bank: {0}% }}", -1, 0, 100, 101)]
    public void The_schema_and_the_reader_agree_on_ranges_of_a_policy(string setting, int below, int least, int most, int above)
    {
        foreach (var value in new[] { below, least, most, above })
        {
            Agree(Texts.Policy(Texts.Stages, string.Format(setting, value)), value >= least && value <= most);
        }
    }

    [Theory]
    [InlineData("afterDays: {0}", 366)]
    [InlineData("stayDays: {0}", 3_660)]
    public void The_schema_and_the_reader_agree_on_ranges_of_a_stage(string setting, int most)
    {
        foreach (var value in new[] { -1, 0, most, most + 1 })
        {
            var second = $"  warning:\n    enter: daysPastDue >= 15\n    exit: daysPastDue < 8\n    {string.Format(setting, value)}";
            Agree(Texts.Policy($"{Texts.Stages}\n{second}"), value >= 0 && value <= most);
        }
    }

    [Theory]
    [InlineData("colour: red")]
    [InlineData("guarantees: { gold: 10% }")]
    [InlineData("reminder: {}")]
    [InlineData("graceDays: many")]
    public void What_the_reader_does_not_know_the_schema_does_not_allow(string setting) => Agree(Texts.Policy(Texts.Stages, setting), isRight: false);

    [Theory]
    [InlineData("  notice:\n    enter: daysPastDue >= 1")]
    [InlineData("  notice:\n    exit: actionable == 0")]
    [InlineData("  good:\n    enter: daysPastDue >= 1\n    exit: actionable == 0")]
    [InlineData("  notice:\n    enter: daysPastDue >= 1\n    exit: actionable == 0\n    mark: Bad")]
    public void What_a_stage_lacks_or_has_too_much_is_a_mistake_to_both(string stages) => Agree(Texts.Policy(stages), isRight: false);

    private static void Agree(string yaml, bool isRight)
    {
        Texts.MistakesOf(yaml).Length.ShouldBe(isRight ? 0 : 1, yaml);
        (RuleSchemas.Mistake("policy", yaml) is null).ShouldBe(isRight, yaml);
    }
}
