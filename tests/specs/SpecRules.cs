using System.Collections.Concurrent;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Calendar.Files;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Guards.Files;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Silo.Runtime;
using CreditRisk.Tests.Domain.Policies.Files;
using CreditRisk.Tests.Specs.Reading;
using CreditRisk.Tests.Tidy;

namespace CreditRisk.Tests.Specs;

/// <summary>The rules that a row refers to: files that are shipped, or snippets above its table.</summary>
internal static class SpecRules
{
    private const string Mapped = "as mapped";
    private const string Shipped = "shipped";
    private const string MappingName = "mapping.yaml";

    private static readonly RuleFiles Files = new(Path.Combine(Repository.Root, "deploy"));
    private static readonly Lazy<AccountRules> AllShipped = new(Files.Load);
    private static readonly ConcurrentDictionary<string, object> Known = new(StringComparer.Ordinal);

    /// <summary>
    /// The rules of accounts: the policy of a snippet or a shipped one for everybody, or those that are shipped, with their mapping or that of a snippet; with the calendars and floors that the row
    /// refers to.
    /// </summary>
    /// <exception cref="SpecException">The row refers to no policy, or something cannot be read.</exception>
    public static AccountRules Accounts(SpecRow row)
    {
        var supply = new SupplyRules(RefersTo(row, "calendars") ? Calendars(row) : null, RefersTo(row, "floors") ? Floors(row) : null);
        return new AccountRules(BookOf(row), AllShipped.Value.Tariff, AllShipped.Value.Scorecard, supply);
    }

    /// <summary>The policy of this name that is shipped.</summary>
    public static Policy Policy(SpecRow row, Cell name)
    {
        var file = name.Text + ".yaml";
        return Policies().Any(policy => policy.File == file)
            ? Once("policy " + file, () => Value(PolicyFile.Parse(file, Texts.Shipped("policies", file).Text)))
            : throw row.Wrong(name.At, $"found '{name.Text}', expected '{Mapped}' or the name of a policy that is shipped");
    }

    /// <summary>The calendars.</summary>
    public static Regional<BusinessCalendar> Calendars(SpecRow row) => Read(row, "calendars", CalendarFile.Parse);

    /// <summary>The legal floors.</summary>
    public static Regional<LegalFloors> Floors(SpecRow row) => Read(row, "floors", FloorsFile.Parse);

    private static PolicyBook BookOf(SpecRow row)
    {
        var snippets = row.Settings.Snippets.Where(snippet => snippet.Kind is "policy" or "mapping").ToArray();
        if (snippets.Length > 0)
        {
            return Once(string.Concat(snippets.Select(snippet => row.File + snippet.InPlace)), () => BookOf(row, snippets));
        }

        var cell = Setting(row, "policy");
        return cell.Text == Mapped ? AllShipped.Value.Book : Once(cell.Text, () => ForAll(Policy(row, cell).Terms.Id, Policies()));
    }

    // Several snippets of one policy are its versions; without a mapping the last policy is that of everybody.
    private static PolicyBook BookOf(SpecRow row, Snippet[] snippets)
    {
        NamedText[] policies = [.. snippets.Where(snippet => snippet.Kind == "policy").Select(snippet => new NamedText(row.File, snippet.InPlace))];
        return snippets.LastOrDefault(snippet => snippet.Kind == "mapping") is { } mapping
            ? Value(PolicyBookLoader.Load(new NamedText(row.File, mapping.InPlace), [.. Policies(), .. policies]))
            : ForAll(policies.Select(policy => Value(PolicyFile.Parse(policy.File, policy.Text)).Terms.Id).Last(), policies);
    }

    private static PolicyBook ForAll(string policy, IEnumerable<NamedText> policies) =>
        Value(PolicyBookLoader.Load(new NamedText(MappingName, $"defaultZone: UTC\ndefault: {policy}\n"), policies)) with { RegionZones = AllShipped.Value.Book.RegionZones };

    private static bool RefersTo(SpecRow row, string kind) => row.Settings.Snippet(kind) is not null || row.Settings.Values.ContainsKey(kind);

    private static IEnumerable<NamedText> Policies() =>
        from path in Directory.GetFiles(Path.Combine(Files.Directory, "policies"), "*.yaml").Order(StringComparer.Ordinal)
        where Path.GetFileName(path) != MappingName
        select Texts.Shipped("policies", Path.GetFileName(path));

    private static T Read<T>(SpecRow row, string kind, Func<string, string, Loaded<T>> parse)
        where T : class
    {
        if (row.Settings.Snippet(kind) is { } snippet)
        {
            return Once(row.File + snippet.InPlace, () => Value(parse(row.File, snippet.InPlace)));
        }

        var cell = Setting(row, kind);
        return cell.Text == Shipped
            ? Once(kind, () => Value(parse(kind + ".yaml", Texts.Shipped(kind + ".yaml").Text)))
            : throw row.Wrong(cell.At, $"found '{cell.Text}', expected '{Shipped}'");
    }

    private static Cell Setting(SpecRow row, string key) => row.Settings.Values.TryGetValue(key, out var cell)
        ? cell
        : throw row.Wrong(row.At, $"which {key}? expected a line '- {key}: ...' or a snippet '```yaml {key}' above the table");

    private static T Once<T>(string key, Func<T> read)
        where T : class => (T)Known.GetOrAdd($"{typeof(T)} {key}", _ => read());

    private static T Value<T>(Loaded<T> loaded)
        where T : class => loaded.Value ?? throw new SpecException(loaded.Mistakes[0]);
}
