using CreditRisk.Domain.Score;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Score;

/// <summary>What the events leave in the features of the score.</summary>
public sealed class ScoreStateTests
{
    [Fact]
    public void A_settlement_on_time_is_not_late()
    {
        var score = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(10.9, "P1", 100).State.Score;

        (score.SettledCount, score.LateCount, score.LatenessWorst, score.LatenessDecayed).ShouldBe((1, 0, 0, 0L));
    }

    [Fact]
    public void Lateness_is_counted_in_days_from_the_due_date_to_the_day_of_the_payment()
    {
        var score = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(14.5, "P1", 100).State.Score;

        (score.SettledCount, score.LateCount, score.LatenessWorst, score.LatenessDecayed).ShouldBe((1, 1, 4, 400L));
    }

    [Fact]
    public void The_day_on_which_the_customer_paid_goes_before_the_day_of_booking() =>
        new AccountStory().Bill(0, "I1", 100, due: 10).Pay(14.5, "P1", 100, paidOn: 9).State.Score.LateCount.ShouldBe(0);

    [Fact]
    public void The_average_forgets_with_a_quarter_for_each_new_settlement()
    {
        var score = ScoreState.Start.Settled(8).Settled(0).Settled(-30).Settled(4);

        score.LatenessDecayed.ShouldBe(((((800 * 3 / 4) + 0) * 3 / 4 * 3) + 400) / 4);
        (score.SettledCount, score.LateCount, score.LatenessWorst).ShouldBe((4, 2, 8));
    }

    [Fact]
    public void One_payment_may_settle_several_items()
    {
        var score = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 30).Pay(20.5, "P1", 200).State.Score;

        (score.SettledCount, score.LateCount, score.LatenessWorst).ShouldBe((2, 1, 10));
    }

    [Fact]
    public void What_is_settled_by_anything_but_a_payment_says_nothing_of_the_payer()
    {
        new AccountStory().Bill(0, "I1", 100, due: 10).Credit(20, "C1", 100).State.Score.SettledCount.ShouldBe(0);
        new AccountStory().Bill(0, "I1", 100, due: 10).Cancel(20, "I1").State.Score.SettledCount.ShouldBe(0);
    }

    [Fact]
    public void Failed_and_reversed_payments_bounce_and_refunds_do_not()
    {
        var story = new AccountStory().Initiate(0, "P1", 10).Fail(1, "P1").Pay(1, "P2", 10).Reverse(2, "P2", 5).Refund(3, "P2", 5);

        story.State.Score.BouncedPayments.ShouldBe(2);
        story.Figures.BouncedPayments.ShouldBe(2);
    }

    [Fact]
    public void Reports_are_averaged_by_their_reliability()
    {
        ScoreState.Start.ReportedMonths.ShouldBeNull();
        ScoreState.Start.Reported(4, 100).ReportedMonths.ShouldBe(400);
        ScoreState.Start.Reported(4, 50).ReportedMonths.ShouldBe(200);
        ScoreState.Start.Reported(4, 100).Reported(0, 100).ReportedMonths.ShouldBe(200);
        ScoreState.Start.Reported(4, 100).Reported(0, 50).ReportedMonths.ShouldBe(300);
        ScoreState.Start.Reported(4, 100).Reported(0, 0).ReportedMonths.ShouldBe(400);
        new AccountStory().Report(0, 2).Report(1, 4).State.Score.ReportedMonths.ShouldBe(300);
    }
}
