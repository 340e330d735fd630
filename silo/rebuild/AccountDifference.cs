using System.Text.Json;
using CreditRisk.Domain.Account;
using CreditRisk.Silo.Views;

namespace CreditRisk.Silo.Rebuild;

/// <summary>A field of the view that differs; null where it is not there.</summary>
/// <param name="Field">Its name, <c>openItems[INV-1].open</c>.</param>
/// <param name="Stored">As it is stored.</param>
/// <param name="Derived">As the history gives it.</param>
public sealed record FieldChange(string Field, string? Stored, string? Derived);

/// <summary>How an account differs from what its history gives.</summary>
/// <param name="Account">The account.</param>
/// <param name="Parts">The parts of the state that differ: standing, profile, ledger, usage, ladder, score, waiting, ids.</param>
/// <param name="Changes">The fields of the view that differ; what is not shown may differ too.</param>
/// <param name="WarningsSent">Warnings that were sent.</param>
/// <param name="WarningsDerived">Warnings that the history gives; none is sent.</param>
/// <param name="LeftOut">Records that were not applied this time, and why.</param>
/// <param name="Failed">Whether the history could not be read or digested: then nothing is compared, and the account stays as it is.</param>
/// <param name="Written">Whether the derived state was written.</param>
public sealed record AccountDifference(
    string Account,
    IReadOnlyList<string> Parts,
    IReadOnlyList<FieldChange> Changes,
    long WarningsSent,
    long WarningsDerived,
    IReadOnlyList<LeftOutRecord> LeftOut,
    bool Failed,
    bool Written);

/// <summary>Compares accounts as they are shown.</summary>
internal static class ViewComparison
{
    // Lists are compared by these, so that one item more does not make all that follow it differ.
    private static readonly string[] Names = ["itemId", "stage", "id"];

    /// <summary>The fields that differ, in the order of the view.</summary>
    public static IReadOnlyList<FieldChange> Changes(AccountRules rules, AccountState stored, AccountState derived)
    {
        var before = Fields(AccountView.Of(rules, stored));
        var after = Fields(AccountView.Of(rules, derived));
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
                .Select(field => new FieldChange(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))
                .Where(change => change.Stored != change.Derived),
        ];
    }

    private static Dictionary<string, string> Fields(AccountView view)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(fields, "", JsonSerializer.SerializeToElement(view, JsonForm.Compact));
        return fields;
    }

    private static void Add(Dictionary<string, string> fields, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Add(fields, path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Add(fields, $"{path}[{NameOf(item) ?? $"{index}"}]", item);
                }

                break;
            default:
                fields[path] = value.ToString();
                break;
        }
    }

    private static string? NameOf(JsonElement item)
    {
        foreach (var name in Names)
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value))
            {
                return value.GetString();
            }
        }

        return null;
    }
}
