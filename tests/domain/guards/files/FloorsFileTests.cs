using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Guards.Files;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Tests.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Guards.Files;

public sealed class FloorsFileTests
{
    private const string Right = """
        default:
          daysOverdue: 31
          restoreHours: 24
          demand:
            household: { days: 7 }
            other: { days: 3, againMinutes: 60 }
          protection:
            important: { approver: head, copyToAuthority: true }
            hazardous: { safetyLoad: true, secondPerson: false }
            vulnerable: { approver: care, secondPerson: true }
        """;

    [Fact]
    public void Floors_say_what_their_file_says()
    {
        var floors = FloorsFile.Parse("f.yaml", Right).Value!.Default;

        floors.Terms.ShouldBe(LegalFloorsTests.Terms with { Jurisdiction = "default" });
    }

    [Fact]
    public void Each_region_has_its_own_under_its_name()
    {
        var floors = FloorsFile.Parse("f.yaml", $"{Right}\nregions:\n{Indented("XY" + Right["default".Length..])}").Value!;

        floors.Of("XY").Terms.Jurisdiction.ShouldBe("XY");
        floors.Of("XX").Terms.Jurisdiction.ShouldBe("default");
    }

    [Theory]
    [InlineData("daysOverdue: 31", "daysOverdu: 31", "f.yaml:1:1: 'default' lacks the key 'daysOverdue'", "f.yaml:2:3: unknown key 'daysOverdu' in 'default'; did you mean 'daysOverdue'?")]
    [InlineData("daysOverdue: 31", "daysOverdue: 367", "f.yaml:2:16: 'daysOverdue' must be a whole number from 0 to 366, found '367'")]
    [InlineData("restoreHours: 24", "restoreHours: 0", "f.yaml:3:17: 'restoreHours' must be a whole number from 1 to 720, found '0'")]
    [InlineData("household: { days: 7 }", "households: { days: 7 }", "f.yaml:4:3: 'demand' lacks the key 'household'", "f.yaml:5:5: unknown key 'households' in 'demand'; did you mean 'household'?")]
    [InlineData("household: { days: 7 }", "household: { againMinutes: 2000 }", "f.yaml:5:5: 'household' lacks the key 'days'", "f.yaml:5:32: 'againMinutes' must be a whole number from 0 to 1440, found '2000'")]
    [InlineData("household: { days: 7 }", "household: 7", "f.yaml:5:16: 'household' must be keys with values, found '7'")]
    [InlineData("approver: head, copyToAuthority: true", "approver: head", "f.yaml:8:16: important customers need an approver, and the authority a copy")]
    [InlineData("approver: head, copyToAuthority: true", "approver: The Head, copyToAuthority: yes", "f.yaml:8:28: 'approver' must be a name of a-z, 0-9 and '-' that begins with a letter and has at most 64 characters, found 'The Head'", "f.yaml:8:55: unknown value of 'copyToAuthority' 'yes'; known are false, true")]
    [InlineData("safetyLoad: true", "safetyLoad: false", "f.yaml:9:16: those whom a cut endangers keep their safety load")]
    [InlineData("approver: care, secondPerson: true", "approver: care", "f.yaml:10:17: vulnerable households are never restricted without a second person")]
    [InlineData("approver: care, secondPerson: true", "secondPerson: true", "f.yaml:10:17: a second person needs an approver, who is that person")]
    public void Mistakes_are_told_with_their_place(string before, string after, params string[] mistakes) =>
        Texts.Printed(FloorsFile.Parse("f.yaml", Right.Replace(before, after, StringComparison.Ordinal))).ShouldBe(mistakes);

    [Theory]
    [InlineData("", "f.yaml:1:1: the file is empty")]
    [InlineData("default: {}", "f.yaml:1:1: 'default' lacks the key 'demand'", "f.yaml:1:1: 'default' lacks the key 'protection'", "f.yaml:1:1: 'default' lacks the key 'daysOverdue'", "f.yaml:1:1: 'default' lacks the key 'restoreHours'")]
    public void What_is_missing_is_told(string yaml, params string[] mistakes) =>
        Texts.Printed(FloorsFile.Parse("f.yaml", yaml)).ShouldBe(mistakes);

    [Fact]
    public void The_shipped_policies_keep_or_undercut_the_shipped_floors_as_documented()
    {
        var file = Texts.Shipped("floors.yaml");
        var loaded = FloorsFile.Parse(file.File, file.Text);
        Texts.Printed(loaded).ShouldBeEmpty();
        var (electricity, trade) = (Shipped("electricity.yaml"), Shipped("trade-credit.yaml"));

        loaded.Value!.Default.Against(electricity).ShouldBeEmpty();
        loaded.Value!.Of("CN-HL").Against(electricity).ShouldBeEmpty();
        loaded.Value!.Of("DE-NW").Against(electricity).Select(undercut => (undercut.Floor, undercut.Kind)).ShouldBe([(Floor.DemandDays, CustomerKind.Household), (Floor.DemandDays, CustomerKind.Other)]);
        loaded.Value!.Default.Against(trade).Select(undercut => (undercut.Floor, undercut.Kind)).ShouldBe([(Floor.DaysOverdue, (CustomerKind?)null), (Floor.DemandDays, CustomerKind.Household)]);
    }

    private static string Indented(string text) => string.Join('\n', text.Split('\n').Select(line => "  " + line));

    private static Policy Shipped(string name)
    {
        var file = Texts.Shipped("policies", name);
        return PolicyFile.Parse(file.File, file.Text).Value!;
    }
}
