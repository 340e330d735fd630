using CreditRisk.Domain.Events;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class ConditionReaderTests
{
    [Theory]
    [InlineData("daysPastDue >= 15", "daysPastDue >= 15")]
    [InlineData("actionable-inTransit>=50.00", "actionable - inTransit >= 50")]
    [InlineData("-balance + actionable < -0.0001", "-balance + actionable < -0.0001")]
    [InlineData("limitUse >= 90%", "limitUse >= 0.9")]
    [InlineData("limitUse > 90.25%", "limitUse > 0.9025")]
    [InlineData("limitUse != -1.5", "limitUse != -1.5")]
    [InlineData("score <= -3 or score == 5", "score <= -3 or score == 5")]
    [InlineData("keyEvent == none", "keyEvent == none")]
    [InlineData("keyEvent in (lawsuit, asset-sale)", "keyEvent in (lawsuit, asset-sale)")]
    [InlineData("keyEvent in (insolvency)", "keyEvent == insolvency")]
    [InlineData("keyEvent != lawsuit", "not keyEvent == lawsuit")]
    [InlineData("grade == D", "grade == D")]
    [InlineData("grade != D", "grade in (A, B, C)")]
    [InlineData("grade in (D, C)", "grade in (C, D)")]
    [InlineData("grade >= C", "grade in (C, D)")]
    [InlineData("grade > C", "grade == D")]
    [InlineData("grade <= B", "grade in (A, B)")]
    [InlineData("grade < B", "grade == A")]
    [InlineData("overdue > 0 and balance > 0 or score < 1", "overdue > 0 and balance > 0 or score < 1")]
    [InlineData("overdue > 0 and (balance > 0 or score < 1)", "overdue > 0 and (balance > 0 or score < 1)")]
    [InlineData("not (overdue > 0 and balance > 0)", "not (overdue > 0 and balance > 0)")]
    [InlineData("not not overdue > 0", "not not overdue > 0")]
    [InlineData("((overdue > 0))", "overdue > 0")]
    [InlineData("overdue > 0\n  and\n  balance > 0", "overdue > 0 and balance > 0")]
    public void Conditions_are_read_as_they_are_meant(string text, string meant) =>
        Texts.Condition(text).ToString().ShouldBe(meant);

    [Fact]
    public void And_binds_closer_than_or_and_not_closer_than_and()
    {
        var condition = Texts.Condition("overdue > 0 or not balance > 0 and score > 0").ShouldBeOfType<AnyOf>();

        condition.Parts[1].ShouldBeOfType<AllOf>().Parts[0].ShouldBeOfType<Negation>().Part.ShouldBeOfType<Comparison>();
    }

    [Fact]
    public void Another_case_than_the_one_named_is_open_is_not_none()
    {
        var accident = new Figures { KeyEvents = 1 << (int)KeyEventKind.Accident };

        Texts.Condition("keyEvent != lawsuit").Holds(accident).ShouldBeTrue();
        Texts.Condition("keyEvent == none").Holds(accident).ShouldBeFalse();
        Texts.Condition("keyEvent != none").Holds(accident).ShouldBeTrue();
        Texts.Condition("keyEvent in (none, accident)").Holds(accident).ShouldBeTrue();
        Texts.Condition("keyEvent in (none, accident)").Holds(default).ShouldBeTrue();
    }

    [Fact]
    public void A_worse_grade_is_greater()
    {
        var condition = Texts.Condition("grade >= C");

        Enum.GetValues<Grade>().Where(grade => condition.Holds(new Figures { Grade = grade })).ShouldBe([Grade.C, Grade.D]);
    }

    [Theory]
    [InlineData("", "c:1:1: expected a figure, found the end of the condition")]
    [InlineData("15 <= daysPastDue", "c:1:1: expected a figure, found '15'")]
    [InlineData("overdue > 0 and", "c:1:16: expected a figure, found the end of the condition")]
    [InlineData("overdue > 0 and or", "c:1:17: expected a figure, found 'or'")]
    [InlineData("overdue", "c:1:8: expected '+', '-' or a comparison (==, !=, <, <=, >, >=), found the end of the condition")]
    [InlineData("overdue = 5", "c:1:9: expected '+', '-' or a comparison (==, !=, <, <=, >, >=), found '='; did you mean '=='?")]
    [InlineData("overdue => 5", "c:1:9: expected '+', '-' or a comparison (==, !=, <, <=, >, >=), found '=>'; did you mean '>='?")]
    [InlineData("overdue =< 5", "c:1:9: expected '+', '-' or a comparison (==, !=, <, <=, >, >=), found '=<'; did you mean '<='?")]
    [InlineData("overdue <> 5", "c:1:9: expected '+', '-' or a comparison (==, !=, <, <=, >, >=), found '<>'; did you mean '!='?")]
    [InlineData("! overdue > 5", "c:1:1: expected a figure, found '!'; did you mean 'not'?")]
    [InlineData("overdue > balance", "c:1:11: expected a number, found 'balance'")]
    [InlineData("overdue > 5 && balance > 5", "c:1:13: expected 'and', 'or' or the end of the condition, found '&&'; did you mean 'and'?")]
    [InlineData("overdue > 5 || balance > 5", "c:1:13: expected 'and', 'or' or the end of the condition, found '||'; did you mean 'or'?")]
    [InlineData("overdue > 5 AND balance > 5", "c:1:13: expected 'and', 'or' or the end of the condition, found 'AND'; did you mean 'and'?")]
    [InlineData("overdue > 5 > 3", "c:1:13: expected 'and', 'or' or the end of the condition, found '>'")]
    [InlineData("overdue > 1,000", "c:1:12: expected 'and', 'or' or the end of the condition, found ','")]
    [InlineData("overdue > 5)", "c:1:12: expected 'and', 'or' or the end of the condition, found ')'")]
    [InlineData("(overdue > 5", "c:1:13: expected 'and', 'or' or ')', found the end of the condition")]
    [InlineData("overdue > 5 \\ 3", "c:1:13: expected 'and', 'or' or the end of the condition, found '\\'")]
    [InlineData("overdue > 5 😀", "c:1:13: expected 'and', 'or' or the end of the condition, found '😀'")]
    [InlineData("overdue > 5\n and\n balance ! 3", "c:3:10: expected '+', '-' or a comparison (==, !=, <, <=, >, >=), found '!'; did you mean 'not'?")]
    [InlineData("keyEvent > lawsuit", "c:1:10: expected ==, != or in, found '>'")]
    [InlineData("keyEvent is lawsuit", "c:1:10: expected ==, != or in, found 'is'; did you mean 'in'?")]
    [InlineData("keyEvent == 5", "c:1:13: expected a word, found '5'")]
    [InlineData("keyEvent in lawsuit", "c:1:13: expected '(', found 'lawsuit'")]
    [InlineData("keyEvent in ()", "c:1:14: expected a word, found ')'")]
    [InlineData("keyEvent in (lawsuit accident)", "c:1:22: expected ',' or ')', found 'accident'")]
    [InlineData("grade D", "c:1:7: expected ==, !=, <, <=, >, >= or in, found 'D'")]
    [InlineData("grade == 'D'", "c:1:10: expected a word, found '''")]
    public void What_does_not_fit_the_grammar_is_told_with_its_place(string text, string mistake) =>
        Texts.ConditionMistakes(text).ShouldBe([mistake]);

    [Theory]
    [InlineData("dayPastDue > 1", "c:1:1: unknown figure 'dayPastDue'; did you mean 'daysPastDue'?")]
    [InlineData("days_past_due > 1", "c:1:1: unknown figure 'days_past_due'; did you mean 'daysPastDue'?")]
    [InlineData("debt > 1", "c:1:1: unknown figure 'debt'; known are daysPastDue, actionable, overdue, exposure, limitUse, daysOfSupply, balance, inTransit, score, grade, keyEvent, brokenPromises, bouncedPayments, wallet, emergencyLeft")]
    [InlineData("DAYSPASTDUE > 1", "c:1:1: unknown figure 'DAYSPASTDUE'; did you mean 'daysPastDue'?")]
    [InlineData("keyEvent == lawsut", "c:1:13: unknown kind of key event 'lawsut'; did you mean 'lawsuit'?")]
    [InlineData("keyEvent in (accident, asset-sail, accident)", "c:1:24: unknown kind of key event 'asset-sail'; did you mean 'asset-sale'?", "c:1:36: 'accident' is listed twice")]
    [InlineData("grade == E", "c:1:10: unknown grade 'E'; known are A, B, C, D")]
    [InlineData("grade > D", "c:1:9: no grade is > D: A is the best and D the worst, and a worse grade is greater")]
    [InlineData("grade < A", "c:1:9: no grade is < A: A is the best and D the worst, and a worse grade is greater")]
    [InlineData("grade in (A, A)", "c:1:14: 'A' is listed twice")]
    [InlineData("overdue + grade > 5", "c:1:11: 'grade' is a word and no part of a sum")]
    [InlineData("overdue + limitUse > 5", "c:1:11: 'limitUse' is a ratio and 'overdue' is money: they do not add up")]
    [InlineData("overdue - score > 5", "c:1:11: 'score' is a count and 'overdue' is money: they do not add up")]
    [InlineData("overdue - overdue > 5", "c:1:11: 'overdue' is in this sum already")]
    [InlineData("score + daysPastDue > 5", "c:1:9: 'daysPastDue' must stand alone: the clock could not know on which day a sum with it changes")]
    [InlineData("-daysPastDue > -5", "c:1:2: 'daysPastDue' must stand alone: the clock could not know on which day a sum with it changes")]
    [InlineData("daysPastDue >= 1.5", "c:1:16: 'daysPastDue' is compared with a whole number of days from 0 to 36500, found '1.5'")]
    [InlineData("daysPastDue >= -1", "c:1:16: 'daysPastDue' is compared with a whole number of days from 0 to 36500, found '-1'")]
    [InlineData("daysPastDue >= 36501", "c:1:16: 'daysPastDue' is compared with a whole number of days from 0 to 36500, found '36501'")]
    [InlineData("daysPastDue >= 30d", "c:1:16: 'daysPastDue' is compared with a whole number of days from 0 to 36500, found '30d'")]
    [InlineData("score >= 1000001", "c:1:10: 'score' is compared with a whole number up to 1000000, found '1000001'")]
    [InlineData("score >= 10%", "c:1:10: 'score' is compared with a whole number up to 1000000, found '10%'")]
    [InlineData("overdue >= 0.00001", "c:1:12: 'overdue' is money, compared with a number of at most 4 decimals, up to 1000000000000, found '0.00001'")]
    [InlineData("overdue >= 1000000000001", "c:1:12: 'overdue' is money, compared with a number of at most 4 decimals, up to 1000000000000, found '1000000000001'")]
    [InlineData("overdue >= 99999999999999999999999999999999999999", "c:1:12: 'overdue' is money, compared with a number of at most 4 decimals, up to 1000000000000, found '99999999999999999999999999999999999999'")]
    [InlineData("overdue >= 5.", "c:1:12: 'overdue' is money, compared with a number of at most 4 decimals, up to 1000000000000, found '5.'")]
    [InlineData("overdue >= 1.000.000", "c:1:12: 'overdue' is money, compared with a number of at most 4 decimals, up to 1000000000000, found '1.000.000'")]
    [InlineData("overdue >= 1e3", "c:1:12: 'overdue' is money, compared with a number of at most 4 decimals, up to 1000000000000, found '1e3'")]
    [InlineData("overdue >= 50%", "c:1:12: 'overdue' is money, compared with a number of at most 4 decimals, up to 1000000000000, found '50%'")]
    [InlineData("limitUse >= 50.125%", "c:1:13: 'limitUse' is a ratio, compared with a percentage of at most 2 decimals, up to 100000%, found '50.125%'")]
    [InlineData("limitUse >= 1001", "c:1:13: 'limitUse' is a ratio, compared with a number of at most 4 decimals, up to 1000, or a percentage, found '1001'")]
    public void Unknown_words_and_unfitting_numbers_are_told_with_their_place(string text, params string[] mistakes) =>
        Texts.ConditionMistakes(text).ShouldBe(mistakes, ignoreOrder: true);

    [Fact]
    public void Reading_goes_on_after_an_unknown_name() =>
        Texts.ConditionMistakes("overdu > 5 and grade == E or score > 1.5").Length.ShouldBe(3);

    [Fact]
    public void Nesting_has_a_limit()
    {
        Texts.ConditionMistakes(Nested(16)).ShouldBeEmpty();
        Texts.ConditionMistakes(Nested(17)).ShouldBe(["c:1:18: nested too deeply; at most 16 levels"]);
        Texts.ConditionMistakes(string.Concat(Enumerable.Repeat("not ", 17)) + "overdue > 5").ShouldBe(["c:1:69: nested too deeply; at most 16 levels"]);

        static string Nested(int levels) => $"{new string('(', levels)}overdue > 5{new string(')', levels)}";
    }

    [Fact]
    public void Length_has_a_limit() =>
        Texts.ConditionMistakes(string.Join(" or ", Enumerable.Repeat("overdue > 5", 200))).ShouldBe(["c:1:1: it is longer than 2000 characters"]);
}
