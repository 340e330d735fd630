namespace CreditRisk.Storage.Commit;

/// <summary>The committer's figures: counted by its thread, read by any.</summary>
internal sealed class CommitterCounters
{
    private readonly Lock _gate = new();
    private CommitterStatistics _sums = new(0, 0, 0, 0, 0, 0);

    /// <summary>The figures at this moment, the queue's depth left out.</summary>
    public CommitterStatistics Read()
    {
        lock (_gate)
        {
            return _sums;
        }
    }

    /// <summary>Changes the figures, a batch at a time.</summary>
    public void Change(Func<CommitterStatistics, CommitterStatistics> change)
    {
        lock (_gate)
        {
            _sums = change(_sums);
        }
    }
}
