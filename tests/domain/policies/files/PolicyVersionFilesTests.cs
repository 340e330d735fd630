using CreditRisk.Domain.Policies.Files;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

/// <summary>Files of one policy that take each other's place.</summary>
public sealed class PolicyVersionFilesTests
{
    private static readonly NamedText Mapping = new("m.yaml", "defaultZone: UTC\ndefault: test");

    [Fact]
    public void Versions_are_in_force_from_their_instants_whatever_the_order_of_their_files()
    {
        var timeline = Load(File(3, "2027-03-01T00:00:00Z"), File(1), File(2, "2026-12-01T00:00:00+01:00")).Value!.Default;

        timeline.Versions.Select(version => version.Terms.Version).ShouldBe([1, 2, 3]);
        timeline.Versions[1].Terms.From.ShouldBe(Instant.FromUtc(2026, 11, 30, 23, 0));
    }

    [Fact]
    public void The_earliest_version_may_say_from_when_it_was_in_force() =>
        Load(File(2, "2026-12-01T00:00:00+01:00"), File(3, "2027-03-01T00:00:00Z")).ToString().ShouldBe("valid");

    [Fact]
    public void A_later_version_says_from_when_it_is_in_force() => MistakesOf(File(1), File(4))
        .ShouldBe(["v4.yaml:2:10: version 4 of policy 'test' must say 'from' when it takes the place of version 1 in v1.yaml"]);

    [Fact]
    public void Versions_rise_with_the_instants() => MistakesOf(File(2, "2027-03-01T00:00:00Z"), File(3, "2027-03-01T01:00:00+01:00"), File(4, "2027-01-01T00:00:00Z")).ShouldBe(
        [
            "v3.yaml:3:7: version 3 of policy 'test' must come into force after version 2 in v2.yaml, which does at 2027-03-01T00:00:00Z",
            "v4.yaml:3:7: version 4 of policy 'test' must come into force after version 3 in v3.yaml, which does at 2027-03-01T00:00:00Z",
        ]);

    [Theory]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01T00:00:00")]
    [InlineData("2026-12-01T00:00+01:00")]
    [InlineData("2026-12-01T00:00:00.5+01:00")]
    [InlineData("2026-12-01T00:00:00 Europe/Berlin")]
    [InlineData("2026-13-01T00:00:00Z")]
    public void An_instant_is_written_in_one_way(string from) => MistakesOf(File(1, from))
        .ShouldBe([$"v1.yaml:3:7: 'from' must be an instant with its offset such as 2026-12-01T00:00:00+01:00, found '{from}'"]);

    [Fact]
    public void A_mistake_in_one_version_does_not_make_the_policy_unknown() =>
        MistakesOf(File(1), File(2, "soon")).ShouldHaveSingleItem().ShouldStartWith("v2.yaml:3:7: ");

    private static Loaded<CreditRisk.Domain.Policies.PolicyBook> Load(params NamedText[] files) => PolicyBookLoader.Load(Mapping, files);

    private static string[] MistakesOf(params NamedText[] files) => Texts.Printed(Load(files));

    private static NamedText File(int version, string? from = null) =>
        new($"v{version}.yaml", $"policy: test\nversion: {version}\n{(from is null ? "" : $"from: {from}\n")}stages:\n{Texts.Stages}");
}
