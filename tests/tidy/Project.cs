using System.Xml.Linq;

namespace CreditRisk.Tests.Tidy;

/// <summary>A project of the repository, named by its folder relative to the root.</summary>
internal sealed class Project
{
    private readonly TextFile file;
    private readonly XDocument xml;

    private Project(TextFile file)
    {
        this.file = file;
        xml = XDocument.Parse(file.Text);
        Folder = FolderOf(file.Path);
        Sdk = (string?)xml.Root?.Attribute("Sdk") ?? "";
    }

    public string Path => file.Path;

    public string Folder { get; }

    public string Sdk { get; }

    public IEnumerable<string> Packages => Includes("PackageReference").Concat(Includes("FrameworkReference"));

    /// <summary>The folders of the projects that this one references itself.</summary>
    public IEnumerable<string> References => Includes("ProjectReference").Select(path => FolderOf(
        System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.Combine(Repository.Root, Folder, path.Replace('\\', '/')))));

    public static IReadOnlyList<Project> All { get; } =
        [.. Repository.Files.Where(file => file.Extension == ".csproj").Select(file => new Project(file))];

    /// <summary>The line that mentions the text, or 1.</summary>
    public int LineOf(string text) =>
        1 + Math.Max(0, file.Lines.ToList().FindIndex(line => line.Contains(text, StringComparison.Ordinal)));

    private IEnumerable<string> Includes(string element) => xml.Descendants(element).Select(node => (string?)node.Attribute("Include")).OfType<string>();

    private static string FolderOf(string path) => System.IO.Path.GetDirectoryName(path)?.Replace('\\', '/') ?? "";
}
