using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Tests.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Guards;

public sealed class LegalFloorsTests
{
    public static readonly FloorTerms Terms = new()
    {
        Jurisdiction = "Utopia",
        DaysOverdue = 31,
        Household = new DemandFloor(7, 0),
        Other = new DemandFloor(3, 60),
        RestoreHours = 24,
        Important = new ProtectionFloor { Approver = "head", CopyToAuthority = true },
        Hazardous = new ProtectionFloor { SafetyLoad = true },
        Vulnerable = new ProtectionFloor { Approver = "care", SecondPerson = true },
    };

    private const string Warning = "  warning:\n    enter: daysPastDue >= 15\n    exit: daysPastDue < 8\n";

    private static LegalFloors Floors => new(Terms);

    [Theory]
    [InlineData("enter: daysPastDue >= 31\n    afterDays: 7")]
    [InlineData("enter: daysPastDue > 30 and actionable > 100.00\n    afterDays: 8")]
    public void A_policy_that_keeps_the_floors_undercuts_none(string stop) =>
        Against(Warning + Stop(stop)).ShouldBeEmpty();

    [Theory]
    [InlineData("enter: daysPastDue >= 30\n    afterDays: 7", "'enter' of 'stop-supply' (daysPastDue >= 30) may hold from 30 days past due; Utopia asks for at least 31")]
    [InlineData("enter: daysPastDue >= 15 and (daysPastDue >= 31 or grade == D)\n    afterDays: 7", "'enter' of 'stop-supply' (daysPastDue >= 15 and (daysPastDue >= 31 or grade == D)) may hold from 15 days past due; Utopia asks for at least 31")]
    public void A_stop_before_the_least_days_overdue_is_told(string stop, string words) =>
        Against(Warning + Stop(stop)).ShouldBe([new Undercut(Stage.StopSupply, Floor.DaysOverdue, null, words)]);

    [Fact]
    public void What_does_not_read_the_days_past_due_guarantees_none() =>
        Against("  stop-supply:\n    direct: keyEvent == lawsuit\n    exit: keyEvent == none").Select(undercut => (undercut.Floor, undercut.Kind, undercut.Words)).ShouldBe(
        [
            (Floor.DaysOverdue, null, "'direct' of 'stop-supply' (keyEvent == lawsuit) may hold without any days past due; Utopia asks for at least 31"),
            (Floor.DemandDays, CustomerKind.Household, "'stop-supply' is entered directly, without any demand; Utopia asks for at least 7 after the demand was served to a household"),
            (Floor.DemandDays, CustomerKind.Other, "'stop-supply' is entered directly, without any demand; Utopia asks for at least 3 after the demand was served to a customer who is no household"),
        ]);

    [Fact]
    public void Too_few_days_after_the_stage_before_undercut_the_demand_of_those_whom_the_law_gives_more() =>
        Against(Warning + Stop("enter: daysPastDue >= 31\n    afterDays: 6")).ShouldBe(
            [new Undercut(Stage.StopSupply, Floor.DemandDays, CustomerKind.Household, "'stop-supply' waits 6 days after the stage before it was raised; Utopia asks for at least 7 after the demand was served to a household")]);

    [Fact]
    public void Before_the_first_stage_nothing_is_demanded() =>
        Against(Stop("enter: daysPastDue >= 31")).Select(undercut => undercut.Words).ShouldBe(
        [
            "'stop-supply' is the first stage, before which nothing is demanded; Utopia asks for at least 7 after the demand was served to a household",
            "'stop-supply' is the first stage, before which nothing is demanded; Utopia asks for at least 3 after the demand was served to a customer who is no household",
        ]);

    [Fact]
    public void A_policy_that_stops_nothing_undercuts_nothing()
    {
        Against(Warning).ShouldBeEmpty();
        Against(Warning + "  blacklist:\n    direct: keyEvent == lawsuit\n    exit: keyEvent == none and overdue == 0").ShouldBeEmpty();
    }

    [Fact]
    public void Where_the_law_asks_for_nothing_nothing_is_undercut() =>
        new LegalFloors(Terms with { DaysOverdue = 0, Household = default, Other = default }).Against(Policy(Stop("enter: daysPastDue >= 8"))).ShouldBeEmpty();

    [Fact]
    public void Kinds_and_protection_classes_have_their_floors()
    {
        Floors.Demand(CustomerKind.Household).ShouldBe(new DemandFloor(7, 0));
        Floors.Demand(CustomerKind.Other).ShouldBe(new DemandFloor(3, 60));
        Floors.Of(Protection.None).ShouldBe(ProtectionFloor.None);
        Floors.Of(Protection.Important).ShouldBe(Terms.Important);
        Floors.Of(Protection.Hazardous).ShouldBe(Terms.Hazardous);
        Floors.Of(Protection.Vulnerable).ShouldBe(Terms.Vulnerable);
    }

    public static TheoryData<string, FloorTerms> Illegal => new()
    {
        { "days overdue must be from 0 to 366, not 367", Terms with { DaysOverdue = 367 } },
        { "days of the demand must be from 0 to 366, not -1", Terms with { Household = new DemandFloor(-1, 0) } },
        { "minutes before must be from 0 to 1440, not 1441", Terms with { Other = new DemandFloor(0, 1_441) } },
        { "hours to restore must be from 1 to 720, not 0", Terms with { RestoreHours = 0 } },
        { "the authority a copy", Terms with { Important = new ProtectionFloor { Approver = "head" } } },
        { "need an approver", Terms with { Important = new ProtectionFloor { CopyToAuthority = true } } },
        { "safety load", Terms with { Hazardous = ProtectionFloor.None } },
        { "second person", Terms with { Vulnerable = new ProtectionFloor { Approver = "care" } } },
        { "who is that person", Terms with { Vulnerable = new ProtectionFloor { SecondPerson = true } } },
    };

    [Theory]
    [MemberData(nameof(Illegal), DisableDiscoveryEnumeration = true)]
    public void Illegal_floors_do_not_construct(string why, FloorTerms terms) =>
        Should.Throw<ArgumentException>(() => new LegalFloors(terms)).Message.ShouldContain(why, Case.Sensitive);

    private static ImmutableArray<Undercut> Against(string stages) => Floors.Against(Policy(stages));

    private static Policy Policy(string stages)
    {
        var loaded = PolicyFile.Parse("p.yaml", Texts.Policy(stages));
        return loaded.Value ?? throw new InvalidOperationException(loaded.ToString());
    }

    private static string Stop(string entry) => $"  stop-supply:\n    {entry}\n    exit: daysPastDue < 8\n";
}
