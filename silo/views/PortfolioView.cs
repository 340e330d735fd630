using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Views;

/// <summary>Sums of one currency. Amounts are decimal strings.</summary>
/// <param name="Currency">The currency's code.</param>
/// <param name="Receivable">Open items less unapplied credit.</param>
/// <param name="Overdue">Open and past due.</param>
/// <param name="Unbilled">Usage not billed yet.</param>
/// <param name="OpenItems">How many items are open.</param>
/// <param name="Ageing">Open amounts by bucket; the unapplied credit is negative.</param>
public sealed record CurrencyView(
    string Currency, string Receivable, string Overdue, string Unbilled, long OpenItems, IReadOnlyDictionary<string, string> Ageing);

/// <summary>The portfolio as it is shown, on one day. The sums at the top are those of the currency with the most open items.</summary>
public sealed record PortfolioView
{
    /// <summary>The day that the ageing is of.</summary>
    public required string Day { get; init; }

    /// <summary>How many accounts there are.</summary>
    public required long Customers { get; init; }

    /// <summary>Accounts by stage.</summary>
    public required IReadOnlyDictionary<string, long> Stages { get; init; }

    /// <summary>The currency of the sums that follow, or null while there are none.</summary>
    public required string? Currency { get; init; }

    /// <summary>Open items less unapplied credit.</summary>
    public required string Receivable { get; init; }

    /// <summary>Open and past due.</summary>
    public required string Overdue { get; init; }

    /// <summary>Open amounts by bucket.</summary>
    public required IReadOnlyDictionary<string, string> Ageing { get; init; }

    /// <summary>The sums of every currency.</summary>
    public required IReadOnlyList<CurrencyView> Currencies { get; init; }

    /// <summary>The view of totals on a day. Buckets are computed here, so that midnight rewrites nothing.</summary>
    public static PortfolioView Of(IReadOnlyList<PortfolioTotal> totals, CivilDate today)
    {
        var currencies = totals
            .Where(total => total.Key.Kind != TotalKind.AccountsByStage && total.Key.Scope.Length > 0)
            .GroupBy(total => total.Key.Scope, StringComparer.Ordinal)
            .Select(group => ViewOf(group.Key, [.. group], today))
            .OrderByDescending(view => view.OpenItems).ThenBy(view => view.Currency, StringComparer.Ordinal)
            .ToList();
        var stages = StageNames.All.ToDictionary(stage => stage.Name(), stage => CountOf(totals, stage), StringComparer.Ordinal);
        var main = currencies.FirstOrDefault();
        return new PortfolioView
        {
            Day = today.ToString(),
            Customers = stages.Values.Sum(),
            Stages = stages,
            Currency = main?.Currency,
            Receivable = main?.Receivable ?? "0.00",
            Overdue = main?.Overdue ?? "0.00",
            Ageing = main?.Ageing ?? AgeingView.Of(new Int128[Domain.Ledger.Ageing.Buckets + 1], 2),
            Currencies = currencies,
        };
    }

    private static long CountOf(IReadOnlyList<PortfolioTotal> totals, Stage stage) => totals
        .Where(total => total.Key.Kind == TotalKind.AccountsByStage && total.Key.Day == (int)stage).Sum(total => total.Count);

    private static CurrencyView ViewOf(string code, IReadOnlyList<PortfolioTotal> totals, CivilDate today)
    {
        var decimals = Domain.Money.Currency.Of(code).Decimals;
        // Each total fits into 64 bits, their sum need not.
        var buckets = new Int128[Domain.Ledger.Ageing.Buckets + 1];
        Int128 overdue = 0, unbilled = 0;
        long items = 0;
        foreach (var (key, amount, count) in totals)
        {
            switch (key.Kind)
            {
                case TotalKind.OpenByDueDate:
                    var dueOn = new CivilDate(key.Day);
                    buckets[Domain.Ledger.Ageing.BucketOf(dueOn, today)] += amount;
                    overdue += dueOn < today ? amount : 0;
                    items += count;
                    break;
                case TotalKind.UnappliedCredit:
                    buckets[^1] -= amount;
                    break;
                case TotalKind.Unbilled:
                    unbilled += amount;
                    break;
            }
        }

        return new CurrencyView(
            code,
            Cash.Format(buckets.Aggregate((sum, bucket) => sum + bucket), decimals),
            Cash.Format(overdue, decimals),
            Cash.Format(unbilled, decimals),
            items,
            AgeingView.Of(buckets, decimals));
    }
}
