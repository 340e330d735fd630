namespace CreditRisk.Tests.Storage.Postgres;

/// <summary>Where PostgreSQL's programs are: Debian keeps them off the path, by version.</summary>
internal static class PostgresPrograms
{
    /// <summary>The folder of the newest version installed.</summary>
    public static string Directory { get; } = Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        ?? throw new InvalidOperationException("PostgreSQL is not installed: initdb is neither in /usr/lib/postgresql nor on the PATH");

    private static IEnumerable<string> Candidates()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = System.IO.Directory.Exists(Debian) ? System.IO.Directory.GetDirectories(Debian) : [];
        return versions.OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
    }
}
