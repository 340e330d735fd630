using CreditRisk.Tests.Specs.Reading;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Specs;

/// <summary>Examples that are wrong fail, and say where and why.</summary>
public sealed class WrongExampleTests
{
    private const string Bill = "01-05 invoice I1 100.00 due 01-15";
    private const string Told = "01-15 reminder of I1; 01-16 notice raised";

    // The row is on line 9, and its facts begin in column 11.
    private static string[] Check(string row, string settings = "- policy: electricity", string columns = "example | what happens | expected") =>
        [.. from read in SpecReader.Read("a.md", $"# Title\n\nA sentence.\n\n{settings}\n\n| {columns} |\n|---|---|---|\n{row}\n") from problem in Specifications.Problems(read) select problem.Split('\n')[0]];

    private static string[] Story(string facts, string expected) => Check($"| wrong | {facts} | {expected} |");

    [Fact]
    public void A_right_example_has_no_problem() => Story(Bill, Told).ShouldBeEmpty();

    [Theory]
    [InlineData("01-15 reminder of I1; 01-17 notice raised", "a.md:9:75: expected 2026-01-17 notice raised, found 2026-01-16 00:00 notice raised, entry 1, episode 1, since 2026-01-16 00:00, policy electricity, version 1, reason daysPastDue 1 >= 1")]
    [InlineData("01-15 reminder of I2", "a.md:9:53: expected 2026-01-15 reminder of, item I2, found 2026-01-15 00:00 reminder of, item I1,")]
    [InlineData(Told + " entry 2", "a.md:9:75: expected 2026-01-16 notice raised, entry 2, found 2026-01-16 00:00 notice raised, entry 1,")]
    [InlineData("01-15 reminder of I1; 01-16 nothing", "a.md:9:47: expected nothing more, found 2026-01-16 00:00 notice raised, entry 1,")]
    [InlineData(Told + ", warning raised", "a.md:9:90: expected 2026-01-16 warning raised, found nothing more")]
    [InlineData(Told + ", daysPastDue 2", "a.md:9:90: 2026-01-16: expected daysPastDue 2, found 1")]
    [InlineData(Told + ", actionable 99.99", "a.md:9:90: 2026-01-16: expected actionable 99.99, found 100.00")]
    [InlineData(Told + ", limitUse 80%", "a.md:9:90: 2026-01-16: expected limitUse 80%, found undefined")]
    [InlineData("01-15 reminder of I1; 01-16 08:00 notice raised", "a.md:9:81: expected 2026-01-16 08:00 notice raised, found 2026-01-16 00:00 notice raised,")]
    public void What_does_not_happen_is_told_with_what_does(string expected, string problem) => Story(Bill, expected).ShouldHaveSingleItem().ShouldStartWith(problem);

    [Fact]
    public void A_refusal_must_be_expected() =>
        Story($"{Bill}, invoice I1 100.00 due 01-15", "01-05 nothing").ShouldHaveSingleItem().ShouldContain("found 2026-01-05 12:00 refused as, code id-reused");

    [Theory]
    [InlineData("01-05 invoise I1 100.00 due 01-15", "a.md:9:17: found 'invoise', expected one of registered, updated, closed,", "did you mean 'invoice'?")]
    [InlineData("01-05 invoice I1 much due 01-15", "a.md:9:28: found 'much', expected an amount such as 100.00", "")]
    [InlineData("01-05 invoice I1 100.00 to 01-15", "a.md:9:35: found 'to', expected 'due' in 'invoice <invoiceId> <amount> due <dueOn>", "")]
    [InlineData("01-05 invoice I1 100.00 due 01-32", "a.md:9:39: found '01-32', expected a date such as 01-31 or 2026-01-31", "")]
    [InlineData("01-05 invoice I1 100.00 due 01-15 isued 01-01", "a.md:9:45: found 'isued', expected the end or one of 'issued', 'for', 'in', 'told'", "did you mean 'issued'?")]
    [InlineData("01-05 invoice I1 100.00 due", "a.md:9:38: found nothing, expected a date such as 01-31 or 2026-01-31", "")]
    [InlineData("invoice I1 100.00 due 01-15", "a.md:9:11: found 'invoice', expected a date such as 01-31 or 2026-01-31", "")]
    [InlineData("01-05 payment P1 1.00; 01-04 payment P2 1.00", "a.md:9:40: 2026-01-04 is before 2026-01-05; write in the order in which things become known", "")]
    [InlineData("01-05 closed because \"moved", "a.md:9:32: the quote is not closed", "")]
    public void Words_that_are_not_known_are_told_with_their_place(string facts, string problem, string hint)
    {
        var found = Story(facts, "01-31 nothing").ShouldHaveSingleItem();
        found.ShouldStartWith(problem);
        found.ShouldContain(hint);
    }

    [Theory]
    [InlineData("01-16 notise raised", "a.md:9:53: found 'notise', expected one of reminder, notice,", "did you mean 'notice'?")]
    [InlineData("01-16 notice rised", "a.md:9:60: found 'rised', expected one of raised, cleared, withdrawn; did you mean 'raised'?", "")]
    [InlineData("01-16 daysPastDue", "a.md:9:64: found nothing, expected a number", "")]
    [InlineData("", "a.md:9:3: the row expects nothing", "")]
    public void So_are_unknown_expectations(string expected, string problem, string hint)
    {
        var found = Story(Bill, expected).ShouldHaveSingleItem();
        found.ShouldStartWith(problem);
        found.ShouldContain(hint);
    }

    [Theory]
    [InlineData("- polcy: electricity", "a.md:5:3: unknown setting 'polcy'; did you mean 'policy'?")]
    [InlineData("", "a.md:9:3: which policy? expected a line '- policy: ...' or a snippet '```yaml policy' above the table")]
    [InlineData("- policy: water", "a.md:5:11: found 'water', expected 'as mapped' or the name of a policy that is shipped")]
    public void Settings_that_are_not_known_are_told_with_their_place(string settings, string problem) =>
        Problem(() => Check($"| wrong | {Bill} | {Told} |", settings)).ShouldBe(problem);

    [Fact]
    public void A_mistake_in_a_snippet_is_told_with_its_line_in_the_file() => Problem(() => Check($"| wrong | {Bill} | {Told} |", "```yaml policy\npolicy: own\nversion: none\nstages:\n  notice:\n    enter: daysPastDue >= 1\n    exit: actionable == 0\n```"))
        .ShouldStartWith("a.md:7:10: ");

    [Theory]
    [InlineData("| wrong | x |", "a.md:9:1: the row has 2 cells, and the table 3 columns")]
    [InlineData("| wrong | x | y", "a.md:9:15: expected '|' at the end of the row")]
    [InlineData("| a | | 01-01 nothing |\n| a | | 01-01 nothing |", "a.md:10:1: there is a row 'a' already")]
    public void Tables_that_are_none_are_told_with_their_place(string row, string problem) => Problem(() => Check(row)).ShouldBe(problem);

    [Fact]
    public void Unknown_columns_are_told_with_the_known_ones() =>
        Check("| a | b | c |", columns: "one | two | three").ShouldHaveSingleItem().ShouldStartWith("a.md:9:3: unknown columns 'one | two | three'; known are 'example | account |");

    [Theory]
    [InlineData("| DE-NW | 06-20 10:00 | yes |", "a.md:9:25: cut: expected 'yes', found 'no, day off'")]
    public void Tables_of_calendars_tell_what_is_so(string row, string problem) =>
        Check(row.Replace("yes |", "yes | |", StringComparison.Ordinal), "- calendars: shipped", "region | at | cut | next")[0].ShouldBe(problem);

    [Fact]
    public void A_row_goes_on_in_lines_without_a_name() =>
        Check($"| two lines | {Bill} | 01-15 reminder of I1 |\n| | 01-20 payment P1 100.00 | 01-16 notice raised; 01-20 notice cleared |").ShouldBeEmpty();

    private static string Problem(Func<string[]> check)
    {
        try
        {
            return check().ShouldHaveSingleItem();
        }
        catch (SpecException wrong)
        {
            return wrong.Message;
        }
    }
}
