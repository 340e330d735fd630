using CreditRisk.Domain.Events;

namespace CreditRisk.Tests.Oracle;

/// <summary>Makes a history that shows a difference short by dropping records, greedily: blocks, single ones, then pairs.</summary>
internal sealed class HistoryShrinker
{
    // Two records that balance each other have to go together; trying all pairs of more than these takes too long.
    private const int MostForPairs = 40;

    private readonly Func<AccountHistory, bool> _isWrong;
    private AccountHistory _history;

    private HistoryShrinker(AccountHistory history, Func<AccountHistory, bool> isWrong)
    {
        _history = history;
        _isWrong = isWrong;
    }

    private int Count => _history.Records.Count;

    /// <param name="history">A history that is wrong.</param>
    /// <param name="isWrong">Whether another one is still wrong, whatever the difference is.</param>
    public static AccountHistory Shrink(AccountHistory history, Func<AccountHistory, bool> isWrong)
    {
        var shrinker = new HistoryShrinker(history, isWrong);
        for (var size = history.Records.Count / 2; size > 1; size /= 2)
        {
            shrinker.DropBlocks(size);
        }

        int before;
        do
        {
            before = shrinker.Count;
            shrinker.DropBlocks(1);
            if (shrinker.Count == before && before <= MostForPairs)
            {
                shrinker.DropOnePair();
            }
        }
        while (shrinker.Count < before);

        return shrinker._history;
    }

    private void DropBlocks(int size)
    {
        for (var last = Count; last > 0; last = Math.Min(last - size, Count))
        {
            Drop([.. _history.Records.Take(last).Skip(last - size).Select(record => record.Event)]);
        }
    }

    private void DropOnePair()
    {
        for (var first = 0; first < Count; first++)
        {
            for (var second = first + 1; second < Count; second++)
            {
                if (Drop([_history.Records[first].Event, _history.Records[second].Event]))
                {
                    return;
                }
            }
        }
    }

    // What means nothing without the dropped records goes with them, so that a shorter history is no stranger than the whole one.
    private bool Drop(List<AccountEvent> dropped)
    {
        var kept = _history.Records.ToList();
        for (var more = true; more;)
        {
            kept.RemoveAll(record => dropped.Contains(record.Event));
            var orphans = kept.Select(record => record.Event).Where(e => dropped.Exists(gone => Needs(e, gone))).ToList();
            dropped.AddRange(orphans);
            more = orphans.Count > 0;
        }

        var shorter = _history with { Records = kept };
        if (kept.Count == 0 || !_isWrong(shorter))
        {
            return false;
        }

        _history = shorter;
        return true;
    }

    private static bool Needs(AccountEvent e, AccountEvent other) =>
        (HistoryReferences.NamedBy(e) is { } named && named == other.Fact)
        || (e is DebtMoved { Move: DebtMove.Recovered } recovered
            && other is DebtMoved { Move: DebtMove.WrittenOff } writtenOff && writtenOff.ItemId == recovered.ItemId);
}
