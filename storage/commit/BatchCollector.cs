namespace CreditRisk.Storage.Commit;

/// <summary>Collects one batch within the limits. Used by its lane's thread alone.</summary>
internal sealed class BatchCollector(GroupCommitterOptions options)
{
    private readonly List<PendingItem> _items = [];
    private readonly HashSet<string> _accounts = [];
    private long _bytes;

    /// <summary>Adds an item, unless the batch is full or holds a write of the same account already: that one must be durable first.</summary>
    public bool TryAdd(PendingItem item)
    {
        // A single item always fits, however large.
        if (_items.Count > 0 && (_items.Count >= options.MaxAccountsPerBatch || _bytes + item.Bytes > options.MaxBytesPerBatch))
        {
            return false;
        }

        if (item is PendingWrite write && !_accounts.Add(write.Write.Id))
        {
            return false;
        }

        _items.Add(item);
        _bytes += item.Bytes;
        return true;
    }

    /// <summary>Takes the batch out and begins the next one.</summary>
    public PendingItem[] TakeAll()
    {
        var batch = _items.ToArray();
        _items.Clear();
        _accounts.Clear();
        _bytes = 0;
        return batch;
    }
}
