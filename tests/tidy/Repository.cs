using System.Diagnostics;

namespace CreditRisk.Tests.Tidy;

/// <summary>The working tree that the tests were built from.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<TextFile>> Read = new(ReadFiles);

    /// <summary>The folder that holds the solution; the environment may name another one to be checked.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every text file that is tracked, or would be by <c>git add</c>: what is ignored is nobody's concern.</summary>
    public static IReadOnlyList<TextFile> Files => Read.Value;

    public static IEnumerable<TextFile> CSharpFiles => Files.Where(file => file.IsCSharp);

    private static string FindRoot()
    {
        var named = Environment.GetEnvironmentVariable("CREDITRISK_ROOT");
        if (!string.IsNullOrEmpty(named))
        {
            return Path.GetFullPath(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CreditRisk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No CreditRisk.sln in {AppContext.BaseDirectory} or above it; set CREDITRISK_ROOT.");
    }

    private static List<TextFile> ReadFiles()
    {
        var files = new List<TextFile>();
        foreach (var path in ListPaths().Order(StringComparer.Ordinal))
        {
            var full = Path.Combine(Root, path);

            // A file that is deleted but still in the index is listed too.
            if (File.Exists(full) && TextFile.TryRead(full, path) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private static string[] ListPaths()
    {
        // The working tree may belong to another user than the one who runs the tests, as in a container.
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException($"git ls-files failed in {Root}; the tidy rules need a git working tree.");
        }

        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
