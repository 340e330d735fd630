using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Sqlite;

/// <summary>One batch in one transaction.</summary>
internal sealed class CommitTransaction(WriteSession session)
{
    private readonly HashSet<string> _ids = [];
    private readonly List<AccountWrite> _inserted = [];

    /// <summary>Commits the batch, or leaves nothing of it, not even the keys of its new accounts.</summary>
    /// <returns>For each account, in order, whether its version check passed.</returns>
    /// <exception cref="StoreException">Nothing was committed, or it is not known whether it was.</exception>
    public bool[] Run(CommitBatch batch)
    {
        BatchChecks.Check(batch, _ids);
        _inserted.Clear();
        try
        {
            session.Begin();
            var committed = WriteAll(batch);
            session.Commit();
            return committed;
        }
        catch (Exception failure)
        {
            Undo();
            if (failure is StoreException)
            {
                throw;
            }

            throw new StoreException($"The batch was not committed: {failure.Message}", failure, StoreFailure.Content);
        }
    }

    private void Undo()
    {
        foreach (var write in _inserted)
        {
            write.Key = 0;
        }

        session.Rollback();
    }

    private bool[] WriteAll(CommitBatch batch)
    {
        var committed = new bool[batch.Accounts.Count];
        for (var index = 0; index < committed.Length; index++)
        {
            committed[index] = TryWrite(batch.Accounts[index]);
        }

        session.Totals.Write();
        session.DeadLetters.Append(batch.DeadLetters);
        session.DeadLetters.End(batch.LetterEnds);
        session.Progress.Write(batch.Progress);
        return committed;
    }

    private bool TryWrite(AccountWrite write)
    {
        var partition = session.Positions.PartitionOf(write.Id);
        var first = session.Positions.Next(partition);
        var newest = first + write.History.Count - 1;
        if (TryWriteRow(write, newest) is not { } previous)
        {
            return false;
        }

        session.Positions.Take(partition, write.History.Count);
        session.Archives.Write(write);
        session.Desk.Write(write);
        session.History.Append(write.Key, write.History, first, previous);
        session.Outbox.Append(write.Key, write.Outbox);
        session.DeadLetters.Append(write.DeadLetters);
        session.Totals.Add(write.Totals);
        return true;
    }

    /// <summary>Writes the row if it has the expected version.</summary>
    /// <returns>Where the account's newest record was before (0: it had none), or null if the version was another one.</returns>
    private long? TryWriteRow(AccountWrite write, long newest)
    {
        if (write.Expected == RowVersion.None)
        {
            if (session.Accounts.Insert(write, write.History.Count > 0 ? newest : 0) is not { } key)
            {
                return null;
            }

            write.Key = key;
            _inserted.Add(write);
            return 0;
        }

        if (session.Accounts.Find(write) is not { } found)
        {
            return null;
        }

        session.Accounts.Update(write, found, write.History.Count > 0 ? newest : found.LastHistory);
        return found.LastHistory;
    }
}
