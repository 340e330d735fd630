using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>
/// What every batch must fulfil whatever the database holds: a mistake of the caller is found before the transaction begins, and again by the
/// schema where it can be.
/// </summary>
internal static class BatchChecks
{
    /// <param name="batch">The batch.</param>
    /// <param name="ids">A set to work with; it is emptied first.</param>
    /// <exception cref="StoreException">The batch contradicts itself.</exception>
    public static void Check(CommitBatch batch, HashSet<string> ids)
    {
        ids.Clear();
        for (var index = 0; index < batch.Accounts.Count; index++)
        {
            var write = batch.Accounts[index];
            CheckRow(write);
            CheckHistory(write);
            CheckOutbox(write);
            if (!ids.Add(write.Id))
            {
                throw Refused(write, "is twice in one batch");
            }
        }
    }

    private static void CheckRow(AccountWrite write)
    {
        if (write.Id.Length == 0 || write.Id.Contains('\0', StringComparison.Ordinal))
        {
            throw Refused(write, "has an id that no account can have");
        }

        if (write.Next.Number != write.Expected.Number + 1)
        {
            throw Refused(write, $"goes from version {write.Expected.Number} to {write.Next.Number}");
        }

        if (IsFirst(write) != (write.Key == 0))
        {
            throw Refused(write, $"expects {write.Expected} of the row with the key {write.Key}");
        }
    }

    private static void CheckHistory(AccountWrite write)
    {
        var rows = write.History;
        for (var index = 0; index < rows.Count; index++)
        {
            var expected = index > 0 ? rows[index - 1].Sequence + 1 : IsFirst(write) ? 1 : rows[0].Sequence;
            if (rows[index].Sequence != expected)
            {
                throw Refused(write, $"has the record {rows[index].Sequence} where {expected} was to come");
            }
        }
    }

    private static void CheckOutbox(AccountWrite write)
    {
        var rows = write.Outbox;
        for (var index = 0; index < rows.Count; index++)
        {
            var expected = index > 0 ? rows[index - 1].Number + 1 : IsFirst(write) ? 1 : rows[0].Number;
            if (rows[index].Number != expected)
            {
                throw Refused(write, $"has the effect {rows[index].Number} where {expected} was to come");
            }
        }
    }

    private static bool IsFirst(AccountWrite write) => write.Expected == RowVersion.None;

    private static StoreException Refused(AccountWrite write, string why) =>
        new($"The account '{write.Id}' {why}.", null, StoreFailure.Content);
}
