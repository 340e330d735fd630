using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Ladder;

/// <summary>Items are reminded here from 7 days before their due date on, once each.</summary>
public sealed class ReminderTests
{
    private static readonly Policy Reminding = TestPolicies.With(terms => terms with { ReminderOffsetDays = -7 });

    private static AccountStory Story() => new(Reminding);

    [Fact]
    public void An_item_is_reminded_once_when_its_day_comes()
    {
        var story = Story().Bill(0, "I1", 100, due: 10).Until(10.9);

        story.Dated.ShouldBe(["3 raised reminder 1"]);
        var reminder = story.Warnings[0];
        reminder.ItemId.ShouldBe("I1");
        reminder.Episode.ShouldBe(0);
        reminder.EffectiveAt.ShouldBe(At(3));
        reminder.Reasons.ShouldBe(["item I1: 1.00 EUR due on 2017-01-11"]);
        (reminder.PreviousStage, reminder.Standing).ShouldBe((Stage.Good, Stage.Reminder));
    }

    [Fact]
    public void An_item_that_comes_between_that_day_and_its_due_date_is_reminded_at_once()
    {
        var story = Story().Bill(8, "I1", 100, due: 10, logged: 10.5);

        story.Dated.ShouldBe(["10.5 raised reminder 1"]);
        story.Warnings[0].EffectiveAt.ShouldBe(At(8));
    }

    [Fact]
    public void A_bill_known_before_the_day_is_reminded_from_the_start_of_the_day_and_not_earlier()
    {
        var story = Story().Bill(2, "I1", 100, due: 10, logged: 3.5);

        story.Warnings.Single().EffectiveAt.ShouldBe(At(3));
    }

    [Fact]
    public void An_item_that_comes_past_due_is_not_reminded() => Story().Bill(11, "I1", 100, due: 10).Until(15).Told.ShouldBeEmpty();

    [Fact]
    public void Another_due_date_does_not_remind_again() =>
        Story().Bill(0, "I1", 100, due: 10).Until(5).Due(5, "I1", 40).Until(40).Dated.ShouldBe(["3 raised reminder 1"]);

    [Fact]
    public void Reminders_of_all_items_are_numbered_together_in_covering_order()
    {
        var story = Story().Bill(0, "I2", 100, due: 10).Bill(0, "I1", 100, due: 10).Bill(0, "I0", 100, due: 11).Until(5);

        story.Dated.ShouldBe(["3 raised reminder 1", "3 raised reminder 2", "4 raised reminder 3"]);
        story.Warnings.Select(warning => warning.ItemId).ShouldBe(["I1", "I2", "I0"]);
    }

    [Fact]
    public void While_a_hold_is_on_nothing_is_reminded_and_after_it_what_is_still_to_be()
    {
        var story = Story().Hold(0, "H1", 0, 6).Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 5).Until(6.9);
        story.Told.ShouldBeEmpty();

        story.Until(9).Dated.ShouldBe(["7 raised reminder 1", "7 raised notice 1"]);
        story.Warnings[0].ItemId.ShouldBe("I1");
    }

    [Fact]
    public void What_is_paid_disputed_or_trivial_is_not_reminded()
    {
        var story = new AccountStory(TestPolicies.With(terms => terms with { ReminderOffsetDays = -7, TrivialFloor = 5.00m }))
            .Bill(0, "paid", 1000, due: 10).Pay(1, "P1", 1000, to: For("paid", 1000))
            .Bill(0, "disputed", 1000, due: 10).Dispute(1, "D1", "disputed", 500)
            .Bill(0, "small", 500, due: 10)
            .Until(9);

        story.Told.ShouldBeEmpty();
    }

    [Fact]
    public void An_item_that_is_open_again_before_its_due_date_is_reminded_then() =>
        Story().Bill(0, "I1", 100, due: 10).Pay(1, "P1", 100).Reverse(8, "P1").Until(9).Dated.ShouldBe(["8 raised reminder 1"]);

    [Fact]
    public void The_account_stands_at_reminder_while_an_item_that_was_reminded_is_open()
    {
        var story = Story().Bill(0, "I1", 100, due: 10).Until(3);
        story.Stage.ShouldBe(Stage.Reminder);

        story.Pay(4, "P1", 99).Stage.ShouldBe(Stage.Reminder);
        story.Pay(5, "P2", 1).Stage.ShouldBe(Stage.Good);
        story.Reverse(6, "P2").Stage.ShouldBe(Stage.Reminder);
        story.Dispute(7, "D1", "I1").Stage.ShouldBe(Stage.Good);
        story.Told.Length.ShouldBe(1);
    }

    [Fact]
    public void A_notice_that_follows_a_reminder_says_that_the_stage_before_was_reminder()
    {
        var story = Story().Bill(0, "I1", 100, due: 10).Until(10.9);
        story.Stage.ShouldBe(Stage.Reminder);

        story.Until(11);
        var notice = story.Warnings[^1];
        (notice.Stage, notice.PreviousStage, notice.Standing).ShouldBe((Stage.Notice, Stage.Reminder, Stage.Notice));
    }

    [Fact]
    public void A_second_reminder_says_that_the_stage_before_was_reminder()
    {
        var story = Story().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 12).Until(5);

        story.Warnings.Select(warning => warning.PreviousStage).ShouldBe([Stage.Good, Stage.Reminder]);
    }

    [Fact]
    public void What_is_cleared_leaves_the_account_at_reminder_while_another_item_that_was_reminded_is_open()
    {
        var story = Story().Bill(0, "I1", 100, due: 10).Bill(0, "I2", 100, due: 15).Until(12).Pay(12, "P1", 100);
        story.Stage.ShouldBe(Stage.Reminder);

        var cleared = story.Warnings[^1];
        (cleared.Kind, cleared.PreviousStage, cleared.Standing).ShouldBe((WarningKind.Cleared, Stage.Notice, Stage.Reminder));
    }

    [Fact]
    public void An_account_on_a_stage_is_reminded_of_its_other_items_and_keeps_its_stage()
    {
        var story = Story().Bill(0, "I1", 100, due: 10).Bill(12, "I2", 100, due: 30).Until(25);

        var reminder = story.Warnings[^2];
        (reminder.Stage, reminder.ItemId).ShouldBe((Stage.Reminder, "I2"));
        (reminder.PreviousStage, reminder.Standing).ShouldBe((Stage.Warning, Stage.Warning));
    }

    [Fact]
    public void Without_an_offset_nothing_is_reminded() => new AccountStory().Bill(0, "I1", 100, due: 10).Until(10.9).Told.ShouldBeEmpty();

    [Fact]
    public void An_offset_of_0_reminds_on_the_due_date() =>
        new AccountStory(TestPolicies.With(terms => terms with { ReminderOffsetDays = 0 }))
            .Bill(0, "I1", 100, due: 10).Until(10.9).Dated.ShouldBe(["10 raised reminder 1"]);
}
