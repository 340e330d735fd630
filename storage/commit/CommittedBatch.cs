using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>A transaction that was committed, for metrics. For use while it is told of: it refers to what was written.</summary>
public sealed class CommittedBatch
{
    private readonly CommitBatch _batch;
    private readonly bool[] _committed;

    internal CommittedBatch(CommitBatch batch, bool[] committed, TimeSpan elapsed)
    {
        _batch = batch;
        _committed = committed;
        Elapsed = elapsed;
        Letters = batch.DeadLetters.Count;
        for (var index = 0; index < committed.Length; index++)
        {
            if (committed[index])
            {
                Accounts++;
                Records += batch.Accounts[index].History.Count;
                Effects += batch.Accounts[index].Outbox.Count;
                Letters += batch.Accounts[index].DeadLetters.Count;
            }
        }
    }

    /// <summary>How long it took, from its begin to its being durable.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>What it was made of: account writes, those that met another version included, and dead letters of no account; what a batch is bounded by.</summary>
    public int Size => _batch.Accounts.Count + _batch.DeadLetters.Count;

    /// <summary>Account writes committed.</summary>
    public int Accounts { get; }

    /// <summary>Account writes that met another version, of which nothing was stored.</summary>
    public int Conflicts => _committed.Length - Accounts;

    /// <summary>History records committed.</summary>
    public int Records { get; }

    /// <summary>Effects committed.</summary>
    public int Effects { get; }

    /// <summary>Dead letters committed, those of accounts included.</summary>
    public int Letters { get; }

    /// <summary>The dead letters committed, those of accounts included.</summary>
    public IEnumerable<DeadLetter> DeadLetters() =>
        _batch.DeadLetters.Concat(_batch.Accounts.Where((_, index) => _committed[index]).SelectMany(write => write.DeadLetters));
}
