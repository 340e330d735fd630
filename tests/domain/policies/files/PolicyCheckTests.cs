using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class PolicyCheckTests
{
    [Theory]
    [InlineData("daysPastDue >= 5", "daysPastDue <= 5", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at daysPastDue 5")]
    [InlineData("daysPastDue > 5", "daysPastDue < 7", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at daysPastDue 6")]
    [InlineData("daysPastDue > 5", "daysPastDue <= 5")]
    [InlineData("actionable >= 50", "actionable < 50.0001", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at actionable 50.00")]
    [InlineData("actionable > 50", "actionable < 50.0001")]
    [InlineData("actionable > 50", "overdue == 0")]
    [InlineData("daysPastDue >= 1", "overdue == 0")]
    [InlineData("daysPastDue >= 1", "actionable == 0")]
    [InlineData("actionable > 0", "balance <= 0")]
    [InlineData("overdue > 0", "balance <= 0", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at overdue 1.00, balance 0.00")]
    [InlineData("actionable > 0", "daysPastDue == 0", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at daysPastDue 0, actionable 1.00")]
    [InlineData("balance > 100", "exposure < 100")]
    [InlineData("exposure > 100", "balance <= 0", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at exposure 101.00, balance 0.00")]
    [InlineData("limitUse > 90%", "exposure == 0")]
    [InlineData("limitUse > 90%", "not limitUse > 80%")]
    [InlineData("limitUse > 90%", "not limitUse > 95%", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at limitUse 92%")]
    [InlineData("grade == D", "actionable == 0", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at actionable 0.00, grade D")]
    [InlineData("bouncedPayments >= 3 and actionable > 0", "actionable == 0")]
    [InlineData("actionable - inTransit > 50", "actionable <= 50")]
    [InlineData("actionable - inTransit > 50", "actionable <= 60", "p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at actionable 52.00, inTransit 0.00")]
    public void What_is_entered_must_not_be_left_at_the_same_figures(string enter, string exit, params string[] mistakes) =>
        Texts.MistakesOf(Texts.Policy($"  notice:\n    enter: {enter}\n    exit: {exit}")).ShouldBe(mistakes);

    [Fact]
    public void What_is_entered_directly_must_not_be_left_at_the_same_figures() =>
        Texts.MistakesOf(Texts.Policy("  blacklist:\n    direct: keyEvent in (lawsuit, insolvency)\n    exit: overdue == 0 and keyEvent != lawsuit"))
            .ShouldBe(["p.yaml:6:11: 'exit' of 'blacklist' holds together with 'direct' of 'blacklist', for example at overdue 0.00, keyEvent insolvency"]);

    [Theory]
    [InlineData("daysPastDue >= 1 and actionable > 100", "p.yaml:8:12: 'enter' of 'warning' holds where 'enter' of 'notice' does not, for example at daysPastDue 15, actionable 50.00")]
    [InlineData("daysPastDue > 15", "p.yaml:8:12: 'enter' of 'warning' holds where 'enter' of 'notice' does not, for example at daysPastDue 15")]
    [InlineData("daysPastDue >= 15")]
    [InlineData("daysPastDue >= 1 or keyEvent == lawsuit")]
    public void A_stage_must_not_be_entered_at_figures_at_which_the_one_below_is_not(string notice, params string[] mistakes) =>
        Texts.MistakesOf(Texts.Policy($"  notice:\n    enter: {notice}\n    exit: actionable == 0 and keyEvent == none\n  warning:\n    enter: daysPastDue >= 15\n    exit: actionable == 0"))
            .ShouldBe(mistakes);

    [Theory]
    [InlineData("daysPastDue < 1", "daysPastDue < 8")]
    [InlineData("daysPastDue < 10", "daysPastDue < 8", "p.yaml:6:11: 'exit' of 'warning' holds where 'exit' of 'stop-supply' does not, for example at daysPastDue 8")]
    public void A_stage_must_not_be_left_before_the_one_above(string lower, string higher, params string[] mistakes) =>
        Texts.MistakesOf(Texts.Policy($"  warning:\n    enter: daysPastDue >= 15\n    exit: {lower}\n  stop-supply:\n    enter: daysPastDue > 30\n    exit: {higher}"))
            .ShouldBe(mistakes);

    [Fact]
    public void Only_a_blacklist_listing_may_outlive_the_stages_below() =>
        Texts.MistakesOf(Texts.Policy("  notice:\n    enter: daysPastDue >= 15\n    exit: daysPastDue < 8\n  blacklist:\n    enter: daysPastDue > 30\n    exit: grade == A and daysPastDue == 0"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("actionable == 0 and grade != D", "p.yaml:6:11: 'exit' of 'notice' does not hold when nothing is owed, for example at actionable 0.00, grade D")]
    [InlineData("daysPastDue < 2 and score > 500", "p.yaml:6:11: 'exit' of 'notice' does not hold when nothing is owed, for example at daysPastDue 0, score 0")]
    [InlineData("balance == 0", "p.yaml:6:11: 'exit' of 'notice' does not hold when nothing is owed, for example at balance -1.00")]
    [InlineData("daysPastDue < 2 and limitUse < 50%", "p.yaml:6:11: 'exit' of 'notice' does not hold when nothing is owed, for example at daysPastDue 0, limitUse undefined")]
    [InlineData("daysPastDue < 2 and not limitUse >= 50%")]
    [InlineData("balance <= 0 and keyEvent == none")]
    public void Every_stage_must_be_left_when_nothing_is_owed(string exit, params string[] mistakes) =>
        Texts.MistakesOf(Texts.Policy($"  notice:\n    enter: daysPastDue > 5\n    exit: {exit}")).ShouldBe(mistakes);

    [Theory]
    [InlineData("daysPastDue > 30 and daysPastDue < 15", "p.yaml:5:12: 'enter' of 'notice' never holds")]
    [InlineData("actionable > 5 and overdue < 5", "p.yaml:5:12: 'enter' of 'notice' never holds")]
    [InlineData("daysPastDue > 0 and actionable == 0", "p.yaml:5:12: 'enter' of 'notice' never holds")]
    [InlineData("keyEvent == none and keyEvent == lawsuit", "p.yaml:5:12: 'enter' of 'notice' never holds")]
    [InlineData("daysOfSupply > 0 and wallet <= 0", "p.yaml:5:12: 'enter' of 'notice' never holds")]
    [InlineData("wallet > 1 and daysPastDue > 0", "p.yaml:5:12: 'enter' of 'notice' never holds")]
    [InlineData("wallet > 0 and exposure > 0", "p.yaml:5:12: 'enter' of 'notice' never holds")]
    [InlineData("emergencyLeft == 0 and wallet > 0 and not emergencyLeft == 0", "p.yaml:5:12: 'enter' of 'notice' never holds")]
    [InlineData("daysPastDue >= 1 and brokenPromises == 0")]
    public void A_condition_that_never_holds_is_refused(string enter, params string[] mistakes) =>
        Texts.MistakesOf(Texts.Entered(enter)).ShouldBe(mistakes);

    [Theory]
    [InlineData("not (daysOfSupply <= 5 or wallet <= 0)")]
    [InlineData("daysOfSupply > 5", "p.yaml:7:11: 'exit' of 'notice' does not hold when nothing is owed, for example at daysOfSupply undefined")]
    [InlineData("not daysOfSupply <= 2", "p.yaml:7:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at daysOfSupply 3, wallet 1.00")]
    [InlineData("not emergencyLeft < 10", "p.yaml:7:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at daysOfSupply 0, wallet 0.00")]
    public void A_stage_of_a_wallet_must_be_left_when_it_is_full_and_needs_not_when_it_is_empty(string exit, params string[] mistakes) =>
        Texts.MistakesOf(Texts.Policy($"  notice:\n    enter: daysOfSupply <= 3 or wallet < 0\n    exit: {exit}", "emergencyCredit: 10.00").Replace("stages:", "trivialFloor: 0\nstages:", StringComparison.Ordinal)).ShouldBe(mistakes);

    [Fact]
    public void A_blacklist_that_is_never_left_is_refused() =>
        Texts.MistakesOf(Texts.Policy("  blacklist:\n    direct: grade == D\n    exit: grade == A and grade == B"))
            .ShouldBe(["p.yaml:6:11: 'exit' of 'blacklist' never holds"]);

    [Fact]
    public void Figures_above_the_trivial_floor_are_tried_though_no_condition_names_it() =>
        Texts.MistakesOf(Texts.Policy("  notice:\n    enter: daysPastDue >= 1\n    exit: actionable != 3", "trivialFloor: 5.00"))
            .ShouldBe(["p.yaml:6:11: 'exit' of 'notice' holds together with 'enter' of 'notice', for example at daysPastDue 1, actionable 6.00"]);

    [Fact]
    public void An_item_below_the_trivial_floor_has_no_days_past_due() =>
        Texts.MistakesOf(Texts.Policy("  notice:\n    enter: daysPastDue >= 1\n    exit: actionable <= 5.00", "trivialFloor: 5.00")).ShouldBeEmpty();

    [Fact]
    public void A_policy_that_needs_too_many_combinations_says_so()
    {
        var figures = new[] { "overdue", "balance", "exposure", "inTransit", "score", "bouncedPayments" };
        var numbers = string.Join(" or ", figures.SelectMany((figure, i) => Enumerable.Range(1, 4).Select(number => $"{figure} == {(i * 10) + number}")));

        Texts.MistakesOf(Texts.Entered($"actionable > 0 and ({numbers})"))
            .ShouldBe(["p.yaml:6:11: 'exit' of 'notice' and 'enter' of 'notice' cannot be checked: more than 200000 combinations of figures; use fewer figures or numbers"]);
    }
}
