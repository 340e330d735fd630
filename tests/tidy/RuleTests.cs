using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Tidy;

/// <summary>The rules find what they are for, and nothing else. Forbidden words are put together here, or this file would break them.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("a.cs", "// TO{0}DO later", 1)]
    [InlineData("a.cs", "var currency = \"X{0}XX\";", 0)]
    [InlineData("a.md", "FIX{0}ME", 1)]
    [InlineData("a.md", "a hackathon", 0)]
    public void Unfinished_work_is_found(string path, string text, int count) =>
        Count(TextRules.NoUnfinishedWork, path, text).ShouldBe(count);

    [Theory]
    [InlineData("see /wo{0}rk/shared", 1)]
    [InlineData("\"C:\\Us{0}ers\\me\"", 1)]
    [InlineData("https://example.com/home/page", 0)]
    [InlineData("./home/page", 0)]
    public void Paths_of_one_machine_are_found(string text, int count) =>
        Count(TextRules.NoMachinePaths, "a.md", text).ShouldBe(count);

    [Theory]
    [InlineData("https://api.nuget.{0}org/v3/index.json", 1)]
    [InlineData("nuget.config", 0)]
    public void Registries_are_found(string text, int count) =>
        Count(TextRules.NoRegistryHosts, "a.config", text).ShouldBe(count);

    [Theory]
    [InlineData("a.cs", "a \n", 1)]
    [InlineData("a.cs", "a\r\n", 1)]
    [InlineData("a.md", "a  \nb", 0)]
    [InlineData("a.md", "a   \nb", 1)]
    [InlineData("a.ndjson", "a \n", 0)]
    public void Trailing_white_space_is_found(string path, string text, int count) =>
        Count(TextRules.NoTrailingWhiteSpace, path, text).ShouldBe(count);

    [Theory]
    [InlineData("a", 1)]
    [InlineData("a\n", 0)]
    [InlineData("", 0)]
    public void A_missing_last_newline_is_found(string text, int count) =>
        Count(TextRules.EndsWithNewline, "a.txt", text).ShouldBe(count);

    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    public void A_long_file_is_found(int lines, int count) =>
        Count(CSharpRules.FileIsShort, "a.cs", string.Concat(Enumerable.Repeat("x\n", lines))).ShouldBe(count);

    [Theory]
    [InlineData("Thread.Sleep(1);", 1)]
    [InlineData("// Thread.Sleep is banned", 0)]
    [InlineData("var text = \"Thread.Sleep\";", 0)]
    public void Sleeping_is_found(string text, int count) => Count(CSharpRules.NoSleep, "a.cs", text).ShouldBe(count);

    [Theory]
    [InlineData("// var x = 1;", 1)]
    [InlineData("    // Apply(x);", 1)]
    [InlineData("// if (a) {", 1)]
    [InlineData("// return null;", 1)]
    [InlineData("// The order matters (see above);", 0)]
    [InlineData("/// <code>Apply(x);</code>;", 0)]
    [InlineData("Apply(x); // why", 0)]
    [InlineData("var text = \"// Apply(x);\";", 0)]
    public void Commented_out_code_is_found(string text, int count) => Count(CSharpRules.NoCommentedOutCode, "a.cs", text).ShouldBe(count);

    [Fact]
    public void A_finding_names_place_rule_and_remedy()
    {
        var finding = CSharpRules.NoTabs(new TextFile("domain/a.cs", "x\n\ty\n")).ShouldHaveSingleItem();

        finding.ToString().ShouldBe("domain/a.cs:2: contains a tab. Indent with four spaces; write \\t in a string.");
    }

    private static int Count(Func<TextFile, IEnumerable<Finding>> rule, string path, string text) =>
        rule(new TextFile(path, text.Replace("{0}", "", StringComparison.Ordinal))).Count();
}
