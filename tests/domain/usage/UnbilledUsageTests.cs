using CreditRisk.Domain.Account;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Usage;

/// <summary>Usage is exposure until a bill covers it.</summary>
public sealed class UnbilledUsageTests
{
    private static AccountStory Used() => new AccountStory()
        .Use(0, 10, "E1", 100, "electricity").Use(10, 20, "E2", 40, "electricity").Use(0, 10, "G1", 7, "gas");

    [Fact]
    public void It_is_counted_from_the_record_on()
    {
        var story = Used();

        story.Figures.Unbilled.ShouldBe(147);
        story.Figures.Exposure.ShouldBe(147);
        story.Figures.Receivable.ShouldBe(0);
    }

    [Fact]
    public void A_bill_line_releases_what_of_its_service_ended_within_its_period() =>
        Used().Bill(21, "I1", 90, due: 40, lines: [Line("electricity", 0, 9)]).Figures.Unbilled.ShouldBe(47);

    [Theory]
    [InlineData(0, 19, 7)]
    [InlineData(0, 18, 47)]
    [InlineData(9, 19, 7)]
    [InlineData(10, 19, 107)]
    [InlineData(20, 30, 147)]
    public void Both_ends_of_the_period_belong_to_it(int from, int to, long left) =>
        Used().Bill(21, "I1", 90, due: 40, lines: [Line("electricity", from, to)]).Figures.Unbilled.ShouldBe(left);

    [Fact]
    public void Use_that_ends_at_midnight_belongs_to_the_day_before()
    {
        var story = new AccountStory().Use(9, 10, "U1", 1).Use(9, 10.00002, "U2", 10).Use(10, 10, "U3", 100);

        story.Bill(20, "I1", 5, due: 40, lines: [Line("electricity", 0, 9)]).Figures.Unbilled.ShouldBe(110);
        story.Bill(20, "I2", 5, due: 40, lines: [Line("electricity", 10, 10)]).Figures.Unbilled.ShouldBe(0);
    }

    [Fact]
    public void A_line_without_a_service_releases_every_service() =>
        Used().Bill(21, "I1", 90, due: 40, lines: [Line(null, 0, 9)]).Figures.Unbilled.ShouldBe(40);

    [Fact]
    public void A_line_without_a_period_releases_what_ended_by_the_date_on_the_bill()
    {
        Used().Bill(21, "I1", 90, due: 40, issued: 18, lines: [Line("electricity", null, null)]).Figures.Unbilled.ShouldBe(47);
        Used().Bill(21, "I1", 90, due: 40, issued: 19, lines: [Line("electricity", null, null)]).Figures.Unbilled.ShouldBe(7);
    }

    [Fact]
    public void A_bill_with_several_lines_releases_all_of_them() =>
        Used().Bill(21, "I1", 90, due: 40, lines: [Line("gas", 0, 9), Line("electricity", 10, 19)]).Figures.Unbilled.ShouldBe(100);

    [Theory]
    [InlineData(8, 147)]
    [InlineData(9, 40)]
    [InlineData(18, 40)]
    [InlineData(19, 0)]
    public void A_bill_that_does_not_say_what_for_releases_everything_up_to_its_date(int issued, long left) =>
        Used().Bill(21, "I1", 90, due: 40, issued: issued, lines: []).Figures.Unbilled.ShouldBe(left);

    [Fact]
    public void An_item_that_is_no_bill_for_usage_releases_none() =>
        Used().Bill(21, "I1", 90, due: 40, lines: default).Figures.Unbilled.ShouldBe(147);

    [Fact]
    public void Usage_that_comes_after_its_period_was_billed_is_not_unbilled()
    {
        var story = Used().Bill(21, "I1", 90, due: 40, lines: [Line("electricity", 0, 19)]);

        story.Use(5, 8, "E3", 1000, "electricity", logged: 22).Figures.Unbilled.ShouldBe(7);
        story.Use(5, 8, "G3", 1000, "gas", logged: 22).Figures.Unbilled.ShouldBe(1007);
    }

    [Fact]
    public void A_cancelled_bill_restores_what_it_had_released()
    {
        var story = Used().Bill(21, "I1", 90, due: 40, lines: [Line("electricity", 0, 19)]).Use(5, 8, "E3", 1000, "electricity", logged: 22);

        story.Cancel(23, "I1").Figures.Unbilled.ShouldBe(1147);
        story.Bill(24, "I2", 95, due: 40, lines: [Line("electricity", 0, 19)]).Figures.Unbilled.ShouldBe(7);
    }

    [Fact]
    public void What_another_bill_covers_too_stays_released_when_one_is_cancelled()
    {
        var story = Used()
            .Bill(21, "I1", 90, due: 40, lines: [Line("electricity", 0, 19)]).Bill(22, "I2", 5, due: 40, lines: [Line("electricity", 10, 19)]);

        story.Cancel(23, "I1").Figures.Unbilled.ShouldBe(107);
    }

    [Fact]
    public void Paying_the_bill_does_not_restore_anything() =>
        Used().Bill(21, "I1", 90, due: 40, lines: []).Pay(22, "P1", 90).Figures.Exposure.ShouldBe(0);

    [Fact]
    public void Its_day_is_that_of_the_accounts_zone()
    {
        // Use up to 17:00 UTC of day 9 is use up to 01:00 of day 10 in Shanghai.
        var story = new AccountStory().Register(0, "Asia/Shanghai").Use(9, 9.71, "U1", 100);

        story.Bill(20, "I1", 5, due: 40, lines: [Line("electricity", 0, 9)]).Figures.Unbilled.ShouldBe(100);
        story.Bill(20, "I2", 5, due: 40, lines: [Line("electricity", 10, 10)]).Figures.Unbilled.ShouldBe(0);
    }

    [Fact]
    public void A_zone_stated_later_dates_it_anew()
    {
        var story = new AccountStory().Use(9, 9.71, "U1", 100).Bill(20, "I1", 5, due: 40, lines: [Line("electricity", 0, 9)]);
        story.Figures.Unbilled.ShouldBe(0);

        story.Register(21, "Asia/Shanghai").Figures.Unbilled.ShouldBe(100);
    }

    [Fact]
    public void An_id_is_not_used_twice()
    {
        var story = Used();

        story.Log(story.Used(0, 10, "E1", Eur(100))).ShouldBeRefused(RefusalCodes.IdReused);
        story.Figures.Unbilled.ShouldBe(147);
    }

    [Fact]
    public void A_stage_may_be_entered_on_usage_alone()
    {
        var policy = new CreditRisk.Domain.Policies.Policy(
            TestPolicies.Terms,
            [TestPolicies.Rule(CreditRisk.Domain.Ladder.Stage.Warning, "exposure > 1.00", exit: "exposure <= 0.50")]);
        var story = new AccountStory(policy).Use(0, 1, "U1", 100).Use(1, 2, "U2", 1).Bill(3, "I1", 40, due: 40, lines: []);

        story.Dated.ShouldBe(["2 raised warning 1", "3 cleared warning 1"]);
    }
}
