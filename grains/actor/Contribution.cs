using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Actor;

/// <summary>What an account adds to the portfolio's totals. The difference of two is what a write adds to them.</summary>
/// <param name="Parts">One part for each key.</param>
/// <param name="Stage">The stage to show.</param>
public sealed record Contribution(IReadOnlyList<TotalChange> Parts, Stage Stage)
{
    /// <summary>What an account without a row adds.</summary>
    public static readonly Contribution None = new([], Stage.Good);

    /// <summary>What an account adds.</summary>
    public static Contribution Of(AccountState state)
    {
        var count = state.Ledger.Items.Length;
        Span<ItemCover> covers = count <= 64 ? stackalloc ItemCover[count] : new ItemCover[count];
        var unapplied = Coverage.Compute(state.Ledger, covers);
        var parts = new List<TotalChange>(count + 3);
        var currency = state.Currency?.Code ?? "";
        var isReminded = false;
        for (var i = 0; i < count; i++)
        {
            if (covers[i].Open > 0)
            {
                var item = state.Ledger.Items[i];
                Add(parts, new TotalKey(TotalKind.OpenByDueDate, currency, item.DueOn.Number), covers[i].Open, 1);
                isReminded |= item.Reminded && covers[i].Open > covers[i].Disputed;
            }
        }

        if (unapplied != 0)
        {
            parts.Add(new TotalChange(new TotalKey(TotalKind.UnappliedCredit, currency, 0), unapplied, 1));
        }

        if (state.Usage.Unbilled != 0)
        {
            parts.Add(new TotalChange(new TotalKey(TotalKind.Unbilled, currency, 0), state.Usage.Unbilled, 1));
        }

        var stage = state.Ladder.Stage == Stage.Good && (isReminded || state.Wallet.Reminded) ? Stage.Reminder : state.Ladder.Stage;
        parts.Add(new TotalChange(new TotalKey(TotalKind.AccountsByStage, "", (int)stage), 0, 1));
        return new Contribution(parts, stage);
    }

    /// <summary>What changes in the totals when this takes the place of what was there before.</summary>
    public IReadOnlyList<TotalChange> Since(Contribution before)
    {
        var changes = new List<TotalChange>();
        foreach (var part in Parts)
        {
            Add(changes, part.Key, part.Amount, part.Count);
        }

        foreach (var part in before.Parts)
        {
            Add(changes, part.Key, -part.Amount, -part.Count);
        }

        changes.RemoveAll(change => change is { Amount: 0, Count: 0 });
        return changes;
    }

    // An account has a handful of keys: a scan beats a dictionary.
    private static void Add(List<TotalChange> changes, TotalKey key, long amount, long count)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].Key == key)
            {
                changes[i] = changes[i] with { Amount = changes[i].Amount + amount, Count = changes[i].Count + count };
                return;
            }
        }

        changes.Add(new TotalChange(key, amount, count));
    }
}
