using System.Reflection;

namespace CreditRisk.Storage.Postgres;

/// <summary>The schema's versions: the scripts of <c>deploy/postgres</c>, which are part of this assembly. Never change one that was shipped; add the next.</summary>
internal static class PostgresMigrations
{
    private const string Prefix = "postgres.";

    /// <summary>The scripts in order: the first takes an empty schema to version 1.</summary>
    public static IReadOnlyList<string> All { get; } = Read();

    private static string[] Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd()),
        ];
    }
}
