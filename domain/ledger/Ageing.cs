using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Ledger;

/// <summary>The standard ageing buckets.</summary>
public static class Ageing
{
    /// <summary>The buckets of items; the unapplied credit stands beside them, negative.</summary>
    public const int Buckets = 9;

    private static readonly int[] LastDays = [0, 7, 14, 30, 60, 90, 180, 365];

    /// <summary>The buckets' names, by index; the last is the unapplied credit's.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["notDue", "1-7", "8-14", "15-30", "31-60", "61-90", "91-180", "181-365", "over365", "unappliedCredit"];

    /// <summary>The bucket of an item, 0 to 8.</summary>
    public static int BucketOf(CivilDate dueOn, CivilDate today)
    {
        var days = today - dueOn;
        var bucket = 0;
        while (bucket < LastDays.Length && days > LastDays[bucket])
        {
            bucket++;
        }

        return bucket;
    }

    /// <summary>Open amounts by bucket, and last the unapplied credit (negative): ten numbers whose sum is the receivable.</summary>
    public static long[] Of(AccountLedger ledger, CivilDate today)
    {
        var covers = new ItemCover[ledger.Items.Length];
        var buckets = new long[Buckets + 1];
        buckets[Buckets] = -Coverage.Compute(ledger, covers);
        for (var i = 0; i < covers.Length; i++)
        {
            buckets[BucketOf(ledger.Items[i].DueOn, today)] += covers[i].Open;
        }

        return buckets;
    }
}
