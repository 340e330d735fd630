using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Tidy;

/// <summary>The order of the layers: a project uses only what stands before it.</summary>
public sealed class LayeringTests
{
    // Projects on one level know nothing of each other.
    private static readonly string[][] Levels = [["domain"], ["ingest"], ["storage"], ["grains/actor", "grains/orleans-api"], ["grains/orleans"], ["silo"], ["tests", "bench"]];

    [Fact]
    public void Every_project_has_its_place_in_the_order()
    {
        var placed = Levels.SelectMany(level => level).ToHashSet(StringComparer.Ordinal);
        Project.All
            .Where(project => !placed.Contains(project.Folder))
            .Select(project => new Finding(project.Path, 1, "has no place in the order of layers.", "Add its folder to LayeringTests.Levels."))
            .ShouldBeNone();
        placed.Except(Project.All.Select(project => project.Folder), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void No_project_uses_one_that_stands_after_it()
    {
        // Every reference leads to an earlier level, so every chain of references does; there is no need to follow them.
        var findings =
            from project in Project.All
            from reference in project.References
            where LevelOf(reference) >= LevelOf(project.Folder)
            select new Finding(
                project.Path, project.LineOf(reference), $"'{project.Folder}' uses '{reference}', which does not stand before it.",
                "Move what is needed to an earlier layer, or let this layer declare an interface that the later one implements.");
        findings.ShouldBeNone();
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Files.Single(file => file.Path == "CreditRisk.sln").Text.Replace('\\', '/');
        Project.All
            .Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
            .Select(project => new Finding(project.Path, 1, "is not in the solution.", "Run 'dotnet sln add' on it."))
            .ShouldBeNone();
    }

    // An unknown folder stands after all others.
    private static int LevelOf(string folder) =>
        Array.FindIndex(Levels, level => level.Contains(folder, StringComparer.Ordinal)) is >= 0 and var level ? level : Levels.Length;
}
