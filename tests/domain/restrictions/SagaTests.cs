using CreditRisk.Domain.Events;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Restrictions;

/// <summary>Requested, sent, executed or failed, tried again, with a person, called back, restored.</summary>
public sealed class SagaTests
{
    private static AccountStory Owing() => Supply.Owing(Supply.Rules(Supply.Stopping));

    private static AccountStory Cut() => Supply.Cut(Supply.Rules(Supply.Stopping));

    [Fact]
    public void A_cut_waits_for_leave_and_leaves_with_it()
    {
        var story = Owing().Until(24);
        story.Commands.ShouldBeEmpty();
        story.State.Restriction.Wanted!.ReadyAt.ShouldBe(AccountStory.At(24));

        story.Allow(24.5).Commands.ShouldBe(["24.5 stop"]);
        story.State.Restriction.InFlight!.Phase.ShouldBe(CommandPhase.Sent);
        story.State.Restriction.Wanted.ShouldBeNull();
    }

    [Fact]
    public void A_leave_for_another_want_is_for_nothing()
    {
        var story = Owing().Until(24);

        story.Allow(24.5, want: 2).Commands.ShouldBeEmpty();
        story.Allow(24.6, want: 1).Commands.ShouldBe(["24.6 stop"]);
    }

    [Fact]
    public void Payment_before_the_leave_ends_the_want()
    {
        var story = Owing().Until(24).Pay(24.2, "P1", 10_000);

        story.State.Restriction.Wanted.ShouldBeNull();
        story.Allow(24.5, want: 1).Commands.ShouldBeEmpty();
    }

    [Fact]
    public void Payment_before_the_execution_calls_the_cut_back_at_once() =>
        Owing().Until(24).Allow(24.5).Pay(24.51, "P1", 10_000).Commands.ShouldBe(["24.5 stop", "24.51 cancel stop"]);

    [Fact]
    public void A_hold_and_a_dispute_call_the_cut_back_too()
    {
        Owing().Until(24).Allow(24.5).Hold(24.6, "H1", 24, 40).Commands.ShouldBe(["24.5 stop", "24.6 cancel stop"]);
        Owing().Until(24).Allow(24.5).Dispute(24.6, "D1", "I1").Commands.ShouldBe(["24.5 stop", "24.6 cancel stop"]);
        Owing().Until(24).Allow(24.5).Promise(24.6, "V1", 10_000, by: 30).Commands.ShouldBe(["24.5 stop", "24.6 cancel stop"]);
    }

    [Fact]
    public void A_cut_that_crossed_with_the_payment_is_restored()
    {
        var story = Owing().Until(24).Allow(24.5).Pay(24.6, "P1", 10_000).Executed(24.7, happened: 24.55);

        story.Commands.ShouldBe(["24.5 stop", "24.6 cancel stop", "24.7 restore"]);
        story.Restored(24.9).State.Restriction.InForce.ShouldBe(RestrictionLevel.None);
        story.Until(40).Commands.Length.ShouldBe(3);
    }

    [Fact]
    public void A_cut_that_was_called_back_in_time_needs_nothing_more()
    {
        var story = Owing().Until(24).Allow(24.5).Pay(24.6, "P1", 10_000).NotExecuted(24.7).Until(60);

        story.Commands.ShouldBe(["24.5 stop", "24.6 cancel stop"]);
        story.State.Restriction.InForce.ShouldBe(RestrictionLevel.None);
    }

    [Fact]
    public void A_cut_that_was_called_back_and_of_which_nobody_says_anything_is_restored() =>
        Owing().Until(24).Allow(24.5).Pay(24.6, "P1", 10_000).Until(26).Commands.ShouldBe(["24.5 stop", "24.6 cancel stop", "25.6 restore"]);

    [Fact]
    public void Payment_after_the_execution_restores_supply()
    {
        var story = Cut().Pay(26, "P1", 10_000);

        story.Commands.ShouldBe(["24.5 stop", "26 restore"]);
        story.State.Restriction.RestoreBy.ShouldBe(AccountStory.At(27));
        story.Restored(26.2).State.Restriction.RestoreBy.ShouldBeNull();
    }

    [Fact]
    public void Supply_that_is_not_back_in_time_is_asked_for_again_and_becomes_a_task()
    {
        var story = Cut().Pay(26, "P1", 10_000).Until(27.5);

        story.Commands.ShouldBe(["24.5 stop", "26 restore", "27 restore again 2"]);
        story.Tasks.ShouldBe(["27 opened restore-late"]);
        story.Restored(27.6).Tasks.ShouldBe(["27 opened restore-late", "27.6 closed restore-late"]);
    }

    [Fact]
    public void A_restore_that_failed_is_tried_again() =>
        Cut().Pay(26, "P1", 10_000).NotExecuted(26.1).Until(26.7).Commands.ShouldBe(["24.5 stop", "26 restore", "26.6 restore"]);

    [Fact]
    public void A_cut_that_failed_is_tried_again_with_a_leave_of_its_own_and_then_a_person_is_asked()
    {
        var story = Owing().Until(24).Allow(24.5).NotExecuted(24.6);
        story.Allow(24.7).Commands.ShouldBe(["24.5 stop"], "it waits for 12 hours");

        story.Until(25.2).Allow(25.2).Commands.ShouldBe(["24.5 stop", "25.2 stop"]);
        story.NotExecuted(25.3).Until(27).Allow(27).Commands.Length.ShouldBe(2);
        story.Tasks.ShouldBe(["25.3 opened restriction-failed"]);

        story.Completed(28).Allow(28.1).Commands.ShouldBe(["24.5 stop", "25.2 stop", "28.1 stop"]);
    }

    [Fact]
    public void A_cut_that_is_not_answered_is_asked_for_again_under_its_id()
    {
        var story = Owing().Until(24).Allow(24.5);
        var id = story.LastCommand;

        story.Until(25.6).Commands.Length.ShouldBe(1, "what is sent again needs leave again");
        story.Allow(25.7).Commands.ShouldBe(["24.5 stop", "25.7 stop again 2"]);
        story.LastCommand.ShouldBe(id);
        story.Executed(25.8).State.Restriction.InForce.ShouldBe(RestrictionLevel.Stop);
    }

    [Fact]
    public void A_cut_that_is_never_answered_is_taken_for_executed_so_that_payment_restores_it()
    {
        var story = Owing().Until(24).Allow(24.5).Until(25.6).Allow(25.7).Until(27);

        story.State.Restriction.InForce.ShouldBe(RestrictionLevel.Stop);
        story.Tasks.ShouldBe(["26.7 opened restriction-failed"]);
        story.Pay(28, "P1", 10_000).Commands.ShouldBe(["24.5 stop", "25.7 stop again 2", "28 restore"]);
        story.Tasks.ShouldBe(["26.7 opened restriction-failed", "28 closed restriction-failed"]);
    }

    [Fact]
    public void A_late_word_that_it_failed_takes_the_guess_back()
    {
        var story = Owing().Until(24).Allow(24.5).Until(25.6).Allow(25.7).Until(27).NotExecuted(27.5);

        story.State.Restriction.InForce.ShouldBe(RestrictionLevel.None);
        story.Pay(28, "P1", 10_000).Commands.ShouldBe(["24.5 stop", "25.7 stop again 2"]);
    }

    [Fact]
    public void A_result_that_comes_twice_changes_nothing()
    {
        var story = Cut();
        var before = story.State.Restriction;

        story.Executed(24.6, happened: 24.54).State.Restriction.ShouldBe(before);
    }

    [Fact]
    public void Results_in_the_wrong_order_tell_what_happened_last()
    {
        var story = Owing().Until(24).Allow(24.5);
        var cut = story.LastCommand;
        story.Pay(24.6, "P1", 10_000).Until(25.7).Restored(25.9);

        story.Executed(26, happened: 24.7, id: cut).State.Restriction.InForce.ShouldBe(RestrictionLevel.None);
        story.Commands.ShouldBe(["24.5 stop", "24.6 cancel stop", "25.6 restore"]);
    }

    [Fact]
    public void A_command_long_cancelled_that_is_executed_after_all_is_restored_again()
    {
        var story = Owing().Until(24).Allow(24.5);
        var cut = story.LastCommand;
        story.Pay(24.6, "P1", 10_000).Until(25.7).Restored(25.9);

        story.Executed(27, id: cut).Commands.ShouldBe(["24.5 stop", "24.6 cancel stop", "25.6 restore", "27 restore"]);
    }

    [Fact]
    public void At_most_one_command_is_in_flight()
    {
        var story = Cut().Pay(26, "P1", 10_000).Reverse(26.1, "P1");

        story.Until(26.2).Allow(26.3).Commands.ShouldBe(["24.5 stop", "26 restore"], "the restore is not answered yet");
    }

    [Fact]
    public void Limited_before_it_is_stopped()
    {
        var story = Supply.Owing(Supply.Rules(Supply.Graded), isServed: false).Allow(17.1).Executed(17.2).Delivered(17.5).Until(24).Allow(24.5).Executed(24.6);
        story.Commands.ShouldBe(["17.1 limit", "24.5 stop"]);

        story.Pay(25, "P1", 9_999).Commands.Length.ShouldBe(2, "a cent is left");
        story.Pay(26, "P2", 1).Commands.ShouldBe(["17.1 limit", "24.5 stop", "26 restore"]);
    }

    [Fact]
    public void A_provisional_account_is_warned_and_never_restricted()
    {
        var story = new AccountStory(Supply.Rules(Supply.Stopping)).Applied(new CustomerStated(
            new EventHeader("crm", "x", "account", AccountStory.At(0)), Registers: false, Currency: AccountStory.Euro, Contacts: [new Contact("mail", "a@example.com", null)]));
        story.Bill(1, "I1", 10_000, due: 10).Until(17).Delivered(17.5).Until(24);

        story.Told.ShouldContain("raised stop-supply 1");
        story.Allow(24.5).Commands.ShouldBeEmpty();
        story.Register(25).Allow(25.5).Commands.ShouldBe(["25.5 stop"]);
    }

    [Fact]
    public void A_quarantined_account_is_not_restricted()
    {
        var story = Owing().Until(24);
        var state = story.Rules.Quarantine(story.State, "account", AccountStory.At(24.1));

        var step = story.Rules.Apply(state, new RestrictionAllowed(story.Header(24.5), 1), AccountStory.At(24.5));

        step.Effects.ShouldBeEmpty();
        step.State!.Restriction.Wanted!.ReadyAt.ShouldBeNull();
    }

    [Fact]
    public void An_answer_to_nothing_is_refused() => Owing()
        .Log(new ResultReported(new EventHeader("workflow", "x", "account", AccountStory.At(18)), ResultKind.RestrictionExecuted, "other:1", null))
        .ShouldBeRefused("unknown-request");

    [Fact]
    public void An_answer_that_is_quicker_than_its_question_waits_for_it()
    {
        var story = Owing();
        story.Result(18, ResultKind.RestrictionExecuted, $"account:{story.State.Effects + 2}").State.Waiting.Length.ShouldBe(1);

        // The warning of the stop is the next effect, the command the one after it.
        story.Until(24).Allow(24.5).State.Restriction.InForce.ShouldBe(RestrictionLevel.Stop);
        story.State.Waiting.ShouldBeEmpty();
    }
}
