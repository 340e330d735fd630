using System.Collections.Immutable;

namespace CreditRisk.Domain.Ledger;

/// <summary>Everything that was ever booked, as sums: what conservation of money is checked against. Minor units, each 0 or more.</summary>
public readonly record struct BookedTotals
{
    /// <summary>Everything charged.</summary>
    public long Debits { get; init; }

    /// <summary>Credit notes, credit adjustments, cancellations and transfers.</summary>
    public long Credits { get; init; }

    /// <summary>Money received.</summary>
    public long Payments { get; init; }

    /// <summary>Payments taken back.</summary>
    public long Reversals { get; init; }

    /// <summary>Payments given back.</summary>
    public long Refunds { get; init; }

    /// <summary>Given up, less what was claimed again.</summary>
    public long WriteOffs { get; init; }

    /// <summary>What must be owed by these sums: debits - credits - payments + reversals + refunds - write-offs.</summary>
    public long Receivable => Debits - Credits - Payments + Reversals + Refunds - WriteOffs;
}

/// <summary>
/// What an account owes and has paid, as an immutable value. How credits cover items is computed from it
/// (<see cref="Coverage"/>), never stored, so that the order in which facts arrived leaves no trace.
/// </summary>
public sealed record AccountLedger
{
    /// <summary>A ledger in which nothing was booked.</summary>
    public static readonly AccountLedger Empty = new();

    /// <summary>Most items, credits, disputes or other parts that one account may have at a time; more are refused.</summary>
    public const int MostParts = 10_000;

    /// <summary>Most promises and plans that one account may have at a time; more are refused.</summary>
    public const int MostArrangements = 100;

    /// <summary>Items in the order in which the pool covers them.</summary>
    public ImmutableArray<Item> Items { get; init; } = [];

    /// <summary>Payments and other credits that may still be returned, in order of arrival.</summary>
    public ImmutableArray<Credit> Credits { get; init; } = [];

    /// <summary>Open disputes.</summary>
    public ImmutableArray<Dispute> Disputes { get; init; } = [];

    /// <summary>Holds, present, future and recent.</summary>
    public ImmutableArray<Hold> Holds { get; init; } = [];

    /// <summary>Money on its way.</summary>
    public ImmutableArray<Transit> Transits { get; init; } = [];

    /// <summary>Guarantees lodged.</summary>
    public ImmutableArray<Guarantee> Guarantees { get; init; } = [];

    /// <summary>Open cases.</summary>
    public ImmutableArray<Case> Cases { get; init; } = [];

    /// <summary>Promises and instalment plans, in order of arrival.</summary>
    public ImmutableArray<Arrangement> Arrangements { get; init; } = [];

    /// <summary>Broken ones that are no longer kept, 0 or more.</summary>
    public int BrokenBefore { get; init; }

    /// <summary>Credit that is not named for a known item, minor units: it covers items in order.</summary>
    public long Pool { get; init; }

    /// <summary>Everything that was ever booked.</summary>
    public BookedTotals Totals { get; init; }

    /// <summary>The index of an item, or -1.</summary>
    public int IndexOf(string itemId)
    {
        var items = Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Id == itemId)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of a credit, or -1.</summary>
    public int IndexOf(CreditKind kind, string id)
    {
        var credits = Credits;
        for (var i = 0; i < credits.Length; i++)
        {
            if (credits[i].Kind == kind && credits[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The same ledger with one item replaced; it is moved when its due date changed.</summary>
    public AccountLedger With(int index, Item item)
    {
        var items = Items;
        if (items[index].DueOn == item.DueOn)
        {
            return this with { Items = items.SetItem(index, item) };
        }

        items = items.RemoveAt(index);
        return this with { Items = items.Insert(PlaceOf(items, item), item) };
    }

    /// <summary>Where an item belongs in the covering order.</summary>
    internal static int PlaceOf(ImmutableArray<Item> items, Item item)
    {
        // New items are usually due last: look from the end.
        var place = items.Length;
        while (place > 0 && items[place - 1].CoverOrder(item) > 0)
        {
            place--;
        }

        return place;
    }
}
