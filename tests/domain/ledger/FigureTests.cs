using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Domain.Policies.Files;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ledger;

/// <summary>Ageing, trivial debt, exposure, guarantees, limit use, cases.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(14, 2)]
    [InlineData(15, 3)]
    [InlineData(30, 3)]
    [InlineData(31, 4)]
    [InlineData(60, 4)]
    [InlineData(61, 5)]
    [InlineData(90, 5)]
    [InlineData(91, 6)]
    [InlineData(180, 6)]
    [InlineData(181, 7)]
    [InlineData(365, 7)]
    [InlineData(366, 8)]
    [InlineData(10_000, 8)]
    public void Days_past_due_fall_into_the_standard_buckets(int days, int bucket) =>
        Ageing.BucketOf(Day(0), Day(days)).ShouldBe(bucket);

    [Fact]
    public void Buckets_and_unapplied_credit_add_up_to_the_receivable()
    {
        var story = new AccountStory()
            .Bill(0, "old", 100, due: -400).Bill(0, "mid", 40, due: -20).Bill(0, "new", 10, due: 20)
            .Dispute(0, "D1", "old").Dispute(0, "D2", "mid").Dispute(0, "D3", "new").Pay(1, "P1", 25);

        story.Aged.ShouldBe("notDue: 10, 15-30: 40, over365: 100, unappliedCredit: -25");
        Ageing.Of(story.Ledger, story.State.Clock.Today).Sum().ShouldBe(story.Figures.Receivable);
        Ageing.Names.Count.ShouldBe(Ageing.Buckets + 1);
    }

    [Theory]
    [InlineData("EUR", 500, 0)]
    [InlineData("EUR", 501, 1)]
    [InlineData("JPY", 5, 0)]
    [InlineData("JPY", 6, 1)]
    [InlineData("KWD", 5000, 0)]
    [InlineData("KWD", 5001, 1)]
    public void What_is_not_more_than_the_trivial_floor_is_actionable_but_makes_no_days_past_due(string code, long minor, int days)
    {
        var story = new AccountStory(TestPolicies.With(terms => terms with { TrivialFloor = 5.00m }));
        story.Applied(new ItemCharged(story.Header(0), "I1", ItemKind.Invoice, new Cash(minor, Currency.Of(code)), Day(0), Day(10), null, default));

        story.Until(11).Figures.Actionable.ShouldBe(minor);
        story.Figures.DaysPastDue.ShouldBe(days);
        story.Told.Length.ShouldBe(days);
    }

    [Fact]
    public void The_floor_is_for_each_item_and_for_its_actionable_part()
    {
        var story = new AccountStory(TestPolicies.With(terms => terms with { TrivialFloor = 5.00m }))
            .Bill(0, "I1", 400, due: 10).Bill(0, "I2", 400, due: 12).Bill(0, "I3", 1000, due: 14).Dispute(1, "D1", "I3", 500).Until(20);

        story.Figures.Actionable.ShouldBe(1300);
        story.Figures.DaysPastDue.ShouldBe(0);
        story.Settle(20, "D1").Until(25).Figures.DaysPastDue.ShouldBe(11);
    }

    [Fact]
    public void Exposure_is_what_is_owed_and_used_and_never_less_for_credit()
    {
        var story = new AccountStory().Pay(0, "P1", 300).Use(1, 2, "U1", 70);
        story.Figures.Receivable.ShouldBe(-300);
        story.Figures.Exposure.ShouldBe(70);

        story.Bill(3, "I1", 400, due: 10).Figures.Exposure.ShouldBe(170);
    }

    [Theory]
    [InlineData(GuaranteeKind.Deposit, 101)]
    [InlineData(GuaranteeKind.Bank, 80)]
    [InlineData(GuaranteeKind.Mortgage, 50)]
    [InlineData(GuaranteeKind.Pledge, 25)]
    public void A_guarantee_counts_with_the_share_of_its_kind_in_whole_minor_units(GuaranteeKind kind, long counts)
    {
        var story = new AccountStory().Bill(0, "I1", 300, due: 10).Lodge(1, "G1", kind, 101);

        story.Figures.NetExposure.ShouldBe(300 - counts);
        story.Figures.Receivable.ShouldBe(300);
        story.Figures.Exposure.ShouldBe(300);
    }

    [Fact]
    public void A_guarantee_counts_up_to_and_including_its_last_day()
    {
        var story = new AccountStory().Bill(0, "I1", 300, due: 100).Lodge(1, "G1", GuaranteeKind.Deposit, 100, validTo: 20);

        story.Until(20.9).Figures.NetExposure.ShouldBe(200);
        story.Until(21).Figures.NetExposure.ShouldBe(300);
    }

    [Fact]
    public void A_released_guarantee_counts_no_longer_whichever_arrives_first()
    {
        var after = new AccountStory().Lodge(1, "G1", GuaranteeKind.Deposit, 100).Release(2, "G1");
        var before = new AccountStory().Release(2, "G1").Lodge(1, "G1", GuaranteeKind.Deposit, 100);

        after.Figures.NetExposure.ShouldBe(0);
        before.Figures.NetExposure.ShouldBe(0);
        before.State.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void More_guarantees_than_exposure_make_it_negative() =>
        new AccountStory().Bill(0, "I1", 30, due: 10).Lodge(1, "G1", GuaranteeKind.Deposit, 100).Figures.NetExposure.ShouldBe(-70);

    [Fact]
    public void Limit_use_is_net_exposure_by_limit()
    {
        var condition = Texts.Condition("limitUse >= 0.8");
        var story = new AccountStory().Register(0, limit: 1000).Bill(1, "I1", 899, due: 10).Lodge(1, "G1", GuaranteeKind.Deposit, 100);

        condition.Holds(story.Figures).ShouldBeFalse();
        condition.Holds(story.Use(1, 2, "U1", 1).Figures).ShouldBeTrue();
    }

    [Theory]
    [InlineData("limitUse >= 0")]
    [InlineData("limitUse < 1")]
    [InlineData("limitUse != 1")]
    public void Without_a_limit_a_condition_on_its_use_is_false(string condition)
    {
        Figures figures = new AccountStory().Register(0).Bill(1, "I1", 100, due: 10).Figures;

        figures.CreditLimit.ShouldBeNull();
        Texts.Condition(condition).Holds(figures).ShouldBeFalse();
    }

    [Fact]
    public void A_stage_may_be_entered_on_limit_use_and_left_by_a_guarantee()
    {
        var policy = new Policy(TestPolicies.Terms, [TestPolicies.Rule(Stage.Warning, "limitUse >= 1", exit: "limitUse < 0.9")]);
        var story = new AccountStory(policy).Register(0, limit: 1000).Bill(1, "I1", 1000, due: 50).Lodge(2, "G1", GuaranteeKind.Deposit, 101);

        story.Dated.ShouldBe(["1 raised warning 1", "2 cleared warning 1"]);
    }

    [Fact]
    public void A_case_is_open_until_it_is_closed_whichever_arrives_first()
    {
        var story = new AccountStory().OpenCase(0, "K1", KeyEventKind.Accident).OpenCase(0, "K2", KeyEventKind.Insolvency);
        story.Figures.KeyEvents.ShouldBe((1 << (int)KeyEventKind.Accident) | (1 << (int)KeyEventKind.Insolvency));

        story.CloseCase(1, "K1").Figures.KeyEvents.ShouldBe(1 << (int)KeyEventKind.Insolvency);
        story.CloseCase(2, "K3").OpenCase(1, "K3", logged: 3).Figures.KeyEvents.ShouldBe(1 << (int)KeyEventKind.Insolvency);
    }

    [Fact]
    public void Two_cases_of_a_kind_are_open_until_both_are_closed()
    {
        var story = new AccountStory().OpenCase(0, "K1").OpenCase(0, "K2").CloseCase(1, "K1");

        story.Figures.KeyEvents.ShouldBe(1 << (int)KeyEventKind.Lawsuit);
        story.CloseCase(2, "K2").Figures.KeyEvents.ShouldBe(0);
    }
}
