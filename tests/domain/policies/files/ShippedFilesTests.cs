using CreditRisk.Domain.Calendar.Files;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards.Files;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Score;
using CreditRisk.Domain.Score.Files;
using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class ShippedFilesTests
{
    private static readonly string[] Policies = ["electricity.yaml", "prepaid.yaml", "telecom.yaml", "trade-credit.yaml"];

    private static PolicyBook Book()
    {
        var loaded = PolicyBookLoader.Load(
            Texts.Shipped("policies", "mapping.yaml"),
            [.. Policies.Select(name => Texts.Shipped("policies", name))]);
        Texts.Printed(loaded).ShouldBeEmpty();
        return loaded.Value!;
    }

    [Fact]
    public void Policies_and_mapping_load_without_mistakes() =>
        Book().Rules.Length.ShouldBe(3);

    [Fact]
    public void Whoever_prepays_gets_prepaid_trade_and_telecom_customers_their_own_and_all_others_electricity()
    {
        var book = Book();

        book.Select("trade", Terms.Prepaid, Grade.A).Versions[0].Terms.Id.ShouldBe("prepaid");
        book.Select("telecom", Terms.Postpaid, Grade.A).Versions[0].Terms.Id.ShouldBe("telecom");
        book.Select("trade", Terms.Postpaid, Grade.A).Versions[0].Terms.Id.ShouldBe("trade-credit");
        book.Select("consumer", Terms.Postpaid, Grade.A).Versions[0].Terms.Id.ShouldBe("electricity");
        book.Select(null, Terms.Cash, Grade.D).Versions[0].Terms.Id.ShouldBe("electricity");
    }

    [Fact]
    public void Regions_have_their_zones()
    {
        var book = Book();

        book.ZoneOf("TW").Id.ShouldBe("Asia/Taipei");
        book.ZoneOf("DE").Id.ShouldBe("Europe/Berlin");
        book.ZoneOf("CN").Id.ShouldBe("Asia/Shanghai");
        book.ZoneOf("elsewhere").Id.ShouldBe("UTC");
        book.ZoneOf(null).Id.ShouldBe("UTC");
    }

    [Fact]
    public void Electricity_says_what_its_file_says()
    {
        var policy = Book().Default.Versions[0];

        policy.Terms.Version.ShouldBe(1);
        policy.Terms.TrivialFloor.ShouldBe(5.00m);
        policy.Terms.GraceDays.ShouldBe(7);
        policy.Terms.ReversalDays.ShouldBe(90);
        policy.Terms.ReminderOffsetDays.ShouldBe(0);
        policy.Terms.DefaultSettlementDays.ShouldBe(3);
        policy.Terms.SettlementDays["direct-debit"].ShouldBe(5);
        policy.Terms.SettlementDays["draft"].ShouldBe(30);
        policy.Terms.SettlementDays.Count.ShouldBe(2);
        policy.Terms.HaircutPercents.ShouldBe([100, 90, 50, 50]);
        policy.Stages.Select(rule => rule.Stage).ShouldBe([Stage.Notice, Stage.Warning, Stage.StopSupply]);
        policy.Rule(Stage.Warning)!.Mark.ShouldBe("bad-credit");
        policy.Rule(Stage.StopSupply)!.AfterDays.ShouldBe(7);
        policy.Rule(Stage.StopSupply)!.Enter!.ToString().ShouldBe("daysPastDue > 30");
        policy.Thresholds.ShouldBe([1, 2, 8, 9, 15, 16, 30, 31]);
    }

    [Fact]
    public void Trade_credit_blacklists_on_a_lawsuit_at_once_and_until_it_is_closed_and_all_is_paid()
    {
        var rule = Book().Select("trade", Terms.Postpaid, Grade.A).Versions[0].Rule(Stage.Blacklist)!;
        var lawsuit = 1 << (int)KeyEventKind.Lawsuit;

        rule.Direct!.Holds(new Figures { KeyEvents = lawsuit }).ShouldBeTrue();
        rule.Direct!.Holds(new Figures { KeyEvents = 1 << (int)KeyEventKind.Accident }).ShouldBeFalse();
        rule.Exit.Holds(new Figures { KeyEvents = lawsuit }).ShouldBeFalse();
        rule.Exit.Holds(new Figures { Overdue = 1 }).ShouldBeFalse();
        rule.Exit.Holds(default).ShouldBeTrue();
        rule.StayDays.ShouldBe(90);
    }

    [Fact]
    public void Trade_credit_climbs_on_the_days_of_its_posture()
    {
        var policy = Book().Select("trade", Terms.Postpaid, Grade.A).Versions[0];

        policy.Terms.ReminderOffsetDays.ShouldBe(-7);
        FirstDay(policy, Stage.Notice).ShouldBe(1);
        FirstDay(policy, Stage.Warning).ShouldBe(7);
        FirstDay(policy, Stage.StopSupply).ShouldBe(14);
        FirstDay(policy, Stage.Blacklist).ShouldBe(30);
        policy.Rule(Stage.Warning)!.Mark.ShouldBe("bad-credit");
    }

    [Fact]
    public void Telecom_limits_at_8_days_or_at_the_credit_limit_and_stops_at_30()
    {
        var policy = Book().Select("telecom", Terms.Postpaid, Grade.A).Versions[0];

        FirstDay(policy, Stage.Warning).ShouldBe(8);
        FirstDay(policy, Stage.StopSupply).ShouldBe(30);
        policy.Rule(Stage.Warning)!.Enter!.Holds(new Figures { CreditLimit = 100, Receivable = 100 }).ShouldBeTrue();
        policy.Rule(Stage.Warning)!.Enter!.Holds(new Figures { CreditLimit = 100, Receivable = 99 }).ShouldBeFalse();
    }

    [Fact]
    public void Prepaid_reminds_at_7_days_notices_at_3_warns_at_none_and_stops_when_the_emergency_credit_is_used_up()
    {
        var policy = Book().Select(null, Terms.Prepaid, Grade.A).Versions[0];
        Figures Left(int days, long wallet) => new() { CurrencyDecimals = 2, Wallet = wallet, DaysOfSupply = days, EmergencyCredit = policy.EmergencyCreditMinor(2) };

        policy.Terms.ReminderDaysOfSupply.ShouldBe(7);
        policy.Rule(Stage.Notice)!.Enter!.Holds(Left(4, 100)).ShouldBeFalse();
        policy.Rule(Stage.Notice)!.Enter!.Holds(Left(3, 100)).ShouldBeTrue();
        policy.Rule(Stage.Warning)!.Enter!.Holds(Left(1, 100)).ShouldBeFalse();
        policy.Rule(Stage.Warning)!.Enter!.Holds(Left(0, 0)).ShouldBeTrue();
        policy.Rule(Stage.StopSupply)!.Enter!.Holds(Left(0, -999)).ShouldBeFalse();
        policy.Rule(Stage.StopSupply)!.Enter!.Holds(Left(0, -1_000)).ShouldBeTrue();
        policy.Rule(Stage.StopSupply)!.Exit.Holds(Left(0, 1)).ShouldBeTrue();
    }

    [Fact]
    public void Tariffs_price_the_services_in_both_currencies()
    {
        var file = Texts.Shipped("tariffs.yaml");
        var loaded = TariffFile.Parse(file.File, file.Text);

        Texts.Printed(loaded).ShouldBeEmpty();
        var (eur, cny) = (Currency.Of("EUR"), Currency.Of("CNY"));
        loaded.Value!.Rate("electricity", "kWh", new Amount(1005, 1), eur).ShouldBe(3015);
        loaded.Value!.Rate("gas", "kWh", new Amount(100, 0), eur).ShouldBe(1200);
        loaded.Value!.Rate("water", "m3", new Amount(10, 0), eur).ShouldBe(2100);
        loaded.Value!.Rate("electricity", "kWh", new Amount(100, 0), cny).ShouldBe(5600);
        loaded.Value!.Rate("gas", "m3", new Amount(10, 0), cny).ShouldBe(2600);
        loaded.Value!.Rate("water", "m3", new Amount(10, 0), cny).ShouldBe(3200);
        loaded.Value!.Rate("steam", "t", new Amount(10, 0), cny).ShouldBeNull();
    }

    [Fact]
    public void The_examples_of_the_documentation_are_right()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "policies.md"));
        var examples = text.Split("```").Where((_, index) => index % 2 == 1).ToArray();

        Mistakes("yaml\npolicy:", example => Texts.Printed(PolicyFile.Parse("example", example))).ShouldBeEmpty();
        Mistakes("yaml\ndefaultZone:", example => Texts.Printed(PolicyBookLoader.Load(
            new("example", example),
            [.. Policies.Select(name => Texts.Shipped("policies", name))]))).ShouldBeEmpty();
        Mistakes("yaml\n- { service:", example => Texts.Printed(TariffFile.Parse("example", example))).ShouldBeEmpty();
        Mistakes("yaml\n# calendars", example => Texts.Printed(CalendarFile.Parse("example", example))).ShouldBeEmpty();
        Mistakes("yaml\n# floors", example => Texts.Printed(FloorsFile.Parse("example", example))).ShouldBeEmpty();
        Mistakes("json\n", example => Texts.Printed(ScorecardFile.Parse("example", example))).ShouldBeEmpty();

        string[] Mistakes(string start, Func<string, string[]> read) =>
            read(examples.Single(example => example.StartsWith(start, StringComparison.Ordinal))["yaml".Length..]);
    }

    private static int FirstDay(Policy policy, Stage stage) =>
        Enumerable.Range(0, 100).First(day => policy.Rule(stage)!.Enter!.Holds(new Figures { DaysPastDue = day }));
}
