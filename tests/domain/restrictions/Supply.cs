using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Tests.Domain.Account;


namespace CreditRisk.Tests.Domain.Restrictions;

/// <summary>Policies and surroundings of stories about restrictions.</summary>
internal static class Supply
{
    /// <summary>Notice at 1 day, warning with a demand at 7, stop at 14 if the demand was served 5 days before. Commands are to be answered in a day.</summary>
    public static readonly Policy Stopping = new(TestPolicies.Terms with { GraceDays = 0, Restriction = new RestrictionTerms { AnswerHours = 24, Attempts = 2, RetryHours = 12 } }, Stages(RestrictionLevel.Stop));

    /// <summary>The same with outgoing service limited at the warning.</summary>
    public static readonly Policy Graded = new(
        Stopping.Terms,
        [Stopping.Stages[0] with { Notify = "reminder" }, Stopping.Stages[1] with { Restrict = RestrictionLevel.Limit }, Stopping.Stages[2]]);

    /// <summary>The law of no place: 10 days overdue, a demand served 6 days before, told once more an hour before.</summary>
    public static readonly FloorTerms Law = new()
    {
        Jurisdiction = "nowhere",
        DaysOverdue = 10,
        Household = new DemandFloor(6, 0),
        Other = new DemandFloor(3, 60),
        Households = ["home"],
        Others = ["shop"],
        Exempt = ["trade"],
        RestoreHours = 24,
        Important = new ProtectionFloor { Approver = "head", CopyToAuthority = true },
        Hazardous = new ProtectionFloor { SafetyLoad = true },
        Vulnerable = new ProtectionFloor { Approver = "care", SecondPerson = true },
    };

    /// <summary>Rules with the law and a calendar; days are those of stories, in UTC.</summary>
    public static AccountRules Rules(Policy policy, FloorTerms? law = null, CalendarTerms? calendar = null) => TestPolicies.Rules(policy, supply: new SupplyRules(
        calendar is null ? null : Everywhere(new BusinessCalendar(calendar)), law is null ? null : Everywhere(new LegalFloors(law))));

    /// <summary>A registered customer with two ways to reach him, who owes 100.00 since day 10 and was told so on day 17.</summary>
    public static AccountStory Owing(AccountRules rules, Protection protection = Protection.None, string segment = "home", bool isServed = true)
    {
        var story = new AccountStory(rules)
            .Applied(new CustomerStated(
                new EventHeader("crm", "registered", "account", AccountStory.At(0)), Registers: true, Segment: segment, Currency: AccountStory.Euro, Protection: protection,
                ServicePoints: [new ServicePoint("SP-1", "electricity")], Contacts: [new Contact("mail", "a@example.com", "de"), new Contact("letter", "Hauptstr. 1", null)]))
            .Bill(1, "I1", 10_000, due: 10)
            .Until(17);
        return isServed ? story.Delivered(17.5) : story;
    }

    /// <summary>The same, cut on day 24: asked for at noon, executed an hour later.</summary>
    public static AccountStory Cut(AccountRules rules) => Owing(rules).Until(24).Allow(24.5).Executed(24.54);

    private static ImmutableArray<StageRule> Stages(RestrictionLevel level) =>
    [
        TestPolicies.Ladder[0],
        TestPolicies.Ladder[1] with { Notify = "demand" },
        TestPolicies.Ladder[2] with { Restrict = level, ServedDays = 5, AfterDays = 0 },
    ];

    private static Regional<T> Everywhere<T>(T one)
        where T : class => new(one, ImmutableDictionary<string, T>.Empty);
}
