using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>Accounts before and after their customer is registered, and what is known of the customer.</summary>
public sealed class RegistrationTests
{
    private static CustomerStated Stated(string id, double at, bool registers = false) => new(new("crm", id, "account", At(at)), registers);

    private static AccountStory InRegions() => new(new AccountRules(
        TestPolicies.Book(TestPolicies.Usual) with
        {
            RegionZones = ImmutableDictionary<string, DateTimeZone>.Empty.Add("CN", DateTimeZoneProviders.Tzdb["Asia/Shanghai"]),
        },
        Tariff.Empty,
        TestPolicies.FlatCard));

    [Fact]
    public void The_first_event_of_whatever_kind_opens_a_provisional_account_that_is_warned()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(11);

        story.State.Registered.ShouldBeFalse();
        story.State.OpenedOn.ShouldBe(Day(0));
        story.Stage.ShouldBe(Stage.Notice);
    }

    [Fact]
    public void Registration_ends_the_provisional_state_and_an_update_does_not()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Applied(Stated("1", 1));
        story.State.Registered.ShouldBeFalse();

        story.Applied(Stated("2", 2, registers: true)).State.Registered.ShouldBeTrue();
        story.Applied(Stated("3", 3)).State.Registered.ShouldBeTrue();
    }

    [Fact]
    public void Each_field_holds_its_newest_statement_whatever_the_order_of_arrival()
    {
        CustomerStated[] statements =
        [
            Stated("1", 1, registers: true) with { Name = "A", Segment = "consumer", Terms = Terms.Postpaid, CreditLimit = Part(100) },
            Stated("2", 2) with { Name = "B", Manager = "M", Protection = Protection.Vulnerable },
            Stated("3", 3) with { Segment = "trade", CreditLimit = Part(500), ServicePoints = [new("S1", "gas")], Contacts = [new("sms", "1", null)] },
            Stated("4", 4) with { ServicePoints = [], PartyId = "party", Unit = "unit", Group = "group", LegalRepresentative = "L" },
        ];

        foreach (int[] order in new[] { new[] { 0, 1, 2, 3 }, [3, 2, 1, 0], [2, 0, 3, 1] })
        {
            var story = new AccountStory();
            foreach (var index in order)
            {
                story.Applied(statements[index], logged: 10);
            }

            var profile = story.State.Profile;
            (profile.Name.Value, profile.Segment.Value, profile.Manager.Value, profile.Terms.Value).ShouldBe(("B", "trade", "M", Terms.Postpaid));
            (profile.PartyId.Value, profile.Unit.Value, profile.Group.Value, profile.LegalRepresentative.Value).ShouldBe(("party", "unit", "group", "L"));
            profile.CreditLimit.Value.ShouldBe(new Amount(500, 2));
            profile.Protection.Value.ShouldBe(Protection.Vulnerable);
            profile.ServicePoints.Value!.Value.ShouldBeEmpty();
            profile.Contacts.Value!.Value.Single().Channel.ShouldBe("sms");
            story.State.Registered.ShouldBeTrue();
        }
    }

    [Fact]
    public void The_zone_is_the_customers_own_else_that_of_the_region_else_the_default()
    {
        var story = InRegions().Applied(Stated("1", 0.7) with { Name = "X" });
        story.State.Clock.Zone.ShouldBe(DateTimeZone.Utc);

        story.Applied(Stated("2", 0.71) with { Region = "CN" }).State.Clock.Zone.Id.ShouldBe("Asia/Shanghai");
        story.State.Clock.Today.ShouldBe(Day(1));
        story.Applied(Stated("3", 0.72) with { TimeZone = "America/New_York" }).State.Clock.Zone.Id.ShouldBe("America/New_York");
        story.State.Clock.Today.ShouldBe(Day(0));
        story.Applied(Stated("4", 0.73) with { TimeZone = "Mars/Olympus" }).State.Clock.Zone.Id.ShouldBe("Asia/Shanghai");
        story.Applied(Stated("5", 0.74) with { Region = "elsewhere" }).State.Clock.Zone.ShouldBe(DateTimeZone.Utc);
    }

    [Fact]
    public void Today_is_the_date_of_now_in_the_accounts_zone() =>
        new AccountStory().Register(0.5, "Asia/Shanghai").Until(1.67).State.Clock.Today.ShouldBe(Day(2));

    [Fact]
    public void The_credit_limit_is_an_amount_of_the_accounts_currency()
    {
        var story = new AccountStory().Applied(Stated("1", 0) with { CreditLimit = new Amount(5, 0) });
        story.Figures.CreditLimit.ShouldBeNull();

        story.Bill(1, "I1", 100, due: 10).Figures.CreditLimit.ShouldBe(500);
        story.Applied(Stated("2", 2) with { CreditLimit = new Amount(1, 3) }).Figures.CreditLimit.ShouldBeNull();
    }

    [Fact]
    public void A_closed_account_stays_until_what_is_owed_is_paid()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Applied(new CustomerClosed(new("crm", "x", "account", At(1)), "moved")).Until(12);

        story.State.Closed.ShouldBeTrue();
        story.Told.ShouldBe(["raised notice 1"]);
        story.Pay(13, "P1", 100).Stage.ShouldBe(Stage.Good);
    }

    [Fact]
    public void Events_whose_effect_is_still_to_come_are_kept_and_change_no_figure()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10);
        AccountEvent[] events =
        [
            new BalanceStated(story.Header(1), Eur(5), InCredit: true),
            new CreditRatingAssessed(story.Header(1)),
            new MeterExchanged(story.Header(1)),
            new FeedHeartbeat(story.Header(1), "billing", At(1)),
        ];
        foreach (var e in events)
        {
            story.Applied(e);
        }

        story.State.Records.ShouldBe(events.Length + 1);
        story.Figures.Receivable.ShouldBe(100);
        story.Until(11).Told.ShouldBe(["raised notice 1"]);
    }
}
