using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Score.Files;

namespace CreditRisk.Silo.Runtime;

/// <summary>Where the files that steer the rules lie.</summary>
/// <param name="Directory">Holds <c>policies/*.yaml</c> with <c>policies/mapping.yaml</c>, <c>tariffs.yaml</c> and <c>scorecards/behaviour.json</c>.</param>
/// <param name="OnlyPolicy">A policy file that every account gets instead of the mapping's, or null.</param>
public sealed record RuleFiles(string Directory, string? OnlyPolicy = null)
{
    private const string MappingName = "mapping.yaml";
    private const string TariffName = "tariffs.yaml";

    /// <summary>The files that ship with the program.</summary>
    public static RuleFiles Shipped { get; } = new(Path.Combine(AppContext.BaseDirectory, "rules"));

    /// <summary>Reads the files.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with them: one line a mistake, with file, line and column.</exception>
    public AccountRules Load()
    {
        var policies = Path.Combine(Directory, "policies");
        var tariff = ParseTariff();
        var scorecard = ScorecardFile.Parse("behaviour.json", Read(Path.Combine(Directory, "scorecards", "behaviour.json")));
        var names = System.IO.Directory.Exists(policies)
            ? System.IO.Directory.GetFiles(policies, "*.yaml").Where(path => Path.GetFileName(path) != MappingName).Order(StringComparer.Ordinal)
            : throw new ConfigurationException([$"{policies}: there is no such directory"]);
        var book = PolicyBookLoader.Load(Text(Path.Combine(policies, MappingName)), names.Select(Text));
        var only = OnlyPolicy is null ? null : PolicyFile.Parse(Path.GetFileName(OnlyPolicy), Read(OnlyPolicy));
        ImmutableArray<Mistake> mistakes = [.. book.Mistakes, .. tariff.Mistakes, .. scorecard.Mistakes, .. only?.Mistakes ?? []];
        if (!mistakes.IsEmpty)
        {
            throw new ConfigurationException([.. mistakes.Select(mistake => mistake.ToString())]);
        }

        var used = only?.Value is { } policy ? book.Value! with { Default = policy, Rules = [] } : book.Value!;
        return new AccountRules(used, tariff.Value!, scorecard.Value!);
    }

    /// <summary>Reads the tariff alone.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with it: one line a mistake, with file, line and column.</exception>
    public Tariff LoadTariff()
    {
        var tariff = ParseTariff();
        return tariff.Value ?? throw new ConfigurationException([.. tariff.Mistakes.Select(mistake => mistake.ToString())]);
    }

    private Loaded<Tariff> ParseTariff() => TariffFile.Parse(TariffName, Read(Path.Combine(Directory, TariffName)));

    private static NamedText Text(string path) => new(Path.GetFileName(path), Read(path));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: {failure.Message}"]);
        }
    }
}
