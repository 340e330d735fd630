using System.Text;
using CreditRisk.Actor;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Storage;

namespace CreditRisk.Tests.Acceptance;

/// <summary>Everything of a store that must not depend on how often the process died or how records were batched, as text: accounts, warnings, totals, dead letters.</summary>
internal sealed record StoreImage(string Accounts, string Warnings, string Totals, string DeadLetters)
{
    public static StoreImage Of(string directory)
    {
        using var store = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = directory, Mode = SqliteStoreMode.ReadOnly });
        return new StoreImage(
            Lines(All(store).Select(row => $"{row.Id} {Convert.ToHexString(WholeStates.Of(row))}")),
            Lines(WarningExport.All(store).Select(effect => $"{effect.Account} {effect.Number:D9} {Encoding.UTF8.GetString(effect.Body.Span)}")),
            Lines(store.Totals().Where(total => total.Amount != 0 || total.Count != 0).Select(total => total.ToString())),
            Lines(store.DeadLetters(0, int.MaxValue).Select(letter => $"{letter.Letter.Reason} {letter.Letter.Account} {letter.Letter.EventId}")));
    }

    /// <summary>The image without the positions that stand before each state.</summary>
    public StoreImage WithoutPositions() => this with
    {
        Accounts = Lines(Accounts.Split('\n').Select(line => line.Split(' ')).Select(parts => $"{parts[0]} {Unwrap(parts[1])}")),
    };

    private static string Unwrap(string hex)
    {
        _ = Positions.Unwrap(Convert.FromHexString(hex), out var state);
        return Convert.ToHexString(state);
    }

    private static IEnumerable<StoredAccount> All(SqliteStore store)
    {
        for (var page = store.List(0, 1000); page.Count > 0; page = store.List(page[^1].Key, 1000))
        {
            foreach (var row in page)
            {
                yield return row;
            }
        }
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
