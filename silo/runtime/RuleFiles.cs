using System.Collections.Immutable;
using System.Security.Cryptography;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Calendar.Files;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Guards.Files;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Score.Files;

namespace CreditRisk.Silo.Runtime;

/// <summary>Rules, and the files that they are made of.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Files">Which rules each file holds, by what its content is known: policies by file name, then the mapping, the tariff, the calendars, the floors and the scorecard.</param>
public sealed record LoadedRules(AccountRules Rules, ImmutableArray<RuleStamp> Files);

/// <summary>Where the files that steer the rules lie.</summary>
/// <param name="Directory">Holds <c>policies/*.yaml</c> with <c>policies/mapping.yaml</c>, <c>tariffs.yaml</c>, <c>calendars.yaml</c>, <c>floors.yaml</c> and <c>scorecards/behaviour.json</c>.</param>
/// <param name="OnlyPolicy">A policy file that every account gets instead of the mapping's, or null.</param>
public sealed record RuleFiles(string Directory, string? OnlyPolicy = null)
{
    private const string MappingName = "mapping.yaml";
    private const string TariffName = "tariffs.yaml";
    private const string CalendarsName = "calendars.yaml";
    private const string FloorsName = "floors.yaml";

    /// <summary>Policy files that take the places of the directory's policies of the same names, in this order.</summary>
    public ImmutableArray<string> Changed { get; init; } = [];

    /// <summary>The files that ship with the program.</summary>
    public static RuleFiles Shipped { get; } = new(Path.Combine(AppContext.BaseDirectory, "rules"));

    /// <summary>Reads the files.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with them: one line a mistake, with file, line and column.</exception>
    public AccountRules Load() => LoadWithFiles().Rules;

    /// <summary>Reads the files, and tells which they are.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with them: one line a mistake, with file, line and column.</exception>
    public LoadedRules LoadWithFiles() => Changed.Aggregate(LoadDirectory(), static (rules, path) => Change(rules, Read(path)));

    /// <summary>Reads the tariff alone.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with it: one line a mistake, with file, line and column.</exception>
    public Tariff LoadTariff()
    {
        var file = Read(Path.Combine(Directory, TariffName));
        var tariff = TariffFile.Parse(file.Name, file.Text);
        return tariff.Value ?? throw new ConfigurationException([.. tariff.Mistakes.Select(mistake => mistake.ToString())]);
    }

    /// <summary>Reads one policy file by itself.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with it: one line a mistake, with file, line and column.</exception>
    public static Policy LoadPolicy(string path) => Parse(Read(path));

    private static Policy Parse(RuleFile file)
    {
        var policy = PolicyFile.Parse(file.Name, file.Text);
        return policy.Value ?? throw new ConfigurationException([.. policy.Mistakes.Select(mistake => mistake.ToString())]);
    }

    private static LoadedRules Change(LoadedRules before, RuleFile file)
    {
        var policy = Parse(file);
        var book = before.Rules.Book.With(policy)
            ?? throw new ConfigurationException([$"{file.Name}: the mapping gives nobody the policy '{policy.Terms.Id}'; with a mapping of its own it must be a directory of rules"]);
        var others = before.Files.Where(stamp => stamp.Kind != RuleKind.Policy || stamp.Id != policy.Terms.Id);
        return new LoadedRules(new AccountRules(book, before.Rules.Tariff, before.Rules.Scorecard), [StampOf(policy, file), .. others]);
    }

    private LoadedRules LoadDirectory()
    {
        var policies = Path.Combine(Directory, "policies");
        var tariffFile = Read(Path.Combine(Directory, TariffName));
        var scorecardFile = Read(Path.Combine(Directory, "scorecards", "behaviour.json"));
        var (calendarsFile, floorsFile) = (Read(Path.Combine(Directory, CalendarsName)), Read(Path.Combine(Directory, FloorsName)));
        var calendars = CalendarFile.Parse(calendarsFile.Name, calendarsFile.Text);
        var floors = FloorsFile.Parse(floorsFile.Name, floorsFile.Text);
        var tariff = TariffFile.Parse(tariffFile.Name, tariffFile.Text);
        var scorecard = ScorecardFile.Parse(scorecardFile.Name, scorecardFile.Text);
        var policyFiles = PolicyFiles(policies).ToDictionary(file => file.Name, StringComparer.Ordinal);
        var mappingFile = Read(Path.Combine(policies, MappingName));
        var stamps = ImmutableArray.CreateBuilder<RuleStamp>();
        var book = PolicyBookLoader.Load(
            mappingFile.Named, policyFiles.Values.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => file.Named), (name, policy) => stamps.Add(StampOf(policy, policyFiles[name])));
        var onlyFile = OnlyPolicy is null ? null : Read(OnlyPolicy);
        var only = onlyFile is null ? null : PolicyFile.Parse(onlyFile.Name, onlyFile.Text);
        ImmutableArray<Mistake> mistakes = [.. book.Mistakes, .. tariff.Mistakes, .. calendars.Mistakes, .. floors.Mistakes, .. scorecard.Mistakes, .. only?.Mistakes ?? []];
        if (!mistakes.IsEmpty)
        {
            throw new ConfigurationException([.. mistakes.Select(mistake => mistake.ToString())]);
        }

        if (only?.Value is { } policy)
        {
            stamps.Add(StampOf(policy, onlyFile!));
        }

        stamps.Add(new RuleStamp(RuleKind.Mapping, mappingFile.Stem, 0, mappingFile.Hash));
        stamps.Add(new RuleStamp(RuleKind.Tariff, tariffFile.Stem, 0, tariffFile.Hash));
        stamps.Add(new RuleStamp(RuleKind.Calendars, calendarsFile.Stem, 0, calendarsFile.Hash));
        stamps.Add(new RuleStamp(RuleKind.Floors, floorsFile.Stem, 0, floorsFile.Hash));
        stamps.Add(new RuleStamp(RuleKind.Scorecard, scorecard.Value!.Terms.Id, scorecard.Value.Terms.Version, scorecardFile.Hash));
        var used = only?.Value is { } everybodys ? book.Value! with { Default = everybodys, Rules = [] } : book.Value!;
        return new LoadedRules(new AccountRules(used, tariff.Value!, scorecard.Value, new SupplyRules(calendars.Value, floors.Value)), stamps.ToImmutable());
    }

    private static RuleStamp StampOf(Policy policy, RuleFile file) => new(RuleKind.Policy, policy.Terms.Id, policy.Terms.Version, file.Hash);

    private static IEnumerable<RuleFile> PolicyFiles(string policies) => System.IO.Directory.Exists(policies)
        ? System.IO.Directory.GetFiles(policies, "*.yaml").Where(path => Path.GetFileName(path) != MappingName).Select(Read)
        : throw new ConfigurationException([$"{policies}: there is no such directory"]);

    private static RuleFile Read(string path)
    {
        try
        {
            // What is parsed and what the hash is of are the same bytes.
            var bytes = File.ReadAllBytes(path);
            using var reader = new StreamReader(new MemoryStream(bytes));
            return new RuleFile(Path.GetFileName(path), reader.ReadToEnd(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: {failure.Message}"]);
        }
    }

    private sealed record RuleFile(string Name, string Text, string Hash)
    {
        public string Stem => Path.GetFileNameWithoutExtension(Name);

        public NamedText Named => new(Name, Text);
    }
}
