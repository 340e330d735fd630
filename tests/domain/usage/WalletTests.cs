using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Usage;

/// <summary>A prepaid account: a receipt is a top-up, usage debits the wallet.</summary>
public sealed class WalletTests
{
    // Emergency credit of 10.00; warned at no day of supply, stopped when the emergency credit is used up.
    private static readonly Policy Prepaid = new(
        TestPolicies.Terms with { Id = "prepaid", ReversalDays = 30, EmergencyCredit = 10, ReminderDaysOfSupply = 7 },
        [
            TestPolicies.Rule(Stage.Notice, "daysOfSupply <= 3 or wallet < 0", exit: "not (daysOfSupply <= 5 or wallet <= 0)"),
            TestPolicies.Rule(Stage.Warning, "daysOfSupply == 0 or wallet < 0", exit: "not (daysOfSupply <= 1 or wallet <= 0)"),
            TestPolicies.Rule(Stage.StopSupply, "emergencyLeft == 0", exit: "not wallet <= 0"),
        ]);

    private static AccountStory Registered() => new AccountStory(Prepaid).Register(0, terms: Terms.Prepaid);

    [Fact]
    public void A_wallet_is_credit_less_open_items_less_usage_that_is_not_billed()
    {
        var story = Registered().Pay(0, "P1", 5_000).Use(0, 1, "U1", 300).Bill(1, "I1", 1_000, due: 20).Bill(2, "I2", 200, due: 20, lines: [Line("electricity", 0, 1)]);

        story.Figures.Wallet.ShouldBe(5_000 - 1_000 - 200, "the second bill covers the usage");
        story.Use(2, 3, "U2", 400).Figures.Wallet.ShouldBe(3_400);
        story.Figures.Exposure.ShouldBe(0);
        story.Use(3, 4, "U3", 3_900).Figures.Exposure.ShouldBe(500);
    }

    [Fact]
    public void The_newest_statement_of_terms_decides_in_any_order()
    {
        var story = new AccountStory(Prepaid).Pay(0, "P1", 1_000).Use(0, 1, "U1", 300).Register(2, terms: Terms.Prepaid);
        story.Figures.Wallet.ShouldBe(700);

        story.Register(1.5, terms: Terms.Postpaid, logged: 3).Figures.Wallet.ShouldBe(700, "an older statement");
        story.Register(4, terms: Terms.Postpaid).Figures.Wallet.ShouldBeNull();
        (story.Figures.DaysOfSupply, story.Figures.EmergencyUsed, story.Figures.Exposure).ShouldBe((null, null, 300));
    }

    [Fact]
    public void Days_of_supply_are_whole_days_at_the_rate_of_the_days_before_today()
    {
        var story = Registered().Pay(0, "P1", 5_000);
        story.Figures.DaysOfSupply.ShouldBeNull("no rate is known");

        story.Use(0, 0.5, "U1", 300).Figures.DaysOfSupply.ShouldBeNull("today is not over");
        story.Until(1).Figures.DaysOfSupply.ShouldBe(4_700 / 300);
        story.Use(1, 2, "U2", 500).Until(2).Figures.DaysOfSupply.ShouldBe(4_200 * 2 / 800);
        story.Until(10).Figures.DaysOfSupply.ShouldBe(4_200 * 10 / 800, "ten days with usage on two of them");
        story.Until(15).Figures.DaysOfSupply.ShouldBe(4_200 * 14 / 500, "the first day has left the window");
        story.Until(16).Figures.DaysOfSupply.ShouldBeNull();
    }

    [Fact]
    public void Cancelled_usage_does_not_count_and_usage_is_reckoned_as_it_was_rerated()
    {
        var story = Registered().Pay(0, "P1", 1_000).Use(0, 0.5, "U1", 300).Use(0, 0.6, "U2", 500).CancelUse(0.7, "U2").Rerate(0.8, "U1", 100).Until(1);

        (story.Figures.Wallet, story.Figures.DaysOfSupply).ShouldBe((900, 9));
    }

    [Fact]
    public void The_emergency_credit_is_used_below_nothing_and_recovered_by_the_next_top_up()
    {
        var story = Registered().Pay(0, "P1", 500).Use(0, 1, "U1", 500);
        story.Figures.EmergencyUsed.ShouldBe(0);

        story.Use(1, 2, "U2", 400);
        (story.Figures.Wallet, story.Figures.EmergencyUsed, story.Figures.DaysOfSupply).ShouldBe((-400, 400, 0));
        story.Use(2, 3, "U3", 800).Figures.EmergencyUsed.ShouldBe(1_000, "no more than there is");

        story.Pay(3, "P2", 1_500);
        (story.Figures.Wallet, story.Figures.EmergencyUsed).ShouldBe((300, 0));
    }

    [Fact]
    public void The_ladder_follows_the_days_of_supply_and_is_left_at_the_top_up()
    {
        var story = Registered().Pay(0, "P1", 1_000);
        for (var day = 0; day < 22; day++)
        {
            story.Use(day, day + 0.5, $"U{day}", 100);
        }

        story.Dated.ShouldBe(["2.5 raised reminder 1", "6.5 raised notice 1", "9.5 raised warning 1", "19.5 raised stop-supply 1"]);
        story.Pay(22, "P2", 5_000).Dated[^3..].ShouldBe(["22 cleared stop-supply 1", "22 cleared warning 1", "22 cleared notice 1"]);
        story.Stage.ShouldBe(Stage.Good);
    }

    [Fact]
    public void A_supply_that_was_stopped_until_no_rate_is_known_goes_on_after_a_top_up()
    {
        var story = Registered().Use(0, 1, "U1", 1_000).Until(60);
        (story.Stage, story.Figures.DaysOfSupply).ShouldBe((Stage.StopSupply, null));

        story.Pay(60, "P1", 999).Stage.ShouldBe(Stage.StopSupply);
        story.Pay(61, "P2", 2).Stage.ShouldBe(Stage.Good);
    }

    [Fact]
    public void A_wallet_is_reminded_once_and_again_only_after_a_top_up_has_lifted_it()
    {
        var story = Registered().Pay(0, "P1", 1_000).Use(0, 0.5, "U1", 120).Until(1);
        story.Told.ShouldBe(["raised reminder 1"]);
        story.Stage.ShouldBe(Stage.Reminder);

        // The rate falls, and rises again: that is no news.
        story.Until(3).Figures.DaysOfSupply.ShouldNotBeNull().ShouldBeGreaterThan(7);
        story.Use(3, 3.5, "U2", 300).Until(4).Told.ShouldBe(["raised reminder 1"]);

        // A top-up that does not lift it is none.
        story.Pay(4, "P2", 10).Use(4, 4.5, "U3", 150).Until(5).Told.ShouldBe(["raised reminder 1", "raised notice 1"]);
        story.Pay(5, "P3", 5_000).Stage.ShouldBe(Stage.Good);
        story.Use(5, 5.5, "U4", 4_000).Until(6).Told[^2..].ShouldBe(["raised reminder 2", "raised notice 2"]);
        story.Warnings[0].Reasons.ShouldBe(["daysOfSupply 7 <= 7"]);
    }

    [Fact]
    public void Who_was_warned_is_not_reminded_afterwards() =>
        Registered().Use(0, 0.5, "U1", 100).Until(10).Pay(11, "P1", 160).Until(12).Told.ShouldBe(["raised notice 1", "raised warning 1", "cleared warning 1", "cleared notice 1"]);

    [Fact]
    public void An_idle_wallet_is_looked_at_each_day_until_its_rate_is_known_no_more()
    {
        var story = Registered().Pay(0, "P1", 10_000).Use(2, 3.5, "U1", 100);
        story.State.WakeOn.ShouldBe(Day(4));

        story.Until(17).State.WakeOn.ShouldBe(Day(18), "the day on which the window is empty");
        story.Until(18).State.WakeAt.ShouldBe(NodaTime.Instant.MaxValue);
        story.Figures.DaysOfSupply.ShouldBeNull();
    }

    [Fact]
    public void Usage_that_can_no_longer_change_becomes_one_sum()
    {
        var story = Registered().Pay(0, "P1", 100_000);
        for (var day = 0; day < 200; day++)
        {
            story.Use(day, day + 0.5, $"U{day}", 100 + day);
            story.Figures.Wallet.ShouldBe(100_000 - Enumerable.Range(0, day + 1).Sum(used => 100 + used));
        }

        story.State.Usage.Count.ShouldBe(31);
        story.State.Wallet.Consumed.ShouldBe(Enumerable.Range(0, 169).Sum(used => 100 + used));
        story.Rerate(200, "U3", 1).CancelUse(200, "U4").Figures.Wallet.ShouldBe(100_000 - Enumerable.Range(0, 200).Sum(used => 100 + used), "too late");
        story.Register(201, terms: Terms.Postpaid).Figures.Exposure.ShouldBe(story.State.Usage.Unbilled, "what was consumed has been paid for");
    }

    [Fact]
    public void Usage_that_an_open_bill_covers_is_kept_until_the_bill_is_forgotten()
    {
        var story = Registered().Use(0, 1, "U1", 100).Use(0, 1, "U2", 7, service: "water").Bill(2, "I1", 90, due: 20, lines: [Line("electricity", 0, 1)]).Touch(60);
        (story.State.Usage.Count, story.State.Wallet.Consumed, story.Figures.Wallet).ShouldBe((1, 7, -97));

        story.Cancel(61, "I1").Figures.Wallet.ShouldBe(-107, "the bill frees what it covered");
        story.State.Usage.Count.ShouldBe(0);
    }

    [Fact]
    public void A_wallet_is_the_same_after_it_was_decoded()
    {
        var story = Registered().Pay(0, "P1", 1_000);
        for (var day = 0; day < 40; day++)
        {
            story.Use(day, day + 0.5, $"U{day}", 23);
        }

        story.State.Wallet.ShouldBe(new CreditRisk.Domain.Usage.Wallet(207, Reminded: true));
        var decoded = new StateCodec(story.Rules.Book).Decode(StateCodec.Encode(story.State));
        decoded.Wallet.ShouldBe(story.State.Wallet);
        story.Rules.FiguresOf(decoded).ShouldBe(story.Figures);
        StateCodec.Encode(decoded).ShouldBe(StateCodec.Encode(story.State));
    }

    [Fact]
    public void The_wallet_and_its_supply_are_told_with_the_warnings()
    {
        var story = Registered().Pay(0, "P1", 1_000).Use(0, 0.5, "U1", 1_200).Until(1);

        var warning = story.Warnings[^1];
        (warning.Stage, warning.Figures.Wallet, warning.Figures.EmergencyUsed).ShouldBe((Stage.Warning, -200, 200));
        System.Text.Encoding.UTF8.GetString(CreditRisk.Ingest.CloudEvents.WarningEncoder.Encode(warning))
            .ShouldContain("\"wallet\":\"-2.00\",\"emergencyUsed\":\"2.00\"");
    }
}
