using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class PolicyFileTests
{
    [Fact]
    public void What_is_not_stated_has_its_default()
    {
        var loaded = PolicyFile.Parse("p.yaml", Texts.Policy(Texts.Stages));

        loaded.ToString().ShouldBe("valid");
        var terms = loaded.Value!.Terms;
        terms.TrivialFloor.ShouldBe(0);
        terms.GraceDays.ShouldBe(7);
        terms.ReversalDays.ShouldBe(90);
        terms.DefaultSettlementDays.ShouldBe(3);
        terms.SettlementDays.ShouldBeEmpty();
        terms.HaircutPercents.ShouldBe([100, 100, 100, 100]);
        terms.ReminderOffsetDays.ShouldBeNull();
        var rule = loaded.Value.Rule(Stage.Notice)!;
        (rule.Direct, rule.AfterDays, rule.StayDays, rule.Mark).ShouldBe((null, 0, 0, null));
    }

    [Fact]
    public void Guarantees_that_are_not_named_count_in_full() =>
        PolicyFile.Parse("p.yaml", Texts.Policy(Texts.Stages, "guarantees: { pledge: 0% }")).Value!.Terms.HaircutPercents.ShouldBe([100, 100, 100, 0]);

    [Fact]
    public void Any_stage_may_have_a_least_stay_and_be_entered_directly_only()
    {
        var loaded = PolicyFile.Parse("p.yaml", Texts.Policy("""
              stop-supply:
                direct: keyEvent == insolvency
                exit: keyEvent == none
                stayDays: 3660
            """));

        loaded.ToString().ShouldBe("valid");
        loaded.Value!.Rule(Stage.StopSupply)!.StayDays.ShouldBe(3660);
        loaded.Value!.Rule(Stage.StopSupply)!.Enter.ShouldBeNull();
    }

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_the_file() =>
        Texts.MistakesOf("""
            policy: Electricity
            version: 0
            graceDay: 7
            stages:
              notice:
                enter: daysPastDu >= 1
                exit: actionable == 0
              warning:
                enter: daysPastDue >= 15 and
                mark: bad credit
            """).ShouldBe(
            [
                "p.yaml:1:9: 'policy' must be a name of a-z, 0-9 and '-' that begins with a letter and has at most 64 characters, found 'Electricity'",
                "p.yaml:2:10: 'version' must be a whole number from 1 to 1000000, found '0'",
                "p.yaml:3:1: unknown key 'graceDay' in the policy; did you mean 'graceDays'?",
                "p.yaml:6:12: unknown figure 'daysPastDu'; did you mean 'daysPastDue'?",
                "p.yaml:8:3: 'warning' lacks the key 'exit'",
                "p.yaml:9:33: expected a figure, found the end of the condition",
                "p.yaml:10:11: 'mark' must be a name of a-z, 0-9 and '-' that begins with a letter and has at most 64 characters, found 'bad credit'",
            ]);

    [Theory]
    [InlineData("trivialFloor: -1", "p.yaml:7:15: 'trivialFloor' must be a number from 0 to 1000000 with at most 4 decimals, found '-1'")]
    [InlineData("trivialFloor: 0.00001", "p.yaml:7:15: 'trivialFloor' must be a number from 0 to 1000000 with at most 4 decimals, found '0.00001'")]
    [InlineData("trivialFloor: five", "p.yaml:7:15: 'trivialFloor' must be a number from 0 to 1000000 with at most 4 decimals, found 'five'")]
    [InlineData("trivialFloor: \"5\"", "p.yaml:7:15: 'trivialFloor' must be a number from 0 to 1000000 with at most 4 decimals, found the text '5'")]
    [InlineData("trivialFloor: { a: 1 }", "p.yaml:7:15: 'trivialFloor' must be a number from 0 to 1000000 with at most 4 decimals, found keys with values")]
    [InlineData("graceDays: 91", "p.yaml:7:12: 'graceDays' must be a whole number from 0 to 90, found '91'")]
    [InlineData("graceDays: 7.5", "p.yaml:7:12: 'graceDays' must be a whole number from 0 to 90, found '7.5'")]
    [InlineData("graceDays:", "p.yaml:7:11: 'graceDays' must be a whole number from 0 to 90, found nothing")]
    [InlineData("graceDays: [7]", "p.yaml:7:12: 'graceDays' must be a whole number from 0 to 90, found a list")]
    [InlineData("reversalDays: 0", "p.yaml:7:15: 'reversalDays' must be a whole number from 1 to 800, found '0'")]
    [InlineData("reversalDays: 801", "p.yaml:7:15: 'reversalDays' must be a whole number from 1 to 800, found '801'")]
    [InlineData("settlementDays: 3", "p.yaml:7:17: 'settlementDays' must be keys with values, found '3'")]
    [InlineData("settlementDays: { draft: 61 }", "p.yaml:7:26: 'draft' must be a whole number from 0 to 60, found '61'")]
    [InlineData("settlementDays: { '': 6 }", "p.yaml:7:19: a payment method must be a text of 1 to 64 characters, found the text ''")]
    [InlineData("guarantees: { deposit: 90 }", "p.yaml:7:24: 'deposit' must be a whole percentage from 0% to 100%, found '90'")]
    [InlineData("guarantees: { deposit: 101% }", "p.yaml:7:24: 'deposit' must be a whole percentage from 0% to 100%, found '101%'")]
    [InlineData("guarantees: { deposits: 90% }", "p.yaml:7:15: unknown key 'deposits' in 'guarantees'; did you mean 'deposit'?")]
    [InlineData("reminder: { daysFromDue: 1 }", "p.yaml:7:26: 'daysFromDue' must be a whole number from -60 to 0, found '1'")]
    [InlineData("reminder: { daysFromDue: -61 }", "p.yaml:7:26: 'daysFromDue' must be a whole number from -60 to 0, found '-61'")]
    [InlineData("reminder: { daysOfSupply: 367 }", "p.yaml:7:27: 'daysOfSupply' must be a whole number from 0 to 366, found '367'")]
    [InlineData("emergencyCredit: -1", "p.yaml:7:18: 'emergencyCredit' must be a number from 0 to 1000000 with at most 4 decimals, found '-1'")]
    [InlineData("reversalDays: 10\nsupplyWindowDays: 11", "p.yaml:8:19: 'supplyWindowDays' must be a whole number from 1 to 10, found '11'")]
    [InlineData("reminder: {}", "p.yaml:7:1: 'reminder' lacks the key 'daysFromDue'")]
    [InlineData("reminder: -7", "p.yaml:7:11: 'reminder' must be keys with values, found '-7'")]
    [InlineData("version: 2", "p.yaml:7:1: duplicate key 'version' in the policy; the first is on line 2")]
    [InlineData("xyz: 2", "p.yaml:7:1: unknown key 'xyz' in the policy; known are policy, version, from, trivialFloor, graceDays, reversalDays, settlementDays, guarantees, reminder, emergencyCredit, supplyWindowDays, restriction, stages")]
    [InlineData("graceDays: &g 7", "p.yaml:7:12: anchors and aliases are not used here; write the value out")]
    [InlineData("graceDays: !!int 7", "p.yaml:7:12: tags are not used here; write the value alone")]
    [InlineData("[1]: 2", "p.yaml:7:1: a key must be a word, found a list")]
    [InlineData("---\na: b", "p.yaml:7:1: a second document begins here; a file holds one")]
    public void Settings_out_of_place_are_told_with_their_place(string line, string mistake) =>
        Texts.MistakesOf(Texts.Policy(Texts.Stages, line)).ShouldBe([mistake]);

    [Theory]
    [InlineData("version: 1", "p.yaml:1:1: the policy lacks the key 'policy'", "p.yaml:1:1: the policy lacks the key 'stages'")]
    [InlineData("policy: a\nstages: {}", "p.yaml:1:1: the policy lacks the key 'version'", "p.yaml:2:9: 'stages' is empty; a policy has at least one stage")]
    [InlineData("policy: a\nversion: 1\nstages:", "p.yaml:3:8: 'stages' is empty; a policy has at least one stage")]
    [InlineData("policy: a\nversion: 1\nstages: [notice]", "p.yaml:3:9: 'stages' must be keys with values, found a list")]
    [InlineData("- policy: a", "p.yaml:1:1: the policy must be keys with values, found a list")]
    [InlineData("", "p.yaml:1:1: the file is empty")]
    [InlineData("# nothing but a comment\n", "p.yaml:1:1: the file is empty")]
    [InlineData("policy: `a", "p.yaml:1:9: not valid YAML: while scanning for the next token, found character that cannot start any token")]
    [InlineData("policy: a: b", "p.yaml:1:10: not valid YAML: while scanning a plain scalar value, found invalid mapping")]
    [InlineData("policy: [a\nversion: 1", "p.yaml:1:9: not valid YAML: what follows here cannot be read; is something not closed, or a wrong escape?")]
    public void Files_that_are_no_policy_are_refused(string yaml, params string[] mistakes) =>
        Texts.MistakesOf(yaml).ShouldBe(mistakes);

    [Theory]
    [InlineData("  noticed:\n    exit: actionable == 0", "p.yaml:4:3: unknown key 'noticed' in 'stages'; did you mean 'notice'?")]
    [InlineData("  good:\n    exit: actionable == 0", "p.yaml:4:3: unknown key 'good' in 'stages'; known are notice, warning, stop-supply, blacklist")]
    [InlineData("  notice: 5", "p.yaml:4:11: 'notice' must be keys with values, found '5'")]
    [InlineData("  notice:\n    exit: actionable == 0", "p.yaml:4:3: 'notice' has neither 'enter' nor 'direct', so that it is never entered")]
    [InlineData("  notice:\n    enter: actionable > 0", "p.yaml:4:3: 'notice' lacks the key 'exit'")]
    [InlineData("  notice:\n    enter: [1]\n    exit: actionable == 0", "p.yaml:5:12: 'enter' of 'notice' must be a condition, found a list")]
    [InlineData("  notice:\n    enter:\n    exit: actionable == 0", "p.yaml:5:11: expected a figure, found the end of the condition")]
    [InlineData("  notice:\n    enter: actionable > 5\n    exit: actionable - inTransit <= 0 or actionable == 0", "p.yaml:6:11: 'exit' of 'notice' reads 'inTransit': money on its way may postpone a stage, but never clears one", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at actionable 6.00, inTransit 6.00")]
    [InlineData("  notice:\n    enter: actionable > 0\n    exit: actionable == 0\n    afterDays: 1", "p.yaml:7:16: 'afterDays' of 'notice' has nothing to count from: it is the policy's first stage")]
    [InlineData("  notice:\n    enter: actionable > 0\n    exit: actionable == 0\n    stayDays: 3661", "p.yaml:7:15: 'stayDays' must be a whole number from 0 to 3660, found '3661'")]
    [InlineData("  notice:\n    enter: actionable > 0\n    exit: actionable == 0\n  warning:\n    enter: actionable > 5\n    exit: actionable == 0\n    afterDays: 367", "p.yaml:10:16: 'afterDays' must be a whole number from 0 to 366, found '367'")]
    [InlineData("  notice:\n    enter: actionable > 0\n    exit: actionable == 0\n  blacklist:\n    direct: keyEvent == lawsuit\n    exit: keyEvent == none\n    afterDays: 3", "p.yaml:10:16: 'afterDays' of 'blacklist' has no effect: it is only entered directly, which waits for nothing")]
    [InlineData("  warning:\n    enter: actionable > 5\n    exit: actionable == 0\n  notice:\n    enter: actionable > 0\n    exit: actionable == 0", "p.yaml:7:3: 'notice' stands after 'warning'; the order is notice, warning, stop-supply, blacklist")]
    [InlineData("  notice:\n    enter: actionable > 0\n    exit: actionable == 0\n  notice:\n    enter: actionable > 0\n    exit: actionable == 0", "p.yaml:7:3: duplicate key 'notice' in 'stages'; the first is on line 4")]
    public void Stages_that_cannot_be_are_told_with_their_place(string stages, params string[] mistakes) =>
        Texts.MistakesOf(Texts.Policy(stages)).ShouldBe(mistakes);

    [Theory]
    [InlineData("'daysPastDu >= 1'", "p.yaml:5:13: unknown figure 'daysPastDu'; did you mean 'daysPastDue'?")]
    [InlineData("\"overdue >= 1 and daysPastDu >= 1\"", "p.yaml:5:30: unknown figure 'daysPastDu'; did you mean 'daysPastDue'?")]
    [InlineData("overdue >= 1\n      and daysPastDu >= 1", "p.yaml:6:11: unknown figure 'daysPastDu'; did you mean 'daysPastDue'?")]
    [InlineData(">- # why\n      overdue >= 1\n      and daysPastDu >= 1", "p.yaml:7:11: unknown figure 'daysPastDu'; did you mean 'daysPastDue'?")]
    [InlineData("|\r\n      overdue >= 1\r\n\r\n      and daysPastDu >= 1", "p.yaml:8:11: unknown figure 'daysPastDu'; did you mean 'daysPastDue'?")]
    [InlineData("overdue >= 1 and daysPastDu >= 1 # overdue", "p.yaml:5:29: unknown figure 'daysPastDu'; did you mean 'daysPastDue'?")]
    [InlineData("overdue >= 😀 # smile", "p.yaml:5:23: expected a number, found '😀'")]
    public void A_condition_knows_its_place_however_it_is_written(string condition, string mistake) =>
        Texts.MistakesOf(Texts.Entered(condition)).ShouldBe([mistake]);

    [Fact]
    public void A_byte_order_mark_shifts_nothing() =>
        Texts.MistakesOf("\uFEFFpolice: a\nversion: 1\npolicy: a\nstages:\n" + Texts.Stages).ShouldBe(["p.yaml:1:1: unknown key 'police' in the policy; did you mean 'policy'?"]);

    [Fact]
    public void Depth_and_length_have_limits()
    {
        Texts.MistakesOf(Texts.Policy(Texts.Stages, $"reminder: {new string('[', 20)}{new string(']', 20)}"))
            .ShouldBe(["p.yaml:7:11: 'reminder' must be keys with values, found a list", "p.yaml:7:27: nested too deeply; at most 16 levels"]);
        Texts.MistakesOf(new string('#', (1 << 20) + 1)).ShouldBe(["p.yaml:1:1: the file has 1048577 characters; at most 1048576 are read"]);
    }
}
