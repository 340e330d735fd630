using CreditRisk.Domain.Events;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Score;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class MappingFileTests
{
    private static readonly Dictionary<string, PolicyTimeline> Policies = new[] { "electricity", "trade-credit", "telecom" }
        .ToDictionary(id => id, id => (PolicyTimeline)PolicyFile.Parse(id, Texts.Policy(Texts.Stages).Replace("policy: test", $"policy: {id}", StringComparison.Ordinal)).Value!);

    [Fact]
    public void Rules_are_tried_in_order_by_segment_terms_and_grade()
    {
        var book = MappingFile.Parse("m.yaml", """
            defaultZone: Europe/Berlin
            regions: { TW: Asia/Taipei }
            default: electricity
            rules:
              - { segments: [trade, factory], terms: [postpaid, cash], grades: [C, D], policy: trade-credit }
              - { terms: [prepaid], policy: telecom }
            """, Policies).Value!;

        book.Select("factory", Terms.Cash, Grade.D).Versions[0].Terms.Id.ShouldBe("trade-credit");
        book.Select("factory", Terms.Cash, Grade.B).Versions[0].Terms.Id.ShouldBe("electricity");
        book.Select("factory", Terms.Prepaid, Grade.D).Versions[0].Terms.Id.ShouldBe("telecom");
        book.Select(null, Terms.Prepaid, Grade.A).Versions[0].Terms.Id.ShouldBe("telecom");
        book.ZoneOf("TW").Id.ShouldBe("Asia/Taipei");
        book.ZoneOf("XX").Id.ShouldBe("Europe/Berlin");
    }

    [Fact]
    public void Regions_and_rules_may_be_left_out() =>
        MappingFile.Parse("m.yaml", "defaultZone: UTC\ndefault: telecom", Policies).Value!.Select("x", Terms.Cash, Grade.A).Versions[0].Terms.Id.ShouldBe("telecom");

    [Theory]
    [InlineData("{}", "m.yaml:1:1: the mapping lacks the key 'defaultZone'", "m.yaml:1:1: the mapping lacks the key 'default'")]
    [InlineData("[]", "m.yaml:1:1: the mapping must be keys with values, found a list")]
    [InlineData("defaultZone: UTC\ndefault: electric", "m.yaml:2:10: unknown policy 'electric'; did you mean 'electricity'?")]
    [InlineData("defaultZone: UTC\ndefault: water", "m.yaml:2:10: unknown policy 'water'; known are electricity, telecom, trade-credit")]
    [InlineData("defaultZone: UTC\ndefault: [telecom]", "m.yaml:2:10: 'default' must be a name of a-z, 0-9 and '-' that begins with a letter and has at most 64 characters, found a list")]
    [InlineData("defaultZone: Europe/Berlim\ndefault: telecom", "m.yaml:1:14: 'defaultZone' must be an IANA time zone, found 'Europe/Berlim'; did you mean 'Europe/Berlin'?")]
    [InlineData("defaultZone: UTC+08\ndefault: telecom\nregion: {}", "m.yaml:1:14: 'defaultZone' must be an IANA time zone, found 'UTC+08'", "m.yaml:3:1: unknown key 'region' in the mapping; did you mean 'regions'?")]
    [InlineData("defaultZone: UTC\ndefault: telecom\nregions: { TW: Taipeh, TW: Asia/Taipei, DE: [] }", "m.yaml:3:16: the zone of 'TW' must be an IANA time zone, found 'Taipeh'", "m.yaml:3:24: duplicate key 'TW' in 'regions'; the first is on line 3", "m.yaml:3:45: the zone of 'DE' must be a text of 1 to 64 characters, found a list")]
    [InlineData("defaultZone: UTC\ndefault: telecom\nrules: { a: b }", "m.yaml:3:8: 'rules' must be a list of at least one item, found keys with values")]
    [InlineData("defaultZone: UTC\ndefault: telecom\nrules: []", "m.yaml:3:8: 'rules' must be a list of at least one item, found an empty one")]
    public void Mistakes_are_told_with_their_place(string yaml, params string[] mistakes) =>
        Texts.Printed(MappingFile.Parse("m.yaml", yaml, Policies)).ShouldBe(mistakes);

    [Theory]
    [InlineData("trade", "m.yaml:4:5: a rule must be keys with values, found 'trade'")]
    [InlineData("{ segments: [trade] }", "m.yaml:4:5: a rule lacks the key 'policy'")]
    [InlineData("{ segments: [trade], policy: trade }", "m.yaml:4:34: unknown policy 'trade'; known are electricity, telecom, trade-credit")]
    [InlineData("{ policy: telecom }", "m.yaml:4:5: a rule without 'segments', 'terms' and 'grades' is for everybody; that is what 'default' says")]
    [InlineData("{ segment: [trade], terms: [cash], policy: telecom }", "m.yaml:4:7: unknown key 'segment' in a rule; did you mean 'segments'?")]
    [InlineData("{ segments: trade, policy: telecom }", "m.yaml:4:17: 'segments' must be a list of at least one item, found 'trade'")]
    [InlineData("{ segments: [], policy: telecom }", "m.yaml:4:17: 'segments' must be a list of at least one item, found an empty one")]
    [InlineData("{ segments: [a, a], policy: telecom }", "m.yaml:4:21: 'a' is listed twice in 'segments'")]
    [InlineData("{ terms: [postpayd, Cash, x-y-z], policy: telecom }", "m.yaml:4:15: unknown terms 'postpayd'; did you mean 'postpaid'?", "m.yaml:4:25: unknown terms 'Cash'; did you mean 'cash'?", "m.yaml:4:31: unknown terms 'x-y-z'; known are postpaid, prepaid, cash")]
    [InlineData("{ grades: [E, D, D], policy: telecom }", "m.yaml:4:16: unknown grade 'E'; did you mean 'A'?", "m.yaml:4:22: 'D' is listed twice in 'grades'")]
    [InlineData("{ grades: [[]], policy: telecom }", "m.yaml:4:16: grade must be one of A, B, C, D, found a list")]
    [InlineData("{ grades: [C, D], policy: telecom }\n  - { segments: [a], grades: [D], policy: electricity }", "m.yaml:5:5: this rule is never reached: the one on line 4 is for the same customers and stands before it")]
    public void Mistakes_in_rules_are_told_with_their_place(string rule, params string[] mistakes) =>
        Texts.Printed(MappingFile.Parse("m.yaml", $"defaultZone: UTC\ndefault: telecom\nrules:\n  - {rule}", Policies)).ShouldBe(mistakes);
}

public sealed class PolicyBookLoaderTests
{
    private static readonly NamedText Mapping = new("m.yaml", "defaultZone: UTC\ndefault: test");

    [Fact]
    public void Policies_that_are_not_named_are_read_as_well() =>
        PolicyBookLoader.Load(Mapping, [new("a.yaml", Texts.Policy(Texts.Stages)), new("b.yaml", "policy: other\nversion: 2\nstages:\n" + Texts.Stages)])
            .ToString().ShouldBe("valid");

    [Fact]
    public void A_version_of_a_policy_must_not_be_in_two_files() =>
        Texts.Printed(PolicyBookLoader.Load(Mapping, [new("a.yaml", Texts.Policy(Texts.Stages)), new("b.yaml", Texts.Policy(Texts.Stages))]))
            .ShouldBe(["b.yaml:2:10: version 1 of policy 'test' is in a.yaml already"]);

    [Fact]
    public void Mistakes_of_all_files_are_told_at_once_and_a_wrong_policy_is_not_called_unknown() =>
        Texts.Printed(PolicyBookLoader.Load(
            new("m.yaml", "defaultZone: Utc\ndefault: test"),
            [new("a.yaml", Texts.Policy(Texts.Stages, "graceDays: x")), new("b.yaml", "")])).ShouldBe(
            [
                "a.yaml:7:12: 'graceDays' must be a whole number from 0 to 90, found 'x'",
                "b.yaml:1:1: the file is empty",
                "m.yaml:1:14: 'defaultZone' must be an IANA time zone, found 'Utc'; did you mean 'UTC'?",
            ]);
}
