using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Tidy;

/// <summary>The shape of the tree, and what a newcomer is told about it.</summary>
public sealed partial class FolderTests
{
    // Tests that belong to no single source folder.
    private static readonly string[] TestsOfTheWhole = ["tidy", "oracle", "properties", "acceptance", "fuzz", "chaos", "simulation", "specs"];

    [Theory]
    [InlineData("./creditrisk up")]
    [InlineData("./creditrisk test")]
    public void The_readme_names_the_command(string command)
    {
        var readme = Repository.Files.SingleOrDefault(file => file.Path == "README.md");
        readme.ShouldNotBeNull("README.md is missing: it is the first thing a newcomer reads");
        readme.Text.ShouldContain(command, Case.Sensitive, "README.md:1: both commands belong in the README");
    }

    [Fact]
    public void Tests_mirror_the_folders_of_the_sources()
    {
        var known = Project.All.Select(project => project.Folder.Split('/')[^1])
            .Concat(Project.All.Select(project => project.Folder.Split('/')[0]))
            .Where(folder => folder != "tests")
            .Concat(TestsOfTheWhole)
            // A folder without C# has tests too.
            .Append("dashboards")
            .ToHashSet(StringComparer.Ordinal);
        var findings =
            from file in Repository.CSharpFiles
            let parts = file.Path.Split('/')
            where parts[0] == "tests" && parts.Length > 2 && !known.Contains(parts[1])
            select new Finding(
                file.Path, 1, $"There is no source folder '{parts[1]}'.",
                $"Put tests into a folder named like the sources they test, or one of: {string.Join(", ", TestsOfTheWhole)}.");
        findings.ShouldBeNone();
    }

    [Fact]
    public void The_entry_script_watches_every_project_for_changes()
    {
        var script = Repository.Files.Single(file => file.Path == "creditrisk");
        var watched = WatchedFolders().Match(script.Text).Groups["folders"].Value.Split(' ');
        Project.All
            .Where(project => !watched.Contains(project.Folder.Split('/')[0], StringComparer.Ordinal))
            .Select(project => new Finding(
                project.Path, 1, "lies in a folder that the entry script does not watch for changes.", "Add it to source_folders in ./creditrisk."))
            .ShouldBeNone();
    }

    [GeneratedRegex(@"^readonly source_folders=\((?<folders>[^)]*)\)$", RegexOptions.Multiline, 1000)]
    private static partial Regex WatchedFolders();
}
