using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ladder;

/// <summary>When what a warning says became true in the business, and when it was decided.</summary>
public sealed class InstantTests
{
    private static AccountStory With(string enter) => new(new Policy(
        TestPolicies.Terms, [TestPolicies.Rule(Stage.Notice, enter, exit: "overdue == 0 and keyEvent == none")]));

    [Fact]
    public void Days_past_due_are_true_from_the_start_of_the_day_on_which_the_oldest_item_reached_them()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(17);

        story.Warnings.Select(warning => warning.EffectiveAt).ShouldBe([At(11), At(17)]);
        story.Warnings.Select(warning => warning.RaisedAt).ShouldBe([At(11), At(17)]);
    }

    [Fact]
    public void News_that_came_late_is_effective_when_it_would_have_been_true()
    {
        var story = new AccountStory().Bill(50, "I1", 100, due: 10).Until(60);

        story.Warnings.Select(warning => warning.EffectiveAt).ShouldBe([At(11), At(17), At(24)]);
        story.Warnings.Select(warning => warning.RaisedAt).ShouldBe([At(55), At(55), At(60)]);
    }

    [Theory]
    [InlineData("daysPastDue >= 5", 15)]
    [InlineData("daysPastDue > 5", 16)]
    [InlineData("daysPastDue == 5", 15)]
    public void Each_comparison_of_days_has_its_own_day(string enter, int day) =>
        With(enter).Bill(0, "I1", 100, due: 10).Until(40).Warnings[0].EffectiveAt.ShouldBe(At(day));

    [Fact]
    public void The_days_begin_when_they_do_in_the_accounts_zone()
    {
        // Summer time began in Sao Paulo on 2016-10-16: that day began at 01:00, which was 03:00 UTC.
        var story = new AccountStory().Register(-100, "America/Sao_Paulo").Bill(-95, "I1", 100, due: -78).Until(-75);

        Day(-78).ToString().ShouldBe("2016-10-15");
        story.Warnings.Single().EffectiveAt.ShouldBe(Instant.FromUtc(2016, 10, 16, 3, 0));
        story.Warnings.Single().RaisedAt.ShouldBe(Instant.FromUtc(2016, 10, 16, 3, 0));
    }

    [Fact]
    public void Any_other_comparison_is_true_from_the_time_of_the_record()
    {
        var story = With("overdue > 0").Bill(50, "I1", 100, due: 10, logged: 53);

        (story.Warnings[0].EffectiveAt, story.Warnings[0].RaisedAt).ShouldBe((At(50), At(53)));
    }

    [Fact]
    public void What_time_alone_made_true_is_true_from_that_instant()
    {
        var story = With("overdue > 0").Bill(5, "I1", 100, due: 10).Until(40);

        (story.Warnings[0].EffectiveAt, story.Warnings[0].RaisedAt).ShouldBe((At(11), At(11)));
    }

    [Fact]
    public void It_is_never_after_the_decision()
    {
        // The sender's clock is ahead.
        var story = new AccountStory().OpenCase(20, "K1", logged: 10);

        (story.Warnings[0].EffectiveAt, story.Warnings[0].RaisedAt).ShouldBe((At(10), At(10)));
    }

    [Fact]
    public void And_takes_the_latest_of_its_parts()
    {
        With("daysPastDue >= 5 and overdue >= 1.50").Bill(0, "I1", 100, due: 10).Bill(30, "I2", 60, due: 20, logged: 31)
            .Warnings[0].EffectiveAt.ShouldBe(At(30));
        With("daysPastDue >= 5 and daysPastDue >= 8").Bill(0, "I1", 100, due: 10).Until(30).Warnings[0].EffectiveAt.ShouldBe(At(18));
    }

    [Fact]
    public void Or_takes_the_earliest_of_its_true_parts()
    {
        // The bill's second day past due, its case and the third.
        With("daysPastDue >= 2 or keyEvent == accident or daysPastDue >= 90").Bill(30, "I1", 100, due: 10).Until(40)
            .Warnings[0].EffectiveAt.ShouldBe(At(12));
        With("daysPastDue >= 90 or keyEvent == lawsuit").Bill(0, "I1", 100, due: 10).OpenCase(12, "K1", logged: 14)
            .Warnings[0].EffectiveAt.ShouldBe(At(12));
    }

    [Fact]
    public void What_is_cleared_is_so_from_the_time_of_the_record_that_cleared_it()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Pay(12, "P1", 100, logged: 14);

        var cleared = story.Warnings[^1];
        (cleared.Kind, cleared.EffectiveAt, cleared.RaisedAt).ShouldBe((WarningKind.Cleared, At(12), At(14)));
    }

    [Fact]
    public void Intervals_run_from_the_decision_and_not_from_when_it_was_true()
    {
        var story = new AccountStory().Bill(50, "I1", 100, due: 10).Until(59.9);

        story.Warnings.Select(warning => warning.Stage).ShouldBe([Stage.Notice, Stage.Warning]);
    }

    [Fact]
    public void An_account_never_goes_back_in_time()
    {
        var story = new AccountStory().Bill(0, "I1", 100, due: 10).Until(12).Pay(3, "P1", 100, logged: 5);

        story.State.Now.ShouldBe(At(12));
        story.Warnings[^1].RaisedAt.ShouldBe(At(12));
        var before = story.State;
        story.Until(11).State.ShouldBeSameAs(before);
    }
}
