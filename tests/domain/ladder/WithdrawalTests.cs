using CreditRisk.Domain.Ladder;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Ladder;

/// <summary>A warning that a payment proves wrong is withdrawn; one that a payment answers is cleared. Notice is effective on day 11, warning on 17.</summary>
public sealed class WithdrawalTests
{
    private static AccountStory Warned() => new AccountStory().Bill(0, "I1", 100, due: 10).Until(18);

    private static string[] Ended(AccountStory story) => [.. story.Told.Where(told => !told.StartsWith("raised", StringComparison.Ordinal))];

    [Fact]
    public void A_payment_that_was_made_before_withdraws_and_takes_the_bad_mark_back()
    {
        var story = Warned();
        story.State.Ladder.Marks.ShouldBe(1);

        story.Pay(18, "P1", 100, paidOn: 9);

        Ended(story).ShouldBe(["withdrawn warning 1", "withdrawn notice 1"]);
        story.State.Ladder.Marks.ShouldBe(0);
        story.Warnings[^1].Reasons.ShouldBe(["a payment was in fact made before 2017-01-12T00:00:00Z", "actionable 0.00 == 0"]);
    }

    [Fact]
    public void A_payment_that_was_made_after_clears_and_the_bad_mark_stays()
    {
        var story = Warned().Pay(18, "P1", 100, paidOn: 18);

        Ended(story).ShouldBe(["cleared warning 1", "cleared notice 1"]);
        story.State.Ladder.Marks.ShouldBe(1);
    }

    [Fact]
    public void What_was_paid_between_two_warnings_withdraws_the_second_only() =>
        Ended(Warned().Pay(18, "P1", 100, paidOn: 13)).ShouldBe(["withdrawn warning 1", "cleared notice 1"]);

    [Theory]
    [InlineData(11.0, "withdrawn notice 1")]
    [InlineData(11.001, "cleared notice 1")]
    public void Without_a_stated_day_the_time_of_the_payment_decides(double time, string expected) =>
        Ended(new AccountStory().Bill(0, "I1", 100, due: 10).Until(12).Pay(time, "P1", 100, logged: 13)).ShouldBe([expected]);

    [Fact]
    public void A_stated_day_counts_from_its_start_and_goes_before_the_time()
    {
        Ended(new AccountStory().Bill(0, "I1", 100, due: 10).Until(12).Pay(12.5, "P1", 100, paidOn: 11)).ShouldBe(["withdrawn notice 1"]);
        Ended(new AccountStory().Bill(0, "I1", 100, due: 10).Until(12).Pay(5, "P1", 100, logged: 13, paidOn: 12)).ShouldBe(["cleared notice 1"]);
    }

    [Fact]
    public void A_notice_that_was_right_without_the_payments_made_after_it_is_cleared()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(12, "P2", 60).Pay(14, "P1", 40, paidOn: 9);

        Ended(story).ShouldBe(["cleared notice 1"]);
    }

    [Fact]
    public void Payments_that_were_made_before_prove_it_together()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(12, "P2", 60, paidOn: 8).Pay(14, "P1", 40, paidOn: 9);

        Ended(story).ShouldBe(["withdrawn notice 1"]);
    }

    [Fact]
    public void Grace_does_not_count_when_it_is_judged_since_it_is_about_when_the_news_came()
    {
        // Nothing was actionable on day 11 by what was known then; by what is known now, 60 were.
        var story = new AccountStory().Bill(50, "I1", 100, due: 10).Until(55).Pay(55.5, "P2", 60).Pay(56, "P1", 40, paidOn: 9);

        Ended(story).ShouldBe(["cleared warning 1", "cleared notice 1"]);
    }

    [Fact]
    public void News_that_came_late_is_withdrawn_when_it_had_been_paid_in_time()
    {
        var story = new AccountStory().Bill(50, "I1", 100, due: 10).Until(55).Pay(56, "P1", 100, paidOn: 9);

        Ended(story).ShouldBe(["withdrawn warning 1", "withdrawn notice 1"]);
    }

    [Fact]
    public void Only_a_payment_withdraws()
    {
        Ended(Warned().Credit(9, "C1", 100, "I1", logged: 18)).ShouldBe(["cleared warning 1", "cleared notice 1"]);
        Ended(Warned().Cancel(9, "I1", logged: 18)).ShouldBe(["cleared warning 1", "cleared notice 1"]);
    }

    [Fact]
    public void An_entry_that_time_ends_later_is_cleared()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(45).Pay(45, "P1", 100, paidOn: 9).Until(80);

        Ended(story).ShouldBe(["withdrawn stop-supply 1", "withdrawn warning 1", "withdrawn notice 1", "cleared blacklist 1"]);
    }

    [Fact]
    public void A_case_that_was_open_then_counts_though_it_is_closed_now()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).OpenCase(12, "K1").CloseCase(15, "K1").Until(50).Pay(50, "P1", 100, paidOn: 9);

        Ended(story).ShouldBe(["cleared blacklist 1", "withdrawn notice 1"]);
    }

    [Fact]
    public void A_payment_that_proves_a_warning_wrong_but_does_not_end_it_withdraws_nothing()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 11).Until(12).Pay(13, "P1", 100, paidOn: 9);

        Ended(story).ShouldBeEmpty();
        Ended(story.Pay(14, "P2", 100)).ShouldBe(["cleared notice 1"]);
    }

    [Fact]
    public void A_reversed_payment_proves_nothing()
    {
        var story = Warned().Bill(18, "I2", 100, due: 40).Reverse(18, "P1", logged: 18).Pay(18, "P1", 100, paidOn: 9);

        Ended(story).ShouldBeEmpty();
    }
}
