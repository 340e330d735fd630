using CreditRisk.Silo.Runtime;

namespace CreditRisk.Silo.Views;

/// <summary>How many events a replay read, and how they ended.</summary>
public sealed record EventTotals(long Read, long Applied, long Duplicate, long Refused);

/// <summary>Warnings in the store.</summary>
/// <param name="Raised">Raised.</param>
/// <param name="Cleared">Cleared.</param>
/// <param name="Withdrawn">Withdrawn.</param>
/// <param name="ByStage">Raised, by stage.</param>
public sealed record WarningTotals(long Raised, long Cleared, long Withdrawn, IReadOnlyDictionary<string, long> ByStage);

/// <summary>Time from submission to durability of a sample of records, milliseconds.</summary>
public sealed record LatencyView(double? P50Milliseconds, double? P99Milliseconds);

/// <summary>What <c>replay</c> tells.</summary>
public sealed record ReplayReport
{
    /// <summary>Events of this run.</summary>
    public required EventTotals Events { get; init; }

    /// <summary>Events of this run by type.</summary>
    public required IReadOnlyDictionary<string, TypeCounts> ByType { get; init; }

    /// <summary>Accounts in the store.</summary>
    public required long Customers { get; init; }

    /// <summary>Accounts by stage.</summary>
    public required IReadOnlyDictionary<string, long> Stages { get; init; }

    /// <summary>The currency of the sums.</summary>
    public string? Currency { get; init; }

    /// <summary>Open items less unapplied credit.</summary>
    public required string Receivable { get; init; }

    /// <summary>Open and past due on <see cref="Day"/>.</summary>
    public required string Overdue { get; init; }

    /// <summary>Open amounts by bucket.</summary>
    public required IReadOnlyDictionary<string, string> Ageing { get; init; }

    /// <summary>The day that overdue and ageing are of.</summary>
    public required string Day { get; init; }

    /// <summary>The sums of every currency.</summary>
    public required IReadOnlyList<CurrencyView> Currencies { get; init; }

    /// <summary>Warnings in the store.</summary>
    public required WarningTotals Warnings { get; init; }

    /// <summary>Events per second of this run, from the first read to the last durable.</summary>
    public required double Rate { get; init; }

    /// <summary>Seconds that this run took.</summary>
    public required double Seconds { get; init; }

    /// <summary>How long records took to become durable.</summary>
    public required LatencyView Latency { get; init; }
}
