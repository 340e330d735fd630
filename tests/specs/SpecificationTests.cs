using CreditRisk.Tests.Ingest.CloudEvents;
using CreditRisk.Tests.Specs.Reading;
using CreditRisk.Tests.Specs.Stories;
using CreditRisk.Tests.Specs.Tables;
using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Specs;

/// <summary>Every row of the specifications by example holds; <c>docs/specifications.md</c> tells how they are read and written.</summary>
public sealed class SpecificationTests(ITestOutputHelper output)
{
    private const int Least = 330;

    public static TheoryData<RowCase> Rows => [.. Specifications.Files.Keys.SelectMany(ReadableRows).Select(row => new RowCase(row.File, row.At.Line, row.ToString()))];

    public static TheoryData<string> Files => [.. Specifications.Files.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Example(RowCase row)
    {
        var problems = Specifications.Problems(Specifications.RowsOf(row.File).Single(other => other.At.Line == row.Line));
        if (problems.Count > 0)
        {
            Assert.Fail(string.Join('\n', problems));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_file_can_be_read_and_has_examples(string file) => Specifications.RowsOf(file).ShouldNotBeEmpty();

    [Fact]
    public void There_are_many_examples()
    {
        var counts = Specifications.Files.Keys.Select(file => (File: file, Count: Specifications.RowsOf(file).Length)).ToArray();
        foreach (var (file, count) in counts)
        {
            output.WriteLine($"{count,4} {file}");
        }

        output.WriteLine($"{counts.Sum(entry => entry.Count),4} examples");
        counts.Sum(entry => entry.Count).ShouldBeGreaterThanOrEqualTo(Least);
    }

    /// <summary>An example that would also pass with other words says nothing.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_story_that_expects_something_else_is_wrong(string file)
    {
        foreach (var story in Specifications.RowsOf(file).Where(Specifications.IsStory).Select(Story.Read))
        {
            foreach (var (what, other) in Wrong.Of(story))
            {
                StoryRun.Problems(other).ShouldNotBeEmpty($"{story.Row} with {what}");
            }
        }
    }

    [Fact]
    public void Every_event_of_the_contracts_can_be_told() => Examples.DataByType.Keys.Except(FactWords.Types).ShouldBeEmpty();

    [Fact]
    public void The_docs_list_every_phrase_and_every_kind_of_table()
    {
        var docs = Repository.Files.Single(file => file.Path == "docs/specifications.md").Text;
        FactWords.Book.Phrases.Concat(BrakeTable.Phrases).Select(phrase => phrase.ToString().Replace(FactWords.OfEveryFact, "", StringComparison.Ordinal))
            .Concat(Story.ExpectedPhrases.Select(phrase => docs.Contains($"`{phrase}`", StringComparison.Ordinal) ? phrase.ToString() : phrase.Name))
            .Concat(Specifications.Columns)
            .Where(words => !docs.Contains($"`{words}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    // A file that cannot be read fails in a test of its own.
    private static IEnumerable<SpecRow> ReadableRows(string file)
    {
        try
        {
            return Specifications.RowsOf(file);
        }
        catch (SpecException)
        {
            return [];
        }
    }
}
