using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Policies.Prose;
using CreditRisk.Tests.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Prose;

public sealed class DifferenceTests
{
    private const string Warning = "\n  warning:\n    enter: daysPastDue >= 15\n    exit: daysPastDue < 8\n";

    [Fact]
    public void A_default_that_is_written_out_is_no_change() =>
        PolicyDifferences.Between(Policy(Texts.Stages), Policy(Texts.Stages, "graceDays: 7\nguarantees: { bank: 100% }")).ShouldBeEmpty();

    [Fact]
    public void Changed_settings_are_told_with_both_values() =>
        Printed(PolicyDifferences.Between(
            Policy(Texts.Stages + Warning),
            Policy(Texts.Stages + Warning.Replace(">= 15", ">= 10", StringComparison.Ordinal) + "    mark: bad\n    afterDays: 3", "reminder: { daysFromDue: -7 }")))
        .ShouldBe(
        [
            "general reminder: - -> of each item 7 days before its due date", "warning enter: daysPastDue >= 15 -> daysPastDue >= 10", "warning afterDays: 0 -> 3", "warning mark: - -> bad",
        ]);

    [Fact]
    public void A_stage_more_or_less_is_told_with_its_settings()
    {
        Printed(PolicyDifferences.Between(Policy(Texts.Stages), Policy(Texts.Stages + Warning))).ShouldBe(
        [
            "warning stage: - -> there", "warning enter: - -> daysPastDue >= 15", "warning afterDays: - -> 0", "warning servedDays: - -> 0", "warning stayDays: - -> 0", "warning exit: - -> daysPastDue < 8",
        ]);
        Printed(PolicyDifferences.Between(Policy(Texts.Stages + Warning), Policy(Texts.Stages)))[0].ShouldBe("warning stage: there -> -");
    }

    [Fact]
    public void Of_books_policies_and_mapping_are_told()
    {
        var old = Book("defaultZone: UTC\ndefault: test", Texts.Policy(Texts.Stages));
        var now = Book(
            "defaultZone: UTC\nregions: { DE: Europe/Berlin }\ndefault: test\nrules:\n  - { segments: [trade], grades: [C, D], policy: other }",
            Texts.Policy(Texts.Stages, "graceDays: 3"),
            Texts.Policy(Texts.Stages).Replace("policy: test", "policy: other", StringComparison.Ordinal));
        Printed(BookDifferences.Between(old, now)).ShouldBe(
        [
            "policy policy: - -> version 1", "general graceDays: 7 -> 3", "mapping rules: - -> segments trade grades C, D policy other", "mapping regions: - -> Europe/Berlin",
        ]);
        BookDifferences.Between(now, now).ShouldBeEmpty();
    }

    private static string[] Printed(IEnumerable<RuleChange> changes) =>
        [.. changes.Select(change => $"{change.Part} {change.Key}: {change.Old ?? "-"} -> {change.New ?? "-"}")];

    private static Policy Policy(string stages, string more = "") => PolicyFile.Parse("p.yaml", Texts.Policy(stages, more)).Value.ShouldNotBeNull();

    private static PolicyBook Book(string mapping, params string[] policies) =>
        PolicyBookLoader.Load(new NamedText("mapping.yaml", mapping), policies.Select((text, index) => new NamedText($"{index}.yaml", text))).Value.ShouldNotBeNull();
}
