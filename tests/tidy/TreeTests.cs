using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Tidy;

/// <summary>Runs the rules over every file of the repository.</summary>
public sealed class TreeTests
{
    [Fact]
    public void The_repository_is_found() => Repository.CSharpFiles.ShouldNotBeEmpty();

    [Fact]
    public void No_file_marks_unfinished_work() => Repository.Files.SelectMany(TextRules.NoUnfinishedWork).ShouldBeNone();

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Repository.Files.SelectMany(TextRules.NoMachinePaths).ShouldBeNone();

    [Fact]
    public void No_file_names_a_package_registry() => Repository.Files.SelectMany(TextRules.NoRegistryHosts).ShouldBeNone();

    [Fact]
    public void No_line_ends_in_white_space() => Repository.Files.SelectMany(TextRules.NoTrailingWhiteSpace).ShouldBeNone();

    [Fact]
    public void Every_file_ends_with_a_newline() => Repository.Files.SelectMany(TextRules.EndsWithNewline).ShouldBeNone();

    [Fact]
    public void No_source_has_more_than_300_lines() => Repository.CSharpFiles.SelectMany(CSharpRules.FileIsShort).ShouldBeNone();

    [Fact]
    public void No_function_has_more_than_50_lines() => Repository.CSharpFiles.SelectMany(CSharpRules.FunctionsAreShort).ShouldBeNone();

    [Fact]
    public void No_source_has_tabs() => Repository.CSharpFiles.SelectMany(CSharpRules.NoTabs).ShouldBeNone();

    [Fact]
    public void Nothing_sleeps() => Repository.CSharpFiles.SelectMany(CSharpRules.NoSleep).ShouldBeNone();

    [Fact]
    public void No_code_is_commented_out() => Repository.CSharpFiles.SelectMany(CSharpRules.NoCommentedOutCode).ShouldBeNone();
}
