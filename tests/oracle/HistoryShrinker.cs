using CreditRisk.Domain.Events;

namespace CreditRisk.Tests.Oracle;

/// <summary>Makes a history that shows a difference as short as dropping single records makes it.</summary>
internal static class HistoryShrinker
{
    /// <param name="history">A history that is wrong.</param>
    /// <param name="isWrong">Whether another one is still wrong, whatever the difference is.</param>
    public static AccountHistory Shrink(AccountHistory history, Func<AccountHistory, bool> isWrong)
    {
        int before;
        do
        {
            before = history.Records.Count;
            for (var i = before - 1; i >= 0; i = Math.Min(i, history.Records.Count) - 1)
            {
                var shorter = history with { Records = Without(history.Records, i) };
                if (shorter.Records.Count > 0 && isWrong(shorter))
                {
                    history = shorter;
                }
            }
        }
        while (history.Records.Count < before);

        return history;
    }

    // What means nothing without the dropped record goes with it, so that a shorter history is no stranger than the whole one.
    private static List<TimedRecord> Without(IReadOnlyList<TimedRecord> records, int index)
    {
        var kept = new List<TimedRecord>();
        var dropped = new List<AccountEvent> { records[index].Event };
        for (var more = true; more;)
        {
            kept = records.Where(record => !dropped.Contains(record.Event)).ToList();
            var orphans = kept.Select(record => record.Event).Where(e => dropped.Exists(gone => Needs(e, gone))).ToList();
            dropped.AddRange(orphans);
            more = orphans.Count > 0;
        }

        return kept;
    }

    private static bool Needs(AccountEvent e, AccountEvent other) =>
        (HistoryReferences.NamedBy(e) is { } named && named == other.Fact)
        || (e is DebtMoved { Move: DebtMove.Recovered } recovered
            && other is DebtMoved { Move: DebtMove.WrittenOff } writtenOff && writtenOff.ItemId == recovered.ItemId);
}
